import { isBalanced } from "../../sandbox/ledger/ledger";
import { lakeRows, oktaDetails, sendDetails, withStack } from "../support/stack";

const okta = { eventSourceName: "aws.partner/okta.com/acme/audit" };

describe("integrations that share", () => {
  it("a channel: each has its own ledger, and the store records the integration of an event", async () => {
    const emea = { vendor: "okta", eventSourceName: "aws.partner/okta.com/emea/audit", channel: "okta" };
    await withStack(
      async (stack) => {
        sendDetails(stack, "okta", oktaDetails(20, 1));
        sendDetails(stack, "emea", oktaDetails(30, 2));
        await stack.sandbox.settle();
        expect(stack.ledger("okta")).toMatchObject({ received: 20, ingested: 20, requests: 1 });
        expect(stack.ledger("emea")).toMatchObject({ received: 30, ingested: 30, requests: 1 });
        const columns = "element_at(eventData.additionalEventData, 'integrationName'), count(*)";
        const rows = await lakeRows(stack, columns, "GROUP BY 1 ORDER BY 1", "okta");
        expect(rows.map((row) => row.join(" "))).toEqual(["emea 30", "okta 20"]);
      },
      {},
      { vendors: { okta, emea } },
    );
  });

  it("a bus: each receives the events of its pattern, and the one with a pattern misses none", async () => {
    const sessions = {
      vendor: "okta",
      eventBusName: okta.eventSourceName,
      channel: "okta",
      pattern: { detail: { eventType: [{ prefix: "user.session." }] } },
    };
    const details = oktaDetails(200);
    const matching = details.filter(({ eventType }) => String(eventType).startsWith("user.session.")).length;
    await withStack(
      async (stack) => {
        sendDetails(stack, "okta", details);
        await stack.sandbox.settle();
        expect(matching).toBeGreaterThan(0);
        expect(matching).toBeLessThan(200);
        expect(stack.ledger("okta")).toMatchObject({ received: 200, ingested: 200 });
        expect(stack.ledger("sessions")).toMatchObject({ received: matching, ingested: matching });
      },
      {},
      { vendors: { okta, sessions } },
    );
  });

  it("a store: one store contains the events of several channels of a stack, and others receive the same", async () => {
    await withStack(
      async (stack) => {
        sendDetails(stack, "okta", oktaDetails(10));
        await stack.sandbox.settle();
        for (const [, { destinations }] of stack.sandbox.channels) {
          expect(destinations).toHaveLength(2);
          for (const arn of destinations) {
            const { rows } = await stack.sandbox.lake.query(`SELECT count(*) FROM "${arn.split("/")[1]}"`);
            expect(rows).toEqual([[10]]);
          }
        }
      },
      {},
      { vendors: { okta: { ...okta, eventStore: ["identity", "copy"] } }, eventStores: { identity: {}, copy: {} } },
    );
  });
});

const configuration = {
  vendors: {
    hr: {
      vendor: "custom",
      eventSourceName: "aws.partner/example.com/acme/hr",
      mapping: {
        forEach: "event.list",
        id: "event.id",
        eventTime: "event.at",
        timeFormat: "dd/MM/yyyy HH:mm:ss",
        timeZone: "Europe/Berlin",
        eventName: "item.name",
        userIdentity: { principalId: "extract(event.who, '^([^@]+)@')" },
        errorCode: "item.ok ? '' : item.error",
        required: ["eventName"],
      },
    },
  },
};

/** Returns a record of `count` actions; its id is larger than a double can represent. */
function record(id: string, count: number, name: unknown = "changed") {
  const list = Array.from({ length: count }, (_, place) => ({ name, ok: place > 0, place: place + 1 }));
  return { id, at: "20/11/2026 12:30:00", who: "ana@example.com", list };
}

test("the deployed function stores records of several actions action by action, and the ledger counts audit events", async () => {
  await withStack(
    async (stack) => {
      sendDetails(stack, "hr", [record("a", 3), record("b", 1), record("a", 3), record("c", 2, ["no name"])]);
      await stack.sandbox.settle();
      const ledger = stack.ledger("hr");
      // The record without a usable name has no audit event, and is one event in the dead-letter queue.
      expect(ledger).toMatchObject({ received: 8, ingested: 4, deduplicated: 3, rejected: 1, pending: 0 });
      expect(isBalanced(ledger)).toBe(true);
      const fields = ["uid", "eventName", "eventTime", "userIdentity.principalId", "errorCode"];
      const columns = fields.map((field) => `eventData.${field}`).join(", ");
      const rows = await lakeRows(stack, `DISTINCT ${columns}`, "ORDER BY 1");
      const common = ["changed", "2026-11-20T11:30:00Z", "ana"];
      expect(rows).toEqual([
        ["a#0", ...common, "Unknown"],
        ["a#1", ...common, null],
        ["a#2", ...common, null],
        ["b#0", ...common, "Unknown"],
      ]);
    },
    {},
    configuration,
  );
});
