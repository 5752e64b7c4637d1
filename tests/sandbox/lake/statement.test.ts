import fc from "fast-check";
import { renamedFunctions, sameFunctions } from "../../../sandbox/lake/functions";
import type { Lake } from "../../../sandbox/lake/lake";
import { readStatement } from "../../../sandbox/lake/statement";
import { readJson } from "../../support/readJson";
import { ingestPartnerEvents, openLake, partnerStore } from "./stores";

let lake: Lake;
beforeAll(async () => {
  lake = await openLake({ now: () => Date.parse("2023-02-01T12:30:00Z") });
  ingestPartnerEvents(lake, {});
});
afterAll(() => lake.close());

describe("a statement is spelled for DuckDB", () => {
  test.each([
    ["a bare id", `SELECT 1 FROM ${partnerStore}`, `SELECT 1 FROM "${partnerStore}"`],
    ["an id in a list", `SELECT 1 FROM a,${partnerStore} b`, `SELECT 1 FROM a , "${partnerStore}" b`],
    ["comments", "SELECT--x;\n1/* ' */+/**/2 -- end", "SELECT 1 + 2"],
    ["types in types", "SELECT CAST(a AS ARRAY<ARRAY(MAP(x, y))>)", "SELECT CAST ( a AS MAP ( x , y ) [] [] )"],
    ["an array", "SELECT ARRAY[(1), (2)] > b", "SELECT ARRAY [ ( 1 ) , ( 2 ) ] > b"],
    ["the last semicolon", "SELECT 1 ; ", "SELECT 1"],
    ["a prefix of a text", "SELECT e'a\\nb'", "SELECT e 'a\\nb'"],
  ])("%s", (_, statement, spelled) => {
    expect(readStatement(statement)).toBe(spelled);
  });
});

// DuckDB's parser, like Trino's, reads a statement up to a NUL.
const text = fc.string({ unit: "grapheme", maxLength: 50 }).filter((value) => !value.includes("\u0000"));

test("any text in quotes is that text, whatever it looks like", async () => {
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

test("any statement is answered or refused with a reason, and leaves the store as it was", async () => {
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

const value = async (expression: string) => (await lake.query(`SELECT ${expression}`)).rows[0]?.[0];

describe("an expression means what it means in Trino", () => {
  test.each(readJson<readonly (readonly [expression: string, value: unknown])[]>(__dirname, "expressions.json"))(
    "%s",
    async (expression, expected) => {
      expect(await value(expression)).toEqual(expected);
    },
  );

  test("NULL sorts last in both directions", async () => {
    const sorted = async (direction: string) =>
      (await lake.query(`SELECT x FROM (VALUES (2), (NULL), (1)) AS t (x) ORDER BY x ${direction}`)).rows.flat();
    expect(await sorted("ASC")).toEqual([1, 2, null]);
    expect(await sorted("DESC")).toEqual([2, 1, null]);
    expect(await sorted("NULLS FIRST")).toEqual([null, 1, 2]);
  });

  test("aggregates and windows have Trino's names", async () => {
    const { columns, rows } = await lake.query(`SELECT count(*), count(DISTINCT x), count_if(x > 1), approx_distinct(x),
        arbitrary(y), max_by(y, x), array_agg(x ORDER BY x DESC), every(x > 0), approx_percentile(x, 0.5),
        sum(x) FILTER (WHERE x > 1)
      FROM (VALUES (1, 'a'), (2, 'a'), (2, 'a')) AS t (x, y)`);
    expect(columns[0]).toBe("_col0");
    expect(rows).toEqual([[3, 2, 2, 2, "a", "a", [2, 2, 1], true, 2, 4]]);
    const windows = await lake.query(`SELECT x, row_number() OVER (ORDER BY x DESC) AS place, every(x > 1) OVER ()
      FROM (VALUES (1), (2)) AS t (x) ORDER BY place`);
    expect(windows.rows.map(String)).toEqual(["2,1,false", "1,2,false"]);
  });

  test("UNNEST makes rows of an array, with their places", async () => {
    const { rows } = await lake.query(
      "SELECT x, n FROM (SELECT ARRAY['a', 'b'] AS xs) CROSS JOIN UNNEST(xs) WITH ORDINALITY AS t (x, n) ORDER BY n",
    );
    expect(rows.map(String)).toEqual(["a,1", "b,2"]);
  });
});

describe("an expression that fails in Trino fails", () => {
  test.each([
    ["a key that is not in the map", "map(ARRAY['a'], ARRAY[1])['b']", "Key not present in map: b"],
    ["a text that is no number", "CAST('a' AS bigint)", "Could not convert string 'a' to INT64"],
    ["a text that is no JSON", "json_parse('{')", "Malformed JSON"],
    ["a unit that is none", "date_add('eon', 1, now())", "'eon' is not a valid TIMESTAMP field"],
  ])("%s", async (_, expression, message) => {
    await expect(value(expression)).rejects.toMatchObject({
      code: "QueryFailed",
      message: expect.stringContaining(message),
    });
  });
});

test.each([...sameFunctions, ...renamedFunctions.keys()])("the function %s exists in DuckDB", async (name) => {
  // Called without arguments it may not fit, but it is known, be it only as a window function.
  const message = (call: string) => value(call).then(String, (error: Error) => error.message);
  const messages = [await message(`${name}()`), await message(`${name}() OVER ()`)];
  expect(messages.filter((text) => !/does not exist|not registered/.test(text))).not.toEqual([]);
});
