import { lakeRows, oktaDetails, sendDetails, withStack } from "../support/stack";

const okta = { eventSourceName: "aws.partner/okta.com/acme/audit" };

describe("integrations that share", () => {
  it("a channel: each has its own ledger, and the store tells whose an event is", async () => {
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

  it("a bus: each takes what its pattern matches, and the one with a pattern misses nothing that it should have", async () => {
    const admins = {
      vendor: "okta",
      eventBusName: okta.eventSourceName,
      channel: "okta",
      pattern: { detail: { eventType: [{ prefix: "group." }] } },
    };
    const details = oktaDetails(200);
    const groups = details.filter(({ eventType }) => String(eventType).startsWith("group.")).length;
    await withStack(
      async (stack) => {
        sendDetails(stack, "okta", details);
        await stack.sandbox.settle();
        expect(groups).toBeGreaterThan(0);
        expect(stack.ledger("okta")).toMatchObject({ received: 200, ingested: 200 });
        expect(stack.ledger("admins")).toMatchObject({ received: groups, ingested: groups });
      },
      {},
      { vendors: { okta, admins } },
    );
  });

  it("a store: one store holds what several channels of a stack deliver, and others get the same", async () => {
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
