import { SQSClient } from "@aws-sdk/client-sqs";
import { receivedTooOften } from "../../cli/redrive/deadLetters";
import { type RedriveOptions, type RedriveReport, redrive } from "../../cli/redrive/redrive";
import { allowEverything } from "../../sandbox/authorization";
import { type FaultPlan, parseFaults } from "../../sandbox/faults";
import type { StackSandbox } from "../../sandbox/program/stackSandbox";
import { operatorClient } from "../support/operator";
import { oktaDetails, sendDetails, withStack } from "../support/stack";

/** CloudTrail refuses every third event for its content, until this is fixed. */
function refusing(): FaultPlan & { fixed: boolean } {
  let entries = 0;
  return {
    ...parseFaults([]),
    fixed: false,
    nextEntry() {
      const fault = entries++ % 2 === 0 ? "entry-InvalidData" : "entry-FieldTooLong";
      return !this.fixed && entries % 3 === 0 ? fault : undefined;
    },
  };
}

const url = (name: string) => `https://sqs.us-east-1.amazonaws.com/123456789012/partner-audit-dev_okta_${name}`;

function clientOf({ sandbox }: StackSandbox): SQSClient {
  return new SQSClient({ ...operatorClient(sandbox), useQueueUrlAsEndpoint: false });
}

const all: Omit<RedriveOptions, "execute" | "start"> = { from: url("dead-letters"), to: url("events"), reasons: [] };

/** The Okta stack with 90 events, of which 30 became dead letters. */
async function withRejects(
  work: (stack: StackSandbox, client: SQSClient, faults: { fixed: boolean }) => Promise<void>,
): Promise<void> {
  const faults = refusing();
  await withStack(
    async (stack) => {
      sendDetails(stack, "okta", oktaDetails(90));
      await stack.sandbox.settle();
      expect(stack.ledger("okta")).toMatchObject({ received: 90, ingested: 60, rejected: 30 });
      faults.fixed = true;
      await work(stack, clientOf(stack), faults);
    },
    { faults, authorize: allowEverything },
  );
}

/** Returns the report of a run that starts now. */
async function run(
  { sandbox }: StackSandbox,
  client: SQSClient,
  options: Partial<RedriveOptions>,
  stopped = () => false,
): Promise<RedriveReport> {
  const watch = { progress: () => undefined, stopped };
  return redrive(client, { ...all, execute: true, start: sandbox.clock.now(), ...options }, watch);
}

describe("a redrive", () => {
  it("counts dead letters by reason; with --execute it redrives every event, and the store has each once", async () => {
    await withRejects(async (stack, client) => {
      const { sandbox } = stack;
      await sandbox.settle({ until: sandbox.clock.now() + 1 });
      const report = await run(stack, client, { execute: false });
      expect({ ...report, byReason: Object.fromEntries(report.byReason) }).toEqual({
        ...{ seen: 30, matched: 30, moved: 0, later: 0, refusal: undefined, isBounded: false },
        byReason: { FieldTooLong: 15, InvalidData: 15 },
      });
      const deadLetters = sandbox.queues.get("partner-audit-dev_okta_dead-letters");
      expect(deadLetters?.counts()).toMatchObject({ visible: 30, notVisible: 0 });
      expect(await run(stack, client, {})).toMatchObject({ seen: 30, moved: 30 });
      await sandbox.settle();
      const stored = { received: 90, ingested: 90, deduplicated: 0, rejected: 0, pending: 0 };
      expect(stack.ledger("okta")).toMatchObject(stored);
      expect(await run(stack, client, {})).toMatchObject({ seen: 0, moved: 0 });
    });
  });

  it("moves events that EventBridge could not deliver only to their own target", async () => {
    await withStack(
      async (stack) => {
        const undelivered = stack.sandbox.queues.get("partner-audit-dev_okta_undelivered");
        for (const queue of ["partner-audit-dev_okta_events", "partner-audit-dev_okta_logs_events"]) {
          const target = { DataType: "String", StringValue: `arn:aws:sqs:us-east-1:123456789012:${queue}` };
          undelivered?.send({ body: "{}", messageAttributes: { TARGET_ARN: target } });
        }
        await stack.sandbox.settle({ until: stack.sandbox.clock.now() + 1 });
        const report = await run(stack, clientOf(stack), { from: url("undelivered") });
        expect(report).toMatchObject({ seen: 2, matched: 1, moved: 1 });
        expect(undelivered?.peek().map(({ messageAttributes }) => messageAttributes.TARGET_ARN?.StringValue)).toEqual([
          "arn:aws:sqs:us-east-1:123456789012:partner-audit-dev_okta_logs_events",
        ]);
      },
      { authorize: allowEverything },
    );
  });

  it("moves only dead letters with a given reason or time", async () => {
    await withRejects(async (stack, client) => {
      const hourAgo = stack.sandbox.clock.now() - 3_600_000;
      expect(await run(stack, client, { until: hourAgo })).toMatchObject({ seen: 30, matched: 0, moved: 0 });
      const some = { reasons: ["InvalidData"], since: hourAgo };
      expect(await run(stack, client, some)).toMatchObject({ seen: 30, matched: 15, moved: 15 });
      expect(await run(stack, client, { reasons: [receivedTooOften] })).toMatchObject({ seen: 15, moved: 0 });
      await stack.sandbox.settle();
      expect(stack.ledger("okta")).toMatchObject({ received: 90, ingested: 75, rejected: 15, pending: 0 });
    });
  });

  it("moves each once if the cause is not fixed, although the forwarder returns it before the next call", async () => {
    await withRejects(async (stack, client, faults) => {
      const { sandbox } = stack;
      faults.fixed = false;
      client.middlewareStack.add((next, { commandName }) => async (args) => {
        if (commandName === "ReceiveMessageCommand") await sandbox.settle();
        return next(args);
      });
      const before = sandbox.queues.get("partner-audit-dev_okta_events")?.counts().sent ?? 0;
      const report = await run(stack, client, {});
      expect(report).toMatchObject({ seen: 30, moved: 30 });
      // The faults refuse one event of three: about ten return, under other ids, and stay.
      expect(report.later).toBeGreaterThan(0);
      expect(sandbox.queues.get("partner-audit-dev_okta_events")?.counts().sent).toBe(before + 30);
      expect(stack.ledger("okta")).toMatchObject({ received: 90, rejected: report.later, pending: 0 });
    });
  });

  it("moves nothing after it is stopped, and makes its received messages visible again", async () => {
    await withRejects(async (stack, client) => {
      let questions = 0;
      const report = await run(stack, client, {}, () => questions++ >= 8);
      expect(report.moved).toBe(0);
      expect(stack.sandbox.queues.get("partner-audit-dev_okta_dead-letters")?.counts()).toMatchObject({
        ...{ visible: 30, notVisible: 0 },
      });
    });
  });
});
