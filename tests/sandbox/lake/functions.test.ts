import {
  matchFunctions,
  parserFunctions,
  renamedFunctions,
  sameFunctions,
  timeFunctions,
  unplayedFunctions,
} from "../../../sandbox/lake/functions";
import type { Lake } from "../../../sandbox/lake/lake";
import { macros } from "../../../sandbox/lake/macros";
import { openLake } from "./stores";

let lake: Lake;
beforeAll(async () => {
  lake = await openLake({ now: () => Date.parse("2023-02-01T12:30:00Z") });
});
afterAll(() => lake.close());

const value = async (expression: string) => (await lake.query(`SELECT ${expression}`)).rows[0]?.[0];

describe("an expression means what it means in Trino", () => {
  test.each<readonly [string, unknown]>([
    // Maps and arrays
    ["element_at(map(ARRAY['a'], ARRAY[1]), 'a')", 1],
    ["element_at(map(ARRAY['a'], ARRAY[1]), 'b')", null],
    ["element_at(ARRAY[1, 2], -1)", 2],
    ["element_at(ARRAY[1, 2], 3)", null],
    ["map(ARRAY['a'], ARRAY[1])['a']", 1],
    ["ARRAY['a', 'b'][2]", "b"],
    ["cardinality(ARRAY[1, 2, 3])", 3],
    ["cardinality(map(ARRAY['a'], ARRAY[ARRAY[1]]))", 1],
    ["cardinality(ARRAY[map(ARRAY['a', 'b'], ARRAY[1, 2])])", 1],
    ["contains(ARRAY[1, 2], 2)", true],
    ["array_position(ARRAY['a', 'b'], 'b')", 2],
    ["array_position(ARRAY['a', 'b'], 'c')", 0],
    ["array_join(ARRAY['a', NULL, 'b'], ', ')", "a, b"],
    ["array_max(ARRAY[1, 3, 2])", 3],
    ["any_match(ARRAY[1, 2], x -> x > 1)", true],
    ["any_match(ARRAY[1], x -> x > 1)", false],
    ["all_match(ARRAY[1, 2], x -> x > 1)", false],
    ["none_match(ARRAY[1, 2], x -> x > 2)", true],
    ["all_match(filter(ARRAY[1], x -> x > 1), x -> x > 1)", true],
    ["any_match(filter(ARRAY[1], x -> x > 1), x -> x > 1)", false],
    ["filter(ARRAY[1, 2, 3], x -> x % 2 = 1)", [1, 3]],
    ["transform(ARRAY['a'], x -> upper(x))", ["A"]],
    ["map_keys(map(ARRAY['a', 'b'], ARRAY[1, 2]))", ["a", "b"]],
    // JSON
    ["json_extract('{\"a\":{\"b\":[1,2]}}', '$.a.b[1]')", "2"],
    ["json_extract('{\"a b\":1}', '$[\"a b\"]')", "1"],
    ["json_extract('{\"a-b\":1}', '$.a-b')", "1"],
    ['json_extract(\'{"a\\"b\\\\c":1}\', \'$["a\\"b\\\\c"]\')', "1"],
    ["json_extract('{\"a\":1}', '$.b')", null],
    ["json_extract('{\"a\":null}', '$.a') IS NOT NULL", true],
    ["json_extract('no JSON', '$.a')", null],
    ["json_extract('{\"a\":\"x\"}', '$.a')", '"x"'],
    ["json_extract_scalar('{\"a\":\"x\"}', '$.a')", "x"],
    ["json_extract_scalar('{\"a\":true}', '$.a')", "true"],
    ["json_extract_scalar('{\"a\":null}', '$.a')", null],
    ["json_extract_scalar('{\"a\":{\"b\":1}}', '$.a')", null],
    ["json_extract_scalar('[[1]]', '$[0]')", null],
    ["json_extract_scalar('no JSON', '$.a')", null],
    ["json_array_length('[1,2]')", 2],
    ["json_array_length('{\"a\":1}')", null],
    ["json_array_length('no JSON')", null],
    ["json_array_contains('[1,\"a\"]', 'a')", true],
    ["json_array_contains('[1]', 2)", false],
    ['json_size(\'{"a":{"b":1,"c":2}}\', \'$.a\')', 2],
    ["json_size('{\"a\":[1]}', '$.a')", 1],
    ["json_size('{\"a\":1}', '$.a')", 0],
    ["json_size('{\"a\":1}', '$.b')", null],
    ["is_json_scalar('[1]')", false],
    ["json_format(json_parse('{\"a\": 1}'))", '{"a":1}'],
    ["CAST(json_parse('\"x\"') AS varchar)", "x"],
    ["CAST(json_extract('{\"a\":7}', '$.a') AS bigint)", 7],
    ["CAST('x' AS json)", '"x"'],
    ["CAST(json_parse('[1,2]') AS ARRAY(bigint))", [1, 2]],
    ["CAST(json_parse('[[\"a\"]]') AS array<array<varchar>>)", [["a"]]],
    ["CAST(json_parse('{\"a\":[1]}') AS MAP(varchar, ARRAY(json)))", { a: ["1"] }],
    ["TRY_CAST(json_parse('\"x\"') AS ARRAY(json))", null],
    // Texts
    ["concat('a', 'b', 'c')", "abc"],
    ["concat('a', NULL)", null],
    ["'a' || NULL", null],
    ["concat_ws('-', 'a', NULL, 'b')", "a-b"],
    ["replace('abcb', 'b')", "ac"],
    ["replace('abcb', 'b', 'x')", "axcx"],
    ["strpos('abc', 'c')", 3],
    ["split('a,b', ',')", ["a", "b"]],
    ["split_part('a/b', '/', 2)", "b"],
    ["split_part('a/b', '/', 3)", null],
    ["substr('abc', 2, 1)", "b"],
    ["substring('abc' FROM 2 FOR 1)", "b"],
    ["trim(BOTH 'x' FROM 'xax')", "a"],
    ["position('b' IN 'abc')", 2],
    ["regexp_like('user.session.start', 'session')", true],
    ["regexp_like('a', '^b')", false],
    ["regexp_extract('a1b2', '[0-9]')", "1"],
    ["regexp_extract('a1b2', '([a-z])([0-9])', 2)", "1"],
    ["regexp_extract('a', '[0-9]')", null],
    ["regexp_extract_all('a1b2', '[0-9]')", ["1", "2"]],
    ["regexp_replace('a1b2', '[0-9]')", "ab"],
    ["regexp_replace('a1b2', '([0-9])', '<$1>')", "a<1>b<2>"],
    ["regexp_count('a1b2', '[0-9]')", 2],
    ["'a_b' LIKE 'a!_b' ESCAPE '!'", true],
    ["'axb' NOT LIKE 'a!_b' ESCAPE '!'", true],
    ["url_extract_host('https://user@acme.okta.com:443/app?x=1')", "acme.okta.com"],
    ["url_extract_path('https://acme.okta.com/app/y?x=1')", "/app/y"],
    ["url_extract_protocol('https://acme.okta.com')", "https"],
    ["url_extract_query('https://acme.okta.com/?x=1#f')", "x=1"],
    ["url_extract_query('https://acme.okta.com/')", null],
    ["lower(to_hex(sha256(to_utf8('a'))))", "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"],
    // Times
    ["TIMESTAMP '2023-01-30 22:22:30'", "2023-01-30 22:22:30.000"],
    ["from_iso8601_timestamp('2023-01-30T22:22:30.5+02:00')", "2023-01-30 20:22:30.500"],
    ["from_iso8601_timestamp('2023-01-30T22:22:30Z') AT TIME ZONE 'UTC'", "2023-01-30 22:22:30.000"],
    ["from_unixtime(1.5)", "1970-01-01 00:00:01.500"],
    ["to_unixtime(TIMESTAMP '1970-01-02 00:00:00')", 86_400],
    ["to_iso8601(TIMESTAMP '2023-01-30 22:22:30')", "2023-01-30T22:22:30.000"],
    ["to_iso8601(DATE '2023-01-30')", "2023-01-30"],
    ["date('2023-01-30')", "2023-01-30"],
    ["date_trunc('hour', TIMESTAMP '2023-01-30 22:22:30')", "2023-01-30 22:00:00.000"],
    ["date_add('day', -1, TIMESTAMP '2023-03-01 10:00:00')", "2023-02-28 10:00:00.000"],
    ["date_add('quarter', 1, TIMESTAMP '2023-01-31 00:00:00')", "2023-04-30 00:00:00.000"],
    // A day and a bit, then two minutes that lie on both sides of midnight.
    ["date_diff('day', TIMESTAMP '2023-01-01 10:00:00', TIMESTAMP '2023-01-02 11:00:00')", 1],
    ["date_diff('day', TIMESTAMP '2023-01-01 23:59:00', TIMESTAMP '2023-01-02 00:01:00')", 0],
    ["date_format(TIMESTAMP '2023-01-30 22:05:09', '%Y-%m-%d %H:%i:%s')", "2023-01-30 22:05:09"],
    ["date_parse('30/01/2023 22:05', '%d/%m/%Y %H:%i')", "2023-01-30 22:05:00.000"],
    ["TIMESTAMP '2023-01-30 22:22:30' - INTERVAL '2' HOUR", "2023-01-30 20:22:30.000"],
    ["EXTRACT(hour FROM TIMESTAMP '2023-01-30 22:22:30')", 22],
    ["day_of_week(DATE '2023-01-29')", 7],
    ["millisecond(TIMESTAMP '2023-01-30 22:22:30.250')", 250],
    ["CAST(TIMESTAMP '2023-01-30 22:22:30' AS varchar)", "2023-01-30 22:22:30.000"],
    ["now()", "2023-02-01 12:30:00.000"],
    // Numbers and conditions
    ["7 / 2", 3],
    ["7.0 / 2", 3.5],
    ["2e3", 2000],
    ["5 % 3", 2],
    ["greatest(1, 3, 2)", 3],
    ["greatest(1, NULL)", null],
    ["least('b', 'a')", "a"],
    ["IF(1 = 1, 'a', 'b')", "a"],
    ["TRY(CAST('a' AS bigint))", null],
    ["coalesce(NULL, 'a')", "a"],
    ["nullif(1, 1)", null],
    ["1 IS DISTINCT FROM NULL", true],
    ["CAST('9007199254740993' AS bigint)", "9007199254740993"],
    ["CAST('1.50' AS decimal(4, 2))", 1.5],
    ["CAST('infinity' AS double)", "Infinity"],
  ])("%s", async (expression, expected) => {
    expect(await value(expression)).toEqual(expected);
  });

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

describe("the tables of functions", () => {
  const tables = {
    same: [...sameFunctions],
    renamed: [...renamedFunctions.keys()],
    match: [...matchFunctions],
    time: [...timeFunctions.keys()],
    unplayed: [...unplayedFunctions],
    // These are called by the walk, and stand for what has no name in Trino.
    macros: Object.keys(macros).filter(
      (name) => !["subscript", "cast_varchar"].includes(name) && !matchFunctions.has(name),
    ),
  };

  test("name each function once", () => {
    const names = Object.values(tables).flat();
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test("name no function that only DuckDB's parser may write", () => {
    expect(
      Object.values(tables)
        .flat()
        .filter((name) => parserFunctions.has(name)),
    ).toEqual([]);
  });

  test.each([...sameFunctions, ...renamedFunctions.keys()])("%s exists in DuckDB", async (name) => {
    // Called without arguments it may not fit, but it is known, be it only as a window function.
    const message = (call: string) => value(call).then(String, (error: Error) => error.message);
    const messages = [await message(`${name}()`), await message(`${name}() OVER ()`)];
    expect(messages.filter((text) => !/does not exist|not registered/.test(text))).not.toEqual([]);
  });
});
