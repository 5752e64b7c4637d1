import { madeUpEvents } from "../../cli/start/events";
import { existingResources } from "../../cli/start/existing";
import { identify } from "../../cli/start/identify";
import { sendEvents } from "../../cli/start/send";
import { sandboxAccount } from "../../sandbox/account";
import type { FaultPlan } from "../../sandbox/faults";
import { fillIn, savedQueries } from "../../sandbox/lake/savedQueries";
import type { Ledger } from "../../sandbox/ledger";
import type { DeclaredProgram } from "../../sandbox/program";
import { deployStack, type StackSandbox } from "../../sandbox/stackSandbox";

/** What a run is made with. */
export interface FaultRunOptions {
  readonly program: DeclaredProgram;
  /** Made-up events a vendor. */
  readonly perVendor: number;
  readonly seed: number;
  readonly faults: FaultPlan;
  /** The sandbox's first moment, in milliseconds since 1970. */
  readonly startTime: number;
}

/** What a run came to. */
export interface FaultRunReport {
  readonly ledgers: Readonly<Record<string, Ledger>>;
  /** The faults that struck. */
  readonly faults: readonly string[];
  /** Rows of the stores. */
  readonly rows: number;
  /** Ids that are stored more often than their vendor sent them: an answer was hidden, so they were sent again. */
  readonly storedAgain: readonly string[];
}

/** Sends made-up events of every vendor through a stack under faults, lets all come to rest, and counts where they are. */
export async function faultRun({
  program,
  perVendor,
  seed,
  faults,
  startTime,
}: FaultRunOptions): Promise<FaultRunReport> {
  const existing = existingResources(program);
  const stack = await deployStack(program, identify, { seed, faults, existing, startTime });
  try {
    const now = () => stack.sandbox.clock.now();
    const { region } = sandboxAccount;
    const sent = new Map<string, number>();
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
      faults: [...faults.strikes.keys()].sort(),
      rows: counts.reduce((sum, { count }) => sum + Number(count), 0),
      storedAgain: copies
        .map(({ uid }) => String(uid))
        .filter((uid, index) => Number(copies[index]?.copies) > (sent.get(uid) ?? 0)),
    };
  } finally {
    await stack.sandbox.close();
  }
}

/** Events between two rests, each of which lasts as long as its slowest invocation. */
const portion = 20_000;

/** The id of the audit event that an event on a bus becomes, or that a caller's event is. */
function idOf(stack: StackSandbox, key: string, envelope: Readonly<Record<string, unknown>>): string {
  const integration = stack.integrations.find((one) => one.key === key);
  if (integration?.path === undefined) {
    return String(envelope.UID);
  }
  return identify(integration, JSON.stringify(envelope))[0]?.id ?? "";
}

/** The rows of a query of every store, by their columns. */
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
