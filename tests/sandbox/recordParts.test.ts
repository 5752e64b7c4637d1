import { isBalanced } from "../../sandbox/ledger";
import { lakeRows, sendDetails, withStack } from "../support/stack";

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

/** A record of `count` actions; its id is beyond what a double can hold. */
function record(id: string, count: number, name: unknown = "changed") {
  const list = Array.from({ length: count }, (_, place) => ({ name, ok: place > 0, place: place + 1 }));
  return { id, at: "20/11/2026 12:30:00", who: "ana@example.com", list };
}

describe("records of several actions", () => {
  it("are stored action by action, by the function as it is deployed, and the ledger counts audit events", async () => {
    await withStack(
      async (stack) => {
        sendDetails(stack, "hr", [record("a", 3), record("b", 1), record("a", 3), record("c", 2, ["no name"])]);
        await stack.sandbox.settle();
        const ledger = stack.ledger("hr");
        // The record without a usable name becomes no audit event, and is one event in the dead-letter queue.
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
});
