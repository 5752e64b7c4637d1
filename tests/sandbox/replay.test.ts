import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { type ReplayOptions, replay } from "../../cli/replay/replay";
import { allowEverything } from "../../sandbox/authorization";
import type { StackSandbox } from "../../sandbox/program/stackSandbox";
import { oktaAlone } from "../support/declare";
import { operatorClient } from "../support/operator";
import { lakeRows, oktaDetails, sendDetails, startTime, withStack } from "../support/stack";

const minute = 60_000;
const archiveArn = "arn:aws:events:us-east-1:123456789012:archive/partner-audit-dev_okta";
const ruleArn = "arn:aws:events:us-east-1:123456789012:rule/aws.partner/okta.com/acme/audit/partner-audit-dev_okta";
const all: ReplayOptions = {
  archiveArn,
  ruleArn,
  since: startTime - minute,
  until: startTime + 60 * minute,
  execute: true,
  cancel: false,
};

function clientOf({ sandbox }: StackSandbox): EventBridgeClient {
  return new EventBridgeClient(operatorClient(sandbox));
}

/**
 * The Okta stack with an archive and thirty events that were sent in three minutes; ten of them were deleted from the
 * queue.
 */
function withLoss(work: (stack: StackSandbox, client: EventBridgeClient) => Promise<void>): Promise<void> {
  return withStack(
    async (stack) => {
      const { sandbox } = stack;
      const details = oktaDetails(30);
      const queue = sandbox.queues.get("partner-audit-dev_okta_events");
      for (let part = 0; part < 3; part++) {
        sendDetails(stack, "okta", details.slice(part * 10, part * 10 + 10));
        if (part === 1) {
          for (const { receiptHandle } of queue?.receive(10) ?? []) {
            queue?.delete(receiptHandle);
          }
        }
        await sandbox.settle({ until: sandbox.clock.now() + minute });
      }
      const ledger = { received: 30, ingested: 20, deduplicated: 0, rejected: 0, pending: 0 };
      expect(stack.ledger("okta")).toMatchObject(ledger);
      await work(stack, clientOf(stack));
    },
    { authorize: allowEverything },
    { vendors: { okta: { ...oktaAlone.okta, archive: { retentionDays: 30 } } } },
  );
}

/** Counts how often each event is stored. */
async function copies(stack: StackSandbox): Promise<number[]> {
  return (await lakeRows(stack, "count(*)", "GROUP BY eventData.uid")).flat().map(Number).sort();
}

const watching = ({ sandbox }: StackSandbox, progress: (done: number) => void = () => undefined) => ({
  progress,
  stopped: () => false,
  sleep: (milliseconds: number) => sandbox.settle({ until: sandbox.clock.now() + milliseconds }),
});

describe("a replay", () => {
  it("starts nothing without --execute; with it restores lost events, is not archived again and leaves no resources behind", async () => {
    await withLoss(async (stack, client) => {
      const looked = await replay(client, { ...all, execute: false }, watching(stack));
      expect(looked).toMatchObject({ state: "NONE", started: false, archive: { events: 30, retentionDays: 30 } });
      await stack.sandbox.settle();
      expect(stack.ledger("okta")).toMatchObject({ ingested: 20 });
      const shares: number[] = [];
      const report = await replay(
        client,
        all,
        watching(stack, (done) => shares.push(done)),
      );
      expect(report).toMatchObject({ state: "COMPLETED", started: true, archive: { events: 30 } });
      expect(shares.at(-1)).toBe(1);
      expect(shares).toEqual([...shares].sort((one, other) => one - other));
      await stack.sandbox.settle();
      expect(stack.ledger("okta")).toMatchObject({ received: 30, ingested: 30, pending: 0 });
      expect((await replay(client, { ...all, execute: false }, watching(stack))).archive.events).toBe(30);
      // Twenty were stored before: they are stored again, under the same id.
      expect(await copies(stack)).toEqual([...Array(10).fill(1), ...Array(20).fill(2)]);
    });
  });

  it("of a part of the time replays only that part", async () => {
    await withLoss(async (stack, client) => {
      const part = { ...all, since: startTime + minute - 1, until: startTime + 2 * minute - 1 };
      await replay(client, part, watching(stack));
      await stack.sandbox.settle();
      expect(await copies(stack)).toEqual(Array(30).fill(1));
    });
  });

  it("that is no longer watched continues, and the same command watches it and starts no second one", async () => {
    await withLoss(async (stack, client) => {
      const left = await replay(client, all, { ...watching(stack), stopped: () => true });
      expect(left).toMatchObject({ state: "RUNNING", started: true });
      const watched = await replay(client, all, watching(stack));
      expect(watched).toMatchObject({ state: "COMPLETED", started: false, name: left.name });
      const again = await replay(client, { ...all, name: "once-more" }, watching(stack));
      expect(again).toMatchObject({ state: "COMPLETED", started: true, name: "once-more" });
    });
  });

  it("can be cancelled, which the watching command reports", async () => {
    await withLoss(async (stack, client) => {
      await replay(client, all, { ...watching(stack), stopped: () => true });
      expect(await replay(client, { ...all, cancel: true }, watching(stack))).toMatchObject({ state: "CANCELLING" });
      expect(await replay(client, all, watching(stack))).toMatchObject({ state: "CANCELLED", started: false });
      await stack.sandbox.settle();
      expect(stack.ledger("okta")).toMatchObject({ ingested: 20 });
    });
  });

  it("reports the parameter that EventBridge refuses", async () => {
    await withLoss(async (stack, client) => {
      const otherRule = { ...all, ruleArn: ruleArn.replace("dev_okta", "dev_other") };
      await expect(replay(client, otherRule, watching(stack))).rejects.toThrow(
        /^EventBridge does not start the replay: ValidationException: Rule .* is not on the event bus\.$/,
      );
    });
  });
});
