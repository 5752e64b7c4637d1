import { projectFolder } from "../../cli/projectFolder";
import { madeUpEvents } from "../../cli/start/events";
import { existingResources } from "../../cli/start/existing";
import { identify } from "../../cli/start/identify";
import { readConfiguration } from "../../components/configuration/readConfiguration";
import { integrationOutputs } from "../../components/integrations";
import { parseFaults } from "../../sandbox/faults";
import { fillIn, savedQueries } from "../../sandbox/lake/savedQueries";
import { type DeclaredProgram, declareProgram } from "../../sandbox/program";
import { readStackFile } from "../../sandbox/stackFile";
import { deployStack, type StackSandbox } from "../../sandbox/stackSandbox";
import { startTime } from "../support/stack";

/** Every fault at once, at rates at which each of them strikes. */
const faults = [
  "throttle=0.1",
  "internal-error=0.08",
  "unavailable=0.08",
  "access-denied=0.06",
  "expired-token=0.06",
  "not-found=0.06",
  "reset=0.08",
  "reset-after-accept=0.08",
  "malformed=0.08",
  "throttle-entry=0.02",
  "entry-internal-failure=0.02",
  "entry-FieldTooLong=0.004",
  "entry-FieldNotFound=0.004",
  "entry-InvalidChecksum=0.004",
  "entry-InvalidData=0.004",
  "entry-InvalidRecipient=0.004",
  "entry-InvalidEventSource=0.004",
  "entry-AccountNotSubscribed=0.01",
  "kill=0.15",
];
/** After these nobody can tell whether the events were accepted: they are sent again, and stored again. */
const ambiguous = ["reset-after-accept", "malformed", "kill"];
const perVendor = 300;

describe("six vendors under every fault at once", () => {
  let program: DeclaredProgram;
  beforeAll(async () => {
    program = await declareProgram(readStackFile(projectFolder, "dev"), () => ({
      vendors: integrationOutputs(readConfiguration()),
    }));
  });

  /** Sends made-up events of every vendor, lets everything come to rest, and looks at what is there then. */
  async function run(
    settings: readonly string[],
    look: (
      stack: StackSandbox,
      seen: {
        readonly strikes: ReadonlyMap<string, number>;
        readonly timesSent: ReadonlyMap<string, number>;
        /** The ids of the events that each integration was sent. */
        readonly sentIds: ReadonlyMap<string, ReadonlySet<string>>;
        readonly idOf: (key: string, body: string) => string;
      },
    ) => Promise<void>,
  ): Promise<void> {
    const seed = 7;
    const plan = parseFaults(settings, seed);
    const existing = existingResources(program);
    const stack = await deployStack(program, identify, { startTime, seed, faults: plan, existing });
    try {
      const now = () => stack.sandbox.clock.now();
      const { events } = madeUpEvents(stack.integrations, perVendor, { region: "us-east-1", seed, now, samples: {} });
      const timesSent = new Map<string, number>();
      const sentIds = new Map(stack.integrations.map(({ key }) => [key, new Set<string>()]));
      const idOf = (key: string, body: string) => {
        const integration = stack.integrations.find((candidate) => candidate.key === key);
        return (integration && identify(integration, body)?.id) ?? "";
      };
      for await (const outgoing of events) {
        if ("envelope" in outgoing) {
          stack.send(outgoing.key, outgoing.envelope);
          const id = idOf(outgoing.key, JSON.stringify(outgoing.envelope));
          timesSent.set(id, (timesSent.get(id) ?? 0) + 1);
          sentIds.get(outgoing.key)?.add(id);
        }
      }
      await stack.sandbox.settle();
      await look(stack, { strikes: plan.strikes, timesSent, sentIds, idOf });
    } finally {
      await stack.sandbox.close();
    }
  }

  it("lose nothing: what was received is stored, or parked with its reason, or the equal of what is", async () => {
    await run(faults, async (stack, { strikes, sentIds, idOf }) => {
      expect([...strikes.keys()].sort()).toEqual(faults.map((fault) => fault.split("=")[0]).sort());
      for (const { key, path, eventDataStoreId } of stack.integrations) {
        const { received, ingested, deduplicated, rejected, pending } = stack.ledger(key);
        expect({ key, received, pending }).toEqual({ key, received: perVendor, pending: 0 });
        expect({ key, sum: ingested + deduplicated + rejected }).toEqual({ key, sum: perVendor });
        if (path === undefined) {
          continue;
        }
        // The far side's own count. What was stored although its answer was lost can be parked when it is sent again: it is in both.
        const parked = stack.sandbox.queues.get(path.deadLetterQueueNames[0] ?? "")?.peek() ?? [];
        expect({ key, parked: parked.length }).toEqual({ key, parked: rejected });
        const { rows } = await stack.sandbox.lake.query(`SELECT eventData.uid FROM "${eventDataStoreId}"`);
        const found = new Set([...rows.map(([uid]) => String(uid)), ...parked.map(({ body }) => idOf(key, body))]);
        expect({ key, missing: [...(sentIds.get(key) ?? [])].filter((id) => !found.has(id)) }).toEqual({
          key,
          missing: [],
        });
        // Two equal events that came in two batches are stored twice, and both count.
        expect(rows.length).toBeGreaterThanOrEqual(ingested);
        for (const { messageAttributes } of parked) {
          const names = ["attempt", "errorCode", "integration", "reason", "vendor"];
          expect(Object.keys(messageAttributes)).toEqual(expect.arrayContaining(names));
        }
      }
    });
  });

  it("double nothing but what the vendor sent twice, where every answer says what became of the events", async () => {
    const clear = faults.filter((fault) => !ambiguous.includes(fault.split("=")[0] ?? ""));
    await run(clear, async (stack, { timesSent }) => {
      for (const uid of await storedTwice(stack)) {
        expect([uid, (timesSent.get(uid) ?? 0) >= 2]).toEqual([uid, true]);
      }
    });
  });

  it("double some where an answer is lost, and the query on duplicates names them", async () => {
    const once = faults.filter((fault) => ambiguous.includes(fault.split("=")[0] ?? ""));
    await run(once, async (stack, { timesSent }) => {
      const doubled = (await storedTwice(stack)).filter((uid) => timesSent.get(uid) === 1);
      expect(doubled.length).toBeGreaterThan(0);
    });
  });
});

/** What the saved query on duplicates answers, of every store that a forwarder fills. */
async function storedTwice({ sandbox, integrations }: StackSandbox): Promise<readonly string[]> {
  const query = savedQueries().find(({ name }) => name === "duplicates-by-uid");
  const uids: string[] = [];
  for (const { eventDataStoreId } of integrations.filter(({ path }) => path !== undefined)) {
    const { columns, rows } = await sandbox.lake.query(fillIn(query?.sql ?? "", { partner: eventDataStoreId ?? "" }));
    uids.push(...rows.map((row) => String(row[columns.indexOf("uid")])));
  }
  return uids;
}
