import { collectReportPage } from "../../cli/start/reportPage/collect";
import { parseFaults } from "../../sandbox/faults";
import type { StackSandbox } from "../../sandbox/stackSandbox";
import { auditEvents } from "../../sandbox/traffic/auditEvents";
import { declareStack } from "../support/declare";
import { oktaDetails, sendDetails, startTime, withStack } from "../support/stack";

const okta = { eventSourceName: "aws.partner/okta.com/acme/audit" };

/** The page's model of a stack, once `send` has given it its events. */
async function modelOf(vendors: object, send: (stack: StackSandbox) => void) {
  const program = await declareStack({ vendors });
  return withStack(
    async (stack) => {
      send(stack);
      await stack.sandbox.settle();
      const { integrations } = stack;
      const result = { stack, integrations, queries: [], findings: undefined, faults: parseFaults([]) };
      return collectReportPage(result, program, { stack: "dev", region: "us-east-1" });
    },
    {},
    { vendors },
  );
}

/** Okta events, all at one time, of the given kinds. */
function eventsOf(kinds: readonly string[], published: string, seed = 1) {
  return oktaDetails(kinds.length, seed).map((detail, index) => ({ ...detail, eventType: kinds[index], published }));
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

describe("what the page tells of a run", () => {
  it("counts the kinds and times of each integration's events, also where two share a channel and a store", async () => {
    const emea = { vendor: "okta", eventSourceName: "aws.partner/okta.com/emea/audit", channel: "okta" };
    const { buckets, integrations } = await modelOf({ okta, emea }, (stack) => {
      sendDetails(stack, "okta", eventsOf(["b", "a", "b"], "2026-11-20T09:00:30.000Z"));
      sendDetails(stack, "emea", eventsOf(["c"], "2026-11-20T09:02:00.000Z", 2));
    });
    expect(buckets).toEqual({ start: Date.parse("2026-11-20T09:00:00Z"), length: 60_000, count: 3 });
    expect(integrations.map(({ key, kinds, counts }) => ({ key, kinds, counts }))).toEqual([
      {
        key: "okta",
        kinds: {
          top: [
            ["b", 2],
            ["a", 1],
          ],
          more: 0,
        },
        counts: [3, 0, 0],
      },
      { key: "emea", kinds: { top: [["c", 1]], more: 0 }, counts: [0, 0, 1] },
    ]);
    const shared = { channel: "partner-audit-dev_okta", "event data stores": "partner-audit-dev_okta" };
    expect(integrations.map(({ route }) => route)).toMatchObject([
      {
        ...shared,
        vendor: "okta",
        delivery: "eventbridge",
        "event bus": okta.eventSourceName,
        rule: "partner-audit-dev_okta",
        queue: "partner-audit-dev_okta_events",
        function: "partner-audit-dev_okta_forwarder",
        "dead-letter queues": "partner-audit-dev_okta_dead-letters, partner-audit-dev_okta_undelivered",
      },
      shared,
    ]);
  });

  it("counts in the log group where events go to CloudWatch Logs, and cuts the list of kinds", async () => {
    const kinds = Array.from({ length: 11 }, (_, index) => `kind.${index}`);
    const { integrations } = await modelOf({ okta: { ...okta, sink: "cloudwatch-logs" } }, (stack) =>
      sendDetails(stack, "okta", eventsOf(kinds, "2026-11-20T09:00:30.000Z")),
    );
    expect(integrations[0]?.counts).toEqual([11]);
    expect(integrations[0]?.kinds.top.map(([name]) => name)).toEqual([...kinds].sort().slice(0, 8));
    expect(integrations[0]?.kinds.more).toBe(3);
    expect(integrations[0]?.route).toMatchObject({
      "event data stores": "",
      "log group": "/partner-audit/partner-audit-dev_okta",
    });
  });

  it("counts the events of a partner that calls PutAuditEvents itself, by its channel", async () => {
    const clumio = { delivery: "direct", principal: "210987654321", externalId: "acme-3f6c2a9e7b1d4850" };
    const { integrations } = await modelOf({ clumio }, (stack) => {
      const settings = { count: 5, seed: 1, end: startTime, eventSource: "clumio", recipientAccountId: "123456789012" };
      for (const event of auditEvents(settings)) {
        stack.send("clumio", { ...event });
      }
    });
    expect(sum(integrations[0]?.counts ?? [])).toBe(5);
    expect(integrations[0]?.route).not.toHaveProperty("event bus");
    expect(integrations[0]?.ledger).toMatchObject({ received: 5, ingested: 5 });
  });
});
