import { isBalanced } from "../../sandbox/ledger";
import { sendDetails, withStack } from "../support/stack";

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
        const { rows } = await stack.sandbox.lake.query(
          `SELECT DISTINCT eventData.uid, eventData.eventName, eventData.eventTime, eventData.errorCode, eventData.userIdentity.principalId FROM "${stack.integrations[0]?.eventDataStoreId}" ORDER BY 1`,
        );
        expect(rows.map((row) => row.map(String))).toEqual(
          ["a#0", "a#1", "a#2", "b#0"].map((uid) => [
            uid,
            "changed",
            "2026-11-20T11:30:00Z",
            uid.endsWith("#0") ? "Unknown" : "null",
            "ana",
          ]),
        );
      },
      {},
      configuration,
    );
  });
});
