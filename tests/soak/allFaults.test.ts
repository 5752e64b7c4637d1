import { projectFolder } from "../../cli/project";
import { madeUpEvents } from "../../cli/start/events";
import { sendEvents } from "../../cli/start/send";
import { sandboxAccount } from "../../sandbox/account";
import { callFaults, entryFaults, hidingFaults, invocationFaults, parseFaults } from "../../sandbox/faults";
import { fillIn, savedQueries } from "../../sandbox/lake/savedQueries";
import { isBalanced, type Ledger } from "../../sandbox/ledger/ledger";
import { existingResources, identify } from "../../sandbox/program/existing";
import { readStackFile, sandboxStack } from "../../sandbox/program/stackFile";
import { deployStack, type StackSandbox } from "../../sandbox/program/stackSandbox";
import { declare } from "../support/declare";
import { startTime } from "../support/stack";

/** All faults at once, at rates at which each occurs. */
const faults = [
  "throttle=0.1",
  "internal-error=0.08",
  "unavailable=0.08",
  "access-denied=0.1",
  "expired-token=0.1",
  "not-found=0.1",
  "validation=0.12",
  "reset=0.08",
  "reset-after-accept=0.08",
  "no-answer=0.03",
  "malformed=0.08",
  "throttle-entry=0.02",
  "entry-internal-failure=0.02",
  ...["FieldTooLong", "FieldNotFound", "InvalidChecksum", "InvalidData", "InvalidRecipient", "InvalidEventSource"].map(
    (code) => `entry-${code}=0.004`,
  ),
  "entry-AccountNotSubscribed=0.01",
  "kill=0.05",
];
const kinds = [...callFaults, ...Object.keys(entryFaults), ...invocationFaults].sort();
/** Faults that hide whether the events were accepted: they are sent again, and stored again. */
const hides = (fault: string) => hidingFaults.has(fault.split("=")[0] ?? "") || fault.startsWith("kill");
/** Events per vendor: enough that each of the faults occurs. `npm run soak` sends 50,000. */
const manyEvents = process.env.SOAK === undefined ? 200 : 50_000;
/** Enough that each of a few faults occurs, at higher rates. */
const fewEvents = 100;
/** Events between two pauses; each pause lasts as long as the slowest invocation. */
const portion = 20_000;
const seed = 7;

jest.setTimeout(4 * 3_600_000);

interface Report {
  readonly ledgers: Readonly<Record<string, Ledger>>;
  /** The faults that occurred. */
  readonly struck: readonly string[];
  /** Rows of the stores. */
  readonly rows: number;
  /** Ids that are stored more often than their vendor sent them: a response was hidden, so they were sent again. */
  readonly storedAgain: readonly string[];
}

/**
 * Sends made-up events of every vendor through the demo stack under faults, waits until all are settled, and counts
 * them by place.
 */
async function run(settings: readonly string[], perVendor: number): Promise<Report> {
  const declared = await declare(readStackFile(projectFolder(), sandboxStack));
  const plan = parseFaults(settings, seed);
  const existing = existingResources(declared);
  const stack = await deployStack(declared, identify, { seed, faults: plan, existing, startTime });
  try {
    const now = () => stack.sandbox.clock.now();
    const sent = new Map<string, number>();
    const { region } = sandboxAccount;
    const source = madeUpEvents(stack.integrations, perVendor, { region, seed, now, samples: {} });
    await sendEvents(stack, source, {
      sent: ({ key, envelope }) => {
        const id = idOf(stack, key, envelope);
        sent.set(id, (sent.get(id) ?? 0) + 1);
      },
      portion,
    });
    const copies = await ask(stack, savedQueries().find(({ name }) => name === "duplicates-by-uid")?.sql ?? "");
    const counts = await ask(stack, 'SELECT count(*) AS count FROM "$PARTNER_EVENT_DATA_STORE_ID"');
    return {
      ledgers: Object.fromEntries(stack.integrations.map(({ key }) => [key, stack.ledger(key)])),
      struck: [...plan.strikes.keys()].sort(),
      rows: counts.reduce((sum, { count }) => sum + Number(count), 0),
      storedAgain: copies.flatMap(({ uid, copies }) =>
        Number(copies) > (sent.get(String(uid)) ?? 0) ? [String(uid)] : [],
      ),
    };
  } finally {
    await stack.sandbox.close();
  }
}

/** Returns the id of the audit event of an event on a bus, or of a caller's event. */
function idOf(stack: StackSandbox, key: string, envelope: Readonly<Record<string, unknown>>): string {
  const integration = stack.integrations.find((one) => one.key === key);
  if (integration?.path === undefined) {
    return String(envelope.UID);
  }
  return identify(integration, JSON.stringify(envelope))[0]?.id ?? "";
}

/** Returns the rows of a query of every store, by column. */
async function ask(stack: StackSandbox, sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const stores = new Set(stack.integrations.flatMap(({ eventDataStoreId }) => eventDataStoreId ?? []));
  const answers = [];
  for (const partner of stores) {
    answers.push(await stack.sandbox.lake.query(fillIn(sql, { partner })));
  }
  return answers.flatMap(({ columns, rows }) =>
    rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]]))),
  );
}

/**
 * Checks that every event is stored, a dead letter or a duplicate, as the rows of the stores confirm. Returns the
 * number of stored events.
 */
function expectSound({ ledgers, rows }: Report, events: number): number {
  expect(Object.keys(ledgers)).toEqual(["okta", "onelogin", "auth0", "github", "pagerduty", "clumio"]);
  for (const [key, ledger] of Object.entries(ledgers)) {
    const { received, pending } = ledger;
    const found = { key, received, pending, balanced: isBalanced(ledger) };
    expect(found).toEqual({ key, received: events, pending: 0, balanced: true });
  }
  const ingested = Object.values(ledgers).reduce((sum, ledger) => sum + ledger.ingested, 0);
  expect(rows).toBeGreaterThanOrEqual(ingested);
  return ingested;
}

describe("six vendors under every fault at once", () => {
  it("lose nothing: every received event is stored, a dead letter or a duplicate", async () => {
    const report = await run(faults, manyEvents);
    expect(report.struck).toEqual(kinds);
    expectSound(report, manyEvents);
  });

  it("store twice only events that the vendor sent twice, if every response reports the events' results", async () => {
    const answered = faults.filter((fault) => !hides(fault));
    const report = await run(answered, manyEvents);
    expect(report.rows).toBe(expectSound(report, manyEvents));
    expect(report.storedAgain).toEqual([]);
  });

  it("store some twice if a response is hidden, and the query on duplicates lists them", async () => {
    const report = await run(["reset-after-accept=0.3", "malformed=0.6"], fewEvents);
    expectSound(report, fewEvents);
    expect(report.storedAgain.length).toBeGreaterThan(0);
  });
});
