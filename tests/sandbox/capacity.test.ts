import { eventsPerRequest, fullInvocation, regionEventsPerSecond } from "../../components/capacity/throughput";
import { integrationDefaults } from "../../components/integration/integrationSettings";
import { mapEvent } from "../../functions/mapping/mapping";
import { oktaDetails, sendDetails, withStack } from "../support/stack";

const settings = { integration: "okta", vendor: "okta", recipientAccountId: "123456789012" };

/** Sends events, each longer by `text`, and waits for their delivery. */
async function run(count: number, text: string, callsPerSecond: number) {
  const details = oktaDetails(count).map((detail) => ({ ...detail, transaction: { id: "t", detail: text } }));
  const mapped = mapEvent({ detail: details[0] as never }, settings);
  return withStack(
    async (stack) => {
      const start = stack.sandbox.clock.now();
      sendDetails(stack, "okta", details);
      await stack.sandbox.settle();
      expect(stack.ledger("okta")).toMatchObject({ received: count, ingested: count, pending: 0 });
      return {
        eventBytes: mapped.status === "mapped" ? mapped.eventDataBytes : 0,
        seconds: (stack.sandbox.clock.now() - start) / 1_000,
        requests: stack.ledger("okta").requests,
        invocations: stack.sandbox.functions.get("partner-audit-dev_okta_forwarder")?.counts.invocations,
      };
    },
    { callsPerSecond },
  );
}

describe("the capacity model, compared with the sandbox at a small scale", () => {
  it.each([1_000, 9_000, 60_000])("counts the requests and invocations of events with %i more bytes", async (bytes) => {
    const count = 60;
    const { eventBytes, requests, invocations } = await run(count, "word ".repeat(bytes / 5), 100);
    const invocation = fullInvocation(integrationDefaults, { eventBytes, callMilliseconds: 1 });
    expect(invocations).toBe(Math.ceil(count / invocation.events));
    // A text of words has fewer quotes to escape than the model assumes: at most one request in five is saved.
    const modelled = Math.ceil(count / eventsPerRequest(eventBytes));
    expect(requests).toBeLessThanOrEqual(modelled);
    expect(requests).toBeGreaterThanOrEqual(Math.ceil(0.8 * modelled));
  });

  it("processes a backlog at the Region's rate of calls", async () => {
    // A twenty-fifth of CloudTrail's quota.
    const callsPerSecond = 4;
    const count = 2_000;
    const { eventBytes, seconds } = await run(count, "", callsPerSecond);
    const modelled = (count / regionEventsPerSecond(eventBytes)) * (100 / callsPerSecond);
    expect(modelled).toBe(5);
    // The first second's calls run at once; a call that is refused for its rate is repeated after a random delay.
    expect(seconds).toBeGreaterThan(0.7 * modelled);
    expect(seconds).toBeLessThan(3 * modelled);
  });
});
