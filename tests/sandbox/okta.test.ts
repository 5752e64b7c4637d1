import { type FaultPlan, parseFaults } from "../../sandbox/faults";
import { isBalanced } from "../../sandbox/ledger/ledger";
import type { SandboxOptions } from "../../sandbox/sandbox";
import {
  type Change,
  changeInputs,
  lakeRows,
  oktaDetails,
  refusingAllButFirst,
  sendDetails,
  without,
  withStack,
} from "../support/stack";

const minute = 60_000;
const forwarder = "partner-audit-dev_okta_forwarder";

/** The channel refuses this many calls, then accepts all. */
function refusing(calls: number): FaultPlan {
  let left = calls;
  return { ...parseFaults([]), nextCall: () => (left-- > 0 ? "access-denied" : undefined) };
}

describe("the Okta stack, deployed as declared", () => {
  it("delivers every event to the store, with the fewest requests and within the declared memory", async () => {
    await withStack(async (stack) => {
      sendDetails(stack, "okta", oktaDetails(2000));
      await stack.sandbox.settle();
      const stored = { received: 2000, ingested: 2000, deduplicated: 0, rejected: 0, pending: 0, requests: 20 };
      expect(stack.ledger("okta")).toEqual(stored);
      const { peakMemoryBytes = 0, counts } = stack.sandbox.functions.get(forwarder) ?? {};
      expect(peakMemoryBytes).toBeGreaterThan(0);
      expect(peakMemoryBytes).toBeLessThan(256 * 1024 * 1024);
      expect(counts?.errors).toEqual({});
    });
  });

  it("stores the same event once, and both events if only the id is equal", async () => {
    const [first = {}, second = {}] = oktaDetails(2);
    await withStack(async (stack) => {
      sendDetails(stack, "okta", [first, first, { ...second, uuid: first.uuid }]);
      await stack.sandbox.settle();
      expect(stack.ledger("okta")).toMatchObject({ received: 3, ingested: 2, deduplicated: 1, pending: 0 });
      expect(await lakeRows(stack, "eventData.UID")).toEqual([[first.uuid], [first.uuid]]);
    });
  });

  it("sends an event that can never be ingested to the dead-letter queue, once, whole and with its reason", async () => {
    await withStack(async (stack) => {
      sendDetails(stack, "okta", oktaDetails(1));
      stack.sandbox.putEvent("aws.partner/okta.com/acme/audit", {
        source: "aws.partner/okta.com/acme/audit",
        account: "123456789012",
        "detail-type": "SystemLog",
        detail: { eventType: "user.session.start" },
      });
      await stack.sandbox.settle();
      const [parked, ...others] = stack.sandbox.queues.get("partner-audit-dev_okta_dead-letters")?.peek() ?? [];
      expect(others).toEqual([]);
      expect(JSON.parse(parked?.body ?? "")).toMatchObject({ detail: { eventType: "user.session.start" } });
      const text = (StringValue: string) => ({ DataType: "String", StringValue });
      expect(parked?.messageAttributes).toEqual({
        errorCode: text("EventTimeNotFound"),
        reason: text("Neither the event nor its envelope has a time that can be read."),
        integration: text("okta"),
        vendor: text("okta"),
        attempt: { DataType: "Number", StringValue: "1" },
      });
    });
  });

  it("keeps events in the queue while the channel refuses them, and stores them afterwards", async () => {
    await withStack(
      async (stack) => {
        sendDetails(stack, "okta", oktaDetails(20));
        await stack.sandbox.settle({ until: stack.sandbox.clock.now() + minute });
        expect(stack.ledger("okta")).toMatchObject({ received: 20, ingested: 0, pending: 20, rejected: 0 });
        await stack.sandbox.settle();
        expect(stack.ledger("okta")).toMatchObject({ received: 20, ingested: 20, pending: 0, rejected: 0 });
      },
      { faults: refusing(3) },
    );
  });

  it("writes no content of events to its log", async () => {
    await withStack(async (stack) => {
      const [detail = {}] = oktaDetails(1);
      sendDetails(stack, "okta", [{ ...detail, displayMessage: "very-secret-words" }]);
      await stack.sandbox.settle();
      const log = stack.sandbox.functions.get(forwarder)?.log;
      expect(log?.metrics).toHaveLength(1);
      expect(log?.metrics[0]).toMatchObject({ Integration: "okta", Received: 1, Accepted: 1, Requests: 1 });
      expect(JSON.stringify(log)).not.toContain("very-secret-words");
      expect(JSON.stringify(log)).not.toContain("@example.com");
    });
  });
});

describe("a misconfiguration is visible with its own reason", () => {
  /** Returns the ledger, and the log and errors of the function, a minute after five events were sent. */
  const run = (change: Change, options: SandboxOptions = {}) =>
    withStack(
      async (stack) => {
        sendDetails(stack, "okta", oktaDetails(5));
        await stack.sandbox.settle({ until: stack.sandbox.clock.now() + minute });
        const { log, counts } = stack.sandbox.functions.get(forwarder) ?? {};
        const ledger = stack.ledger("okta");
        return { ledger, isBalanced: isBalanced(ledger), log: JSON.stringify(log), errors: counts?.errors };
      },
      { change, ...options },
    );
  const otherSource = JSON.stringify({ source: ["aws.partner/okta.com/other/audit"] });

  it.each<[string, Change, SandboxOptions?, ingested?: number]>([
    ["a pattern that misses", changeInputs("okta/rule", () => ({ eventPattern: otherSource }))],
    ["no target for the rule", without("okta/target")],
    [
      "no partial batch response, so messages that the function returns are deleted",
      changeInputs("okta/mapping", () => ({ functionResponseTypes: [] })),
      { faults: refusingAllButFirst("entry-AccountNotSubscribed") },
      1,
    ],
  ])("%s: the events are lost", async (_, change, options = {}, ingested = 0) => {
    expect(await run(change, options)).toMatchObject({
      ledger: { received: 5, ingested, pending: 0, rejected: 0 },
      isBalanced: false,
    });
  });

  const wait = { received: 5, ingested: 0, pending: 5, rejected: 0 };

  it("a missing environment variable: the function cannot start, names it, and the events stay in the queue", async () => {
    const change = changeInputs("okta/forwarder", ({ environment }) => {
      const { CHANNEL_ARN: _, ...variables } = Object(environment).variables;
      return { environment: { variables } };
    });
    expect(await run(change)).toMatchObject({
      ledger: wait,
      log: expect.stringContaining(
        "One of the environment variables CHANNEL_ARN, AUDIT_LOG_GROUP_ARN and LAKE_BUCKET_NAME must be set; none is.",
      ),
    });
  });
});
