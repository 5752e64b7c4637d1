import { type FaultPlan, parseFaults } from "../../sandbox/faults";
import { isBalanced } from "../../sandbox/ledger";
import { changeInputs, oktaDetails, sendDetails, withStack } from "../support/stack";

const minute = 60_000;

/** The channel refuses this many calls, then takes all. */
function refusing(calls: number): FaultPlan {
  let left = calls;
  return { ...parseFaults([]), nextCall: () => (left-- > 0 ? "access-denied" : undefined) };
}

describe("the Okta stack, deployed as it is declared", () => {
  it("carries every event into the store, in the fewest requests", async () => {
    await withStack(async (stack) => {
      sendDetails(stack, "okta", oktaDetails(250));
      await stack.sandbox.settle();
      expect(stack.ledger("okta")).toEqual({
        received: 250,
        ingested: 250,
        deduplicated: 0,
        rejected: 0,
        pending: 0,
        requests: 3,
      });
    });
  });

  it("stores the same event once, and both events where only the id is equal", async () => {
    const [first = {}, second = {}] = oktaDetails(2);
    await withStack(async (stack) => {
      sendDetails(stack, "okta", [first, first, { ...second, uuid: first.uuid }]);
      await stack.sandbox.settle();
      expect(stack.ledger("okta")).toMatchObject({ received: 3, ingested: 2, deduplicated: 1, pending: 0 });
      const store = stack.integrations[0]?.eventDataStoreId;
      const { rows } = await stack.sandbox.lake.query(`SELECT eventData.UID FROM "${store}"`);
      expect(rows).toEqual([[first.uuid], [first.uuid]]);
    });
  });

  it("parks what can never be ingested, once, whole and with its reason", async () => {
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
      expect(parked?.messageAttributes).toEqual({
        errorCode: { DataType: "String", StringValue: "EventTimeNotFound" },
        reason: { DataType: "String", StringValue: "Neither the event nor its envelope has a time that can be read." },
        integration: { DataType: "String", StringValue: "okta" },
        vendor: { DataType: "String", StringValue: "okta" },
        attempt: { DataType: "Number", StringValue: "1" },
      });
    });
  });

  it("keeps events in the queue while the channel refuses them, and ingests them when it takes them again", async () => {
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

  it("holds its memory under what is declared", async () => {
    await withStack(async (stack) => {
      sendDetails(stack, "okta", oktaDetails(2000));
      await stack.sandbox.settle();
      const forwarder = stack.sandbox.functions.get("partner-audit-dev_okta_forwarder");
      expect(forwarder?.peakMemoryBytes).toBeGreaterThan(0);
      expect(forwarder?.peakMemoryBytes).toBeLessThan(256 * 1024 * 1024);
      expect(forwarder?.counts.errors).toEqual({});
    });
  });

  it("writes no event's content into its log", async () => {
    await withStack(async (stack) => {
      const [detail = {}] = oktaDetails(1);
      sendDetails(stack, "okta", [{ ...detail, displayMessage: "very-secret-words" }]);
      await stack.sandbox.settle();
      const log = stack.sandbox.functions.get("partner-audit-dev_okta_forwarder")?.log;
      expect(log?.metrics).toHaveLength(1);
      expect(log?.metrics[0]).toMatchObject({ Integration: "okta", Received: 1, Accepted: 1, Requests: 1 });
      expect(JSON.stringify(log)).not.toContain("very-secret-words");
      expect(JSON.stringify(log)).not.toContain("@example.com");
    });
  });
});

describe("a wiring mistake shows, for its own reason", () => {
  it("a pattern that misses: the events are lost on the bus", async () => {
    await withStack(
      async (stack) => {
        sendDetails(stack, "okta", oktaDetails(5));
        await stack.sandbox.settle();
        expect(stack.sandbox.queues.get("partner-audit-dev_okta_events")?.counts().sent).toBe(0);
        const ledger = stack.ledger("okta");
        expect(ledger).toMatchObject({ received: 5, ingested: 0, pending: 0 });
        expect(isBalanced(ledger)).toBe(false);
      },
      {
        change: changeInputs("okta/rule", () => ({
          eventPattern: JSON.stringify({ source: ["aws.partner/okta.com/other/audit"] }),
        })),
      },
    );
  });

  it("no partial batch response: what the function gives back is deleted and lost", async () => {
    await withStack(
      async (stack) => {
        sendDetails(stack, "okta", oktaDetails(5));
        await stack.sandbox.settle();
        const ledger = stack.ledger("okta");
        expect(ledger).toMatchObject({ received: 5, ingested: 0, pending: 0, rejected: 0 });
        expect(isBalanced(ledger)).toBe(false);
      },
      { change: changeInputs("okta/mapping", () => ({ functionResponseTypes: [] })), faults: refusing(1) },
    );
  });

  it("a visibility timeout under the function's: the mapping is refused, and both are named", async () => {
    const deployed = withStack(async () => undefined, {
      change: changeInputs("okta/queue", () => ({ visibilityTimeoutSeconds: 30 })),
    });
    await expect(deployed).rejects.toThrow(
      "Queue visibility timeout: 30 seconds is less than Function timeout: 40 seconds (queue partner-audit-dev_okta_events, function partner-audit-dev_okta_forwarder).",
    );
  });

  it("a missing environment variable: the function cannot start, names it, and the events wait", async () => {
    await withStack(
      async (stack) => {
        sendDetails(stack, "okta", oktaDetails(5));
        await stack.sandbox.settle({ until: stack.sandbox.clock.now() + minute });
        expect(stack.ledger("okta")).toMatchObject({ received: 5, ingested: 0, pending: 5, rejected: 0 });
        const forwarder = stack.sandbox.functions.get("partner-audit-dev_okta_forwarder");
        expect(JSON.stringify(forwarder?.log)).toContain(
          "One of the environment variables CHANNEL_ARN and AUDIT_LOG_GROUP_ARN must be set; neither is.",
        );
      },
      {
        change: changeInputs("okta/forwarder", ({ environment }) => {
          const { CHANNEL_ARN: _, ...variables } = (environment as { readonly variables: Record<string, string> })
            .variables;
          return { environment: { variables } };
        }),
      },
    );
  });

  it("a wrong handler path: the function cannot start, and the events wait", async () => {
    await withStack(
      async (stack) => {
        sendDetails(stack, "okta", oktaDetails(5));
        await stack.sandbox.settle({ until: stack.sandbox.clock.now() + minute });
        expect(stack.ledger("okta")).toMatchObject({ received: 5, ingested: 0, pending: 5, rejected: 0 });
        const forwarder = stack.sandbox.functions.get("partner-audit-dev_okta_forwarder");
        expect(Object.keys(forwarder?.counts.errors ?? {})).toEqual(["Runtime.HandlerNotFound"]);
      },
      { change: changeInputs("okta/forwarder", () => ({ handler: "__index.handle" })) },
    );
  });

  it("no target for the rule: the events are lost behind it", async () => {
    await withStack(
      async (stack) => {
        sendDetails(stack, "okta", oktaDetails(5));
        await stack.sandbox.settle();
        expect(isBalanced(stack.ledger("okta"))).toBe(false);
      },
      { change: (resources) => resources.filter(({ name }) => name !== "okta/target") },
    );
  });
});
