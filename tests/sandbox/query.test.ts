import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { ask } from "../../cli/query/ask";
import { allowEverything } from "../../sandbox/authorization";
import { fillIn, savedQueries } from "../../sandbox/lake/savedQueries";
import type { StackSandbox } from "../../sandbox/stackSandbox";
import { operatorClient } from "../support/operator";
import { lakeRows, oktaDetails, sendDetails, withStack } from "../support/stack";

const waiting = {
  progress: () => undefined,
  stopped: () => false,
  sleep: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds / 20)),
};

function withEvents(count: number, work: (stack: StackSandbox, client: CloudTrailClient) => Promise<void>) {
  return withStack(
    async (stack) => {
      sendDetails(stack, "okta", oktaDetails(count));
      await stack.sandbox.settle();
      await work(stack, new CloudTrailClient(operatorClient(stack.sandbox)));
    },
    { authorize: allowEverything },
  );
}

const storeOf = ({ integrations }: StackSandbox) => integrations[0]?.eventDataStoreId ?? "";

describe("a saved query, asked of CloudTrail Lake's service", () => {
  it("is answered as the lake itself answers it, with every value a text", async () => {
    await withEvents(30, async (stack, client) => {
      const sql = savedQueries().find(({ name }) => name === "events-by-name")?.sql ?? "";
      const statement = fillIn(sql, { partner: storeOf(stack) });
      const { columns, rows } = await stack.sandbox.lake.query(statement);
      expect(rows.length).toBeGreaterThan(1);
      const texts = rows.map((row) => row.map(String));
      expect(await ask(client, statement, waiting)).toEqual({ columns, rows: texts, bytesScanned: 0 });
    });
  });

  it("is read page by page, to the last row", async () => {
    await withEvents(1_100, async (stack, client) => {
      const { rows } = await ask(client, `SELECT eventData.UID FROM "${storeOf(stack)}"`, waiting);
      expect(new Set(rows.flat()).size).toBe(1_100);
    });
  });

  it("that cannot be run says why", async () => {
    await withEvents(1, async (_stack, client) => {
      await expect(ask(client, "SELECT 1 FROM nowhere", waiting)).rejects.toThrow(
        /^CloudTrail Lake ended the query as FAILED: There is no event data store 'nowhere'/,
      );
    });
  });

  it("that is stopped is cancelled", async () => {
    await withEvents(400, async (stack, client) => {
      const store = `"${storeOf(stack)}"`;
      const slow = `SELECT count(*) FROM ${store} AS a CROSS JOIN ${store} AS b CROSS JOIN ${store} AS c`;
      await expect(ask(client, slow, { ...waiting, stopped: () => true })).rejects.toThrow("The query was cancelled.");
    });
  });
});

test("a window leaves out what is before and after it, in every saved query", async () => {
  await withEvents(200, async (stack) => {
    const { lake } = stack.sandbox;
    const partner = storeOf(stack);
    const times = (await lakeRows(stack, "eventTime", "ORDER BY eventTime")).map(([time]) =>
      Date.parse(`${String(time).replace(" ", "T")}Z`),
    );
    const [since = 0, until = 0] = [times[50], times[150]];
    const tomorrow = until + 86_400_000;
    const count = async (window: { readonly since: number; readonly until?: number }) =>
      (await lake.query(fillIn('SELECT count(*) FROM "$PARTNER_EVENT_DATA_STORE_ID"', { partner }, window))).rows;
    expect(await count({ since, until })).toEqual([[times.filter((time) => time >= since && time < until).length]]);
    expect(await count({ since: tomorrow })).toEqual([[0]]);
    const aws = "00000000-0000-4000-8000-000000000000";
    await lake.createStore({ id: aws, name: "aws-events", kind: "management" });
    for (const { sql } of savedQueries()) {
      expect((await lake.query(fillIn(sql, { partner, aws }, { since: tomorrow }))).rows).toEqual([]);
    }
  });
});
