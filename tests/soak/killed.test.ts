import { readers } from "../../cli/redrive/redrive";
import { allowEverything } from "../../sandbox/authorization";
import { parseFaults } from "../../sandbox/faults";
import type { StackSandbox } from "../../sandbox/program/stackSandbox";
import { createRandom } from "../../sandbox/traffic/madeUp";
import { ended, temporaryFolder } from "../support/command";
import { startInSandbox } from "../support/sandboxCommand";
import { slowGateway } from "../support/slowGateway";
import { oktaDetails, sendDetails, withStack } from "../support/stack";

jest.setTimeout(60 * 60_000);

/** The number of kills per command; `npm run soak` kills it 200 times. */
const kills = process.env.SOAK === undefined ? 2 : 200;
/** More events than a run processes before it is killed: each killed run must find some left. */
const eventsARun = { backfill: 60, redrive: 200 };
/** Messages in one call of SQS, whose result a kill may leave unrecorded. */
const messagesInACall = 10;
/** The maximum time before a process is killed, and the duration of each of its calls, in milliseconds. */
const longestLife = 1_000;
const latency = { backfill: 100, redrive: 100 };

const url = (name: string) => `https://sqs.us-east-1.amazonaws.com/123456789012/partner-audit-dev_okta_${name}`;

/**
 * Starts the command repeatedly, kills it at a random moment each time, and finally lets it end. Returns the number of
 * kills.
 */
async function killAgainAndAgain(
  command: "backfill" | "redrive",
  stack: StackSandbox,
  commandLine: readonly string[],
  afterEach: () => Promise<void>,
): Promise<number> {
  const random = createRandom(20261121);
  const gateway = await slowGateway(stack.sandbox.gatewayUrl, latency[command]);
  let killed = 0;
  for (let run = 0; run < kills; run++) {
    const child = startInSandbox(command, stack, commandLine, { SANDBOX_GATEWAY: gateway.url });
    const timer = setTimeout(() => child.kill("SIGKILL"), random.integer(longestLife));
    await ended(child);
    clearTimeout(timer);
    killed += child.signalCode === "SIGKILL" ? 1 : 0;
    await afterEach();
  }
  gateway.close();
  const { exitCode, stderr } = await ended(startInSandbox(command, stack, commandLine));
  expect({ exitCode, stderr: stderr.replace(/^.* is read as JSON lines\.\n/, "") }).toEqual({
    exitCode: 0,
    stderr: "",
  });
  return killed;
}

/** Counts how often each UID is in the store. */
async function storedTimes({ sandbox, integrations }: StackSandbox): Promise<ReadonlyMap<string, number>> {
  await sandbox.settle();
  const { rows } = await sandbox.lake.query(
    `SELECT eventData.uid, count(*) FROM "${integrations[0]?.eventDataStoreId}" GROUP BY 1`,
  );
  return new Map(rows.map(([uid, count]) => [String(uid), Number(count)]));
}

function eventsOf(command: "backfill" | "redrive") {
  const details = oktaDetails(kills * eventsARun[command]);
  return { details, ids: details.map(({ uuid }) => String(uuid)).sort() };
}

test(`a backfill that is killed ${kills} times sends every event, and twice only what the call under way held`, async () => {
  const { details, ids } = eventsOf("backfill");
  const file = temporaryFolder().write("okta.jsonl", details.map((detail) => JSON.stringify(detail)).join("\n"));
  await withStack(
    async (stack) => {
      const commandLine = ["--vendor", "okta", "--events", file, "--to", url("events"), "--execute"];
      const killed = await killAgainAndAgain("backfill", stack, commandLine, async () => undefined);
      expect(killed).toBe(kills);
      const sent = stack.sandbox.queues.get("partner-audit-dev_okta_events")?.counts().sent ?? 0;
      const again = sent - ids.length;
      expect(again).toBeGreaterThanOrEqual(0);
      expect(again).toBeLessThanOrEqual(kills * messagesInACall);
      const stored = await storedTimes(stack);
      expect([...stored.keys()].sort()).toEqual(ids);
      const copies = [...stored.values()].reduce((sum, times) => sum + times - 1, 0);
      expect(copies).toBeLessThanOrEqual(again);
    },
    { authorize: allowEverything },
  );
});

test(`a redrive that is killed ${kills} times loses nothing, and moves twice only what the calls under way held`, async () => {
  const { details, ids } = eventsOf("redrive");
  let entries = 0;
  const refusing = { ...parseFaults([]), fixed: false };
  const faults = {
    ...refusing,
    nextEntry: () => (refusing.fixed || entries++ === 0 ? undefined : ("entry-InvalidData" as const)),
  };
  await withStack(
    async (stack) => {
      const { sandbox } = stack;
      sendDetails(stack, "okta", details);
      await sandbox.settle();
      expect(stack.ledger("okta")).toMatchObject({ received: ids.length, rejected: ids.length - 1, ingested: 1 });
      refusing.fixed = true;
      const commandLine = ["--from", url("dead-letters"), "--to", url("events"), "--execute"];
      // Messages that a killed run had received are hidden for a quarter of an hour.
      const killed = await killAgainAndAgain("redrive", stack, commandLine, () =>
        sandbox.settle({ until: sandbox.clock.now() + 901_000 }),
      );
      expect(killed).toBe(kills);
      const stored = await storedTimes(stack);
      expect([...stored.keys()].sort()).toEqual(ids);
      const again = [...stored.values()].reduce((sum, times) => sum + times - 1, 0);
      expect(again).toBeLessThanOrEqual(kills * readers * messagesInACall);
      expect(sandbox.queues.get("partner-audit-dev_okta_dead-letters")?.counts().visible).toBe(0);
      expect(stack.ledger("okta")).toMatchObject({ received: ids.length, ingested: ids.length, rejected: 0 });
    },
    { faults, authorize: allowEverything },
  );
});
