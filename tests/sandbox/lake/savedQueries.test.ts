import { fillIn, savedQueries } from "../../../sandbox/lake/savedQueries";
import { type Example, examples } from "./examples";
import { awsStore, ingestAwsEvents, ingestPartnerEvents, openLake, partnerStore } from "./stores";

const answer = async (sql: string, events: Example["silent"]) => {
  const lake = await openLake();
  try {
    ingestPartnerEvents(lake, ...(events.partner ?? []));
    ingestAwsEvents(lake, ...(events.aws ?? []));
    return await lake.query(fillIn(sql, { partner: partnerStore, aws: awsStore }));
  } finally {
    await lake.close();
  }
};

test("every saved query has an example here, and every example a query", () => {
  expect(Object.keys(examples).sort()).toEqual(savedQueries().map(({ name }) => name));
});

describe.each(savedQueries())("$name", ({ name, answers, sql, needs }) => {
  const { columns, rows, silent, ...events } = examples[name] as Example;

  test("answers its question", async () => {
    expect(await answer(sql, events)).toEqual({ columns, rows });
  });

  test("answers nothing where there is nothing to say", async () => {
    expect(await answer(sql, silent)).toEqual({ columns, rows: [] });
  });

  test("says in a sentence what it answers, and names its stores as Trino can parse them", () => {
    expect(answers).toMatch(/^[A-Z].*\?$/);
    expect(needs).toContain("partner");
    for (const [, quote] of sql.matchAll(/(.)\$(?:PARTNER|AWS)_EVENT_DATA_STORE_ID/g)) expect(quote).toBe('"');
  });
});

describe("filling in", () => {
  const sql =
    'SELECT 1 FROM "$PARTNER_EVENT_DATA_STORE_ID" a, "$AWS_EVENT_DATA_STORE_ID" b, "$AWS_EVENT_DATA_STORE_ID" c';

  test("puts each id in every place of its own", () => {
    expect(fillIn(sql, { partner: "p", aws: "a" })).toBe('SELECT 1 FROM "p" a, "a" b, "a" c');
  });

  test("names the placeholder whose id is missing", () => {
    expect(() => fillIn(sql, { partner: "p" })).toThrow(
      "The query needs the id of an event data store for $AWS_EVENT_DATA_STORE_ID.",
    );
  });
});
