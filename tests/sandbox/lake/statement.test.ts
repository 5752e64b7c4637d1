import fc from "fast-check";
import type { Lake } from "../../../sandbox/lake/lake";
import { ingestPartnerEvents, openLake, partnerStore } from "./stores";

let lake: Lake;
beforeAll(async () => {
  lake = await openLake({ now: () => Date.parse("2023-02-01T12:30:00Z") });
  ingestPartnerEvents(lake, {});
});
afterAll(() => lake.close());

describe("a statement is parsed as Trino parses it", () => {
  test.each([
    ["a bare id", `SELECT count(*) FROM ${partnerStore}`, [1]],
    ["an id in a list", `SELECT count(*) FROM ${partnerStore} a,${partnerStore} b`, [1]],
    ["comments", "SELECT--x;\n1/* ' */+/**/2 -- end", [3]],
    ["types in types", "SELECT CAST(ARRAY[] AS ARRAY<ARRAY(MAP(varchar, bigint))>)", [[]]],
    ["the last semicolon", "SELECT 1 ; ", [1]],
    ["parentheses", "((SELECT (1)))", [1]],
  ])("%s", async (_, statement, row) => {
    expect((await lake.query(statement)).rows).toEqual([row]);
  });
});

const text = fc.string({ unit: "grapheme", maxLength: 50 });

test("any quoted text is the same text", async () => {
  const traps = fc.constantFrom("--", "/*", "*/", ";", "$A", "''", '"', "\\", partnerStore, "FROM a-b", "ARRAY(JSON)");
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(text, traps), { maxLength: 6 }), async (parts) => {
      const whole = parts.join(" ");
      const { rows } = await lake.query(`SELECT '${whole.replaceAll("'", "''")}'`);
      expect(rows).toEqual([[whole]]);
    }),
    { numRuns: 200 },
  );
});

test("the case of words and names does not matter", async () => {
  const statement = `select lower(eventdata.eventname), element_at(eventdata.useridentity.details, 'displayName'), count(*)
    from ${partnerStore} as e where e.eventtime > '2023-01-01 00:00:00'
    group by lower(eventdata.eventname), element_at(eventdata.useridentity.details, 'displayName')`;
  const inCase = fc.array(fc.boolean(), { minLength: statement.length, maxLength: statement.length }).map((upper) => {
    const quoted = /'[^']*'/g;
    const kept = new Set(
      [...statement.matchAll(quoted)].flatMap(({ 0: { length }, index }) =>
        Array.from({ length }, (_, offset) => index + offset),
      ),
    );
    return [...statement].map((letter, at) => (upper[at] && !kept.has(at) ? letter.toUpperCase() : letter)).join("");
  });
  await fc.assert(
    fc.asyncProperty(inCase, async (spelled) => {
      expect((await lake.query(spelled)).rows).toEqual([["user.session.start", "Ada Example", 1]]);
    }),
    { numRuns: 100 },
  );
});

test("any statement gets a result or a refusal with a reason, and does not change the store", async () => {
  const words = fc.constantFrom(
    ..."SELECT FROM WHERE ( ) , . * + - 'a' 1 eventID eventData eventName count lower AS x JOIN ON UNNEST ARRAY [ ] WITH IN IS NOT NULL AND ; = > -> GROUP BY ORDER UNION ALL CASE WHEN THEN END CAST varchar DROP TABLE INSERT INTO".split(
      " ",
    ),
    `"${partnerStore}"`,
    partnerStore,
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.array(words, { maxLength: 14 }).map((some) => `SELECT ${some.join(" ")}`),
        text,
      ),
      async (statement) => {
        const error: unknown = await lake.query(statement).catch((failure: unknown) => failure);
        if (error instanceof Error) expect(error.name).toBe("QueryError");
      },
    ),
    { numRuns: 300 },
  );
  expect((await lake.query(`SELECT count(*) FROM ${partnerStore}`)).rows).toEqual([[1]]);
});
