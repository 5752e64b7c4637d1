import { renamedFunctions, sameFunctions } from "../../../sandbox/lake/functions";
import type { Lake } from "../../../sandbox/lake/lake";
import { readJson } from "../../support/readJson";
import { openLake } from "./stores";

let lake: Lake;
beforeAll(async () => {
  lake = await openLake({ now: () => Date.parse("2023-02-01T12:30:00Z") });
});
afterAll(() => lake.close());

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
    expect(windows.rows).toEqual([
      [2, 1, false],
      [1, 2, false],
    ]);
  });

  test("UNNEST makes rows of an array, with their places", async () => {
    const { rows } = await lake.query(
      "SELECT x, n FROM (SELECT ARRAY['a', 'b'] AS xs) CROSS JOIN UNNEST(xs) WITH ORDINALITY AS t (x, n) ORDER BY n",
    );
    expect(rows).toEqual([
      ["a", 1],
      ["b", 2],
    ]);
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
