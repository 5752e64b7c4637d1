import { SQSClient } from "@aws-sdk/client-sqs";
import { type RedriveOptions, receivedTooOften, redrive } from "../../cli/redrive/redrive";
import { allowEverything } from "../../sandbox/authorization";
import { type FaultPlan, parseFaults } from "../../sandbox/faults";
import type { StackSandbox } from "../../sandbox/stackSandbox";
import { operatorClient } from "../support/operator";
import { oktaDetails, sendDetails, withStack } from "../support/stack";

/** CloudTrail refuses every third event for what is in it, until it is mended. */
function refusing(): FaultPlan & { mended: boolean } {
  let entries = 0;
  return {
    ...parseFaults([]),
    mended: false,
    nextEntry() {
      const fault = entries++ % 2 === 0 ? "entry-InvalidData" : "entry-FieldTooLong";
      return !this.mended && entries % 3 === 0 ? fault : undefined;
    },
  };
}

const url = (name: string) => `https://sqs.us-east-1.amazonaws.com/123456789012/partner-audit-dev_okta_${name}`;

function clientOf({ sandbox }: StackSandbox): SQSClient {
  return new SQSClient({ ...operatorClient(sandbox), useQueueUrlAsEndpoint: false });
}

const all: Omit<RedriveOptions, "execute"> = { from: url("dead-letters"), to: url("events"), reasons: [] };
const quiet = { progress: () => undefined, stopped: () => false };

/** The Okta stack with 90 events, of which 30 were refused and parked. */
async function withRejects(work: (stack: StackSandbox, client: SQSClient) => Promise<void>): Promise<void> {
  const faults = refusing();
  await withStack(
    async (stack) => {
      sendDetails(stack, "okta", oktaDetails(90));
      await stack.sandbox.settle();
      expect(stack.ledger("okta")).toMatchObject({ received: 90, ingested: 60, rejected: 30 });
      faults.mended = true;
      await work(stack, clientOf(stack));
    },
    { faults, authorize: allowEverything },
  );
}

describe("a redrive", () => {
  it("counts what lies there by its reason; with --execute it brings every event back, and the store has each once", async () => {
    await withRejects(async (stack, client) => {
      const report = await redrive(client, { ...all, execute: false }, quiet);
      const byReason = { FieldTooLong: 15, InvalidData: 15 };
      expect({ ...report, byReason: Object.fromEntries(report.byReason) }).toEqual({
        seen: 30,
        matched: 30,
        moved: 0,
        byReason,
      });
      const deadLetters = stack.sandbox.queues.get("partner-audit-dev_okta_dead-letters");
      expect(deadLetters?.counts()).toMatchObject({ visible: 30, notVisible: 0 });
      expect(await redrive(client, { ...all, execute: true }, quiet)).toMatchObject({ seen: 30, moved: 30 });
      await stack.sandbox.settle();
      const stored = { received: 90, ingested: 90, deduplicated: 0, rejected: 0, pending: 0 };
      expect(stack.ledger("okta")).toMatchObject(stored);
      expect(await redrive(client, { ...all, execute: true }, quiet)).toMatchObject({ seen: 0, moved: 0 });
    });
  });

  it("moves what EventBridge could not deliver to its own target alone", async () => {
    await withStack(
      async (stack) => {
        const undelivered = stack.sandbox.queues.get("partner-audit-dev_okta_undelivered");
        for (const queue of ["partner-audit-dev_okta_events", "partner-audit-dev_okta_logs_events"]) {
          const target = { DataType: "String", StringValue: `arn:aws:sqs:us-east-1:123456789012:${queue}` };
          undelivered?.send({ body: "{}", messageAttributes: { TARGET_ARN: target } });
        }
        const options = { ...all, from: url("undelivered"), execute: true };
        expect(await redrive(clientOf(stack), options, quiet)).toMatchObject({ seen: 2, matched: 1, moved: 1 });
        expect(undelivered?.peek().map(({ messageAttributes }) => messageAttributes.TARGET_ARN?.StringValue)).toEqual([
          "arn:aws:sqs:us-east-1:123456789012:partner-audit-dev_okta_logs_events",
        ]);
      },
      { authorize: allowEverything },
    );
  });

  it("takes what has a reason or was parked in a time, and leaves the rest", async () => {
    await withRejects(async (stack, client) => {
      const now = stack.sandbox.clock.now();
      const before = await redrive(client, { ...all, until: now - 3_600_000, execute: true }, quiet);
      expect(before).toMatchObject({ seen: 30, matched: 0, moved: 0 });
      const some = { ...all, reasons: ["InvalidData"], since: now - 3_600_000, execute: true };
      expect(await redrive(client, some, quiet)).toMatchObject({ seen: 30, matched: 15, moved: 15 });
      expect(await redrive(client, { ...all, reasons: [receivedTooOften], execute: true }, quiet)).toMatchObject({
        seen: 15,
        moved: 0,
      });
      await stack.sandbox.settle();
      expect(stack.ledger("okta")).toMatchObject({ received: 90, ingested: 75, rejected: 15, pending: 0 });
    });
  });

  it("ends after the batch under way when it is told to", async () => {
    await withRejects(async (_, client) => {
      let batches = 0;
      const report = await redrive(client, { ...all, execute: true }, { ...quiet, stopped: () => batches++ >= 1 });
      expect(report).toMatchObject({ seen: 10, moved: 10 });
    });
  });
});
