import { runInsightsQuery } from "../../../sandbox/cloudWatchLogs/insights/run";
import { readJson } from "../../support/readJson";
import { groupOf, rowsOf } from "./logEvents";

const hostile = `it's a "b" \\ (c) [d]`;
const events = groupOf([
  { name: "a", n: 5, ok: true, nested: { "odd-key": "x", list: [{ id: "first" }, { id: "second" }] } },
  { name: "b", n: 10, ok: false, version: "9" },
  { name: "c", n: 1.5, version: "10", nothing: null },
  { name: hostile },
  "no JSON",
]);

describe("filter", () => {
  it.each<[string, string, readonly string[]]>([
    ["a number against a number", "n > 5", ["b"]],
    ["a number against a number in a text", `n = "10"`, ["b"]],
    ["a missing field: it is neither equal nor unequal", `n != 5`, ["c", "b"]],
    ["a missing field on the other side", "not (n = 5) and ispresent(name)", [hostile, "c", "b"]],
    ["true and false as 1 and 0", "ok = 0 or ok", ["b", "a"]],
    ["a null as a missing field", "ispresent(nothing)", []],
    ["the rest of a set", `ispresent(name) and n not in [5, 10]`, [hostile, "c"]],
    ["a part of a text", `name like "(c)"`, [hostile]],
    ["a part of a text with quotes", `name =~ "it's a \\"b\\" \\\\"`, [hostile]],
    ["a regular expression", `name like /^(?i)[AB]$/`, ["b", "a"]],
    ["a regular expression with a quote and an escape", `name like /t's.*\\[d\\]$/`, [hostile]],
    ["a text that does not match a regular expression", `name not like /^.$/`, [hostile]],
    ["a nested name with a dash", 'nested.`odd-key` = "x"', ["a"]],
    ["an item of a list by its index", `nested.list.1.id = "second"`, ["a"]],
    ["a text that would end the statement", `name = "'; DROP TABLE events; --"`, []],
    ["a field that would end the statement", "`']; DROP TABLE events; --` = 1", []],
    ["arithmetic, products first", "1 + n * 2 = 21 and n % 3 = 1", ["b"]],
    ["a division by zero as a missing value", "n / 0 > 1 or n / 0 <= 1", []],
    ["a time as milliseconds", `@ingestionTime < ${Date.parse("2026-11-20T10:00:01Z")}`, ["a"]],
    ["no time as a text: nothing is equal to it", `@timestamp >= "2026-11-20"`, []],
  ])("compares %s", async (_, condition, names) => {
    const rows = await rowsOf(events, `filter ispresent(name) and (${condition}) | fields name`);
    expect(rows.flat()).toEqual(names);
  });
});

describe("functions", () => {
  it.each<[string, string | number | null]>([
    ["coalesce(version, n, 'none')", "5"],
    ["strcontains(name, 'a')", 1],
    ["strcontains(version, 'b')", 0],
    ["substr('xyZfooxyZ', 3, 3)", "foo"],
    ["toupper(name)", "A"],
    ["tolower('A')", "a"],
    ["-n ^ 2", 25],
    ["@timestamp", "2026-11-20 10:00:00.000"],
    ["toMillis(@timestamp)", Date.parse("2026-11-20T10:00:00Z")],
    ["fromMillis(86400000)", "1970-01-02 00:00:00.000"],
    ["bin(1d)", "2026-11-20 00:00:00.000"],
    ["ispresent(nested.list.0.id)", 1],
    ["nested", null],
    ["@log", "123456789012:/audit/okta"],
    ["@logStream", "forwarder"],
    ["jsonStringify(jsonParse('[1, 2]'))", "[1, 2]"],
  ])("%s", async (expression, value) => {
    expect(await rowsOf(events, `filter name = "a" | fields ${expression} as value`)).toEqual([[value]]);
  });
});

describe("structures", () => {
  it("can be accessed by name and index, from the next command on", async () => {
    const text = `fields jsonParse(@message) as event | filter name = "a" | display event.nested.list[1].id, event.nested.\`odd-key\``;
    expect(await runInsightsQuery([events], { text })).toMatchObject({
      columns: ["event.nested.list[1].id", "event.nested.odd-key"],
      rows: [["second", "x"]],
    });
  });

  it("are unnested: one row per item, none for an empty list, and one for a value that is no list", async () => {
    const text = `fields jsonParse(@message) as event | filter n >= 5 | unnest event.nested.list into item | display name, item.id, item`;
    const empty = "fields jsonParse(@message) as event | unnest event.list into item | display item";
    expect(await rowsOf(groupOf([{ list: [] }, { list: ["x", true] }]), empty)).toEqual([["x"], ["1"]]);
    expect(await rowsOf(events, text)).toEqual([
      ["b", null, null],
      ["a", "first", `{"id":"first"}`],
      ["a", "second", `{"id":"second"}`],
    ]);
  });
});

describe("stats", () => {
  it("counts, adds and compares, and later columns may use earlier ones", async () => {
    const text =
      "stats count(*) as all, count(n) as some, all - some as none, sum(n), avg(n), min(n), max(n), max(version)";
    expect(await rowsOf(events, text)).toEqual([[5, 3, 2, 16.5, 5.5, "1.5", "10", "10"]]);
  });

  it("returns the first and the last in order, and a time in milliseconds", async () => {
    const text = "stats sortsFirst(name), sortsLast(n), max(@ingestionTime) as latest";
    const latest = Date.parse("2026-11-20T10:00:04.500Z");
    expect(await rowsOf(events, text)).toEqual([["a", "10", latest]]);
  });

  it("groups by aliases and by time, with the groups first, and keeps events without a value", async () => {
    const text = `fields version as v | stats count_distinct(name) as names by v, bin(2s) as slot | sort slot asc, v asc`;
    expect(await runInsightsQuery([events], { text })).toMatchObject({
      columns: ["v", "slot", "names"],
      rows: [
        ["9", "2026-11-20 10:00:00.000", 1],
        [null, "2026-11-20 10:00:00.000", 1],
        ["10", "2026-11-20 10:00:02.000", 1],
        [null, "2026-11-20 10:00:02.000", 1],
        [null, "2026-11-20 10:00:04.000", 0],
      ],
      pointers: [],
    });
  });

  it("keeps only its columns, which may be filtered and grouped again", async () => {
    const text = "stats count(*) as c by ispresent(n) as there | filter c > 2 or name = 'a' | stats sum(c) as s";
    expect(await rowsOf(events, text)).toEqual([[3]]);
  });
});

describe("a result", () => {
  it("has the time and the message if no field is named, the latest first", async () => {
    const { columns, rows } = await runInsightsQuery([events], { text: "filter n = 10 or @message = 'no JSON'" });
    expect(columns).toEqual(["@timestamp", "@message"]);
    expect(rows.map(([time]) => time)).toEqual(["2026-11-20 10:00:04.000", "2026-11-20 10:00:01.000"]);
  });

  it("has the fields of every fields command, or only those of the last display", async () => {
    const columnsOf = async (text: string) => (await runInsightsQuery([events], { text })).columns;
    expect(await columnsOf("fields name, n | fields n + 1 as m")).toEqual(["name", "n", "m"]);
    expect(await columnsOf("fields name | display n | display @timestamp, name as who")).toEqual(["@timestamp", "who"]);
  });

  it("is sorted by numbers as numbers, after texts, and by the digits in texts; missing values come last", async () => {
    const texts = ["10", "9", "a10", "a9", "b1", "B1"].map((value) => ({ value }));
    const sorted = await rowsOf(groupOf([...texts, {}]), "fields value | sort value");
    expect(sorted.flat()).toEqual(["B1", "a9", "a10", "b1", "9", "10", null]);
    expect((await rowsOf(groupOf(texts), "fields value | sort value desc | limit 2")).flat()).toEqual(["10", "9"]);
  });

  it("has up to 10,000 rows without a limit, and otherwise up to the limit", async () => {
    const many = groupOf(Array.from({ length: 10_050 }, (_, index) => String(index)));
    expect(await rowsOf(many, "fields @message")).toHaveLength(10_000);
    expect(await rowsOf(many, "fields @message | limit 10020")).toHaveLength(10_020);
    const { rows } = await runInsightsQuery([many], { text: "fields @message | limit 10020", limit: 7 });
    expect(rows).toHaveLength(7);
  });

  it("has only events of the queried time range, including both ends", async () => {
    const [startTime, endTime] = [Date.parse("2026-11-20T10:00:01Z"), Date.parse("2026-11-20T10:00:02Z")];
    const { rows, statistics } = await runInsightsQuery([events], { text: "fields name", startTime, endTime });
    expect(rows).toEqual([["c"], ["b"]]);
    expect(statistics).toEqual({ recordsScanned: 2, recordsMatched: 2, bytesScanned: 94 });
  });

  it("is the same with comments, line breaks, and a bar at the beginning", async () => {
    const text = `# What is it?\n| fields name # the name\n# | limit 1\n| filter name = "#a" or n = 5`;
    expect(await rowsOf(events, text)).toEqual([["a"]]);
  });
});

describe("a query is refused", () => {
  it.each(
    readJson<readonly (readonly [what: string, query: string, message: string])[]>(__dirname, "insightsRefusals.json"),
  )("for a mistake or for what is not supported: %s", (_, text, message) => {
    const refusal = { name: "MalformedQueryException", message: expect.stringContaining(message) };
    expect(() => runInsightsQuery([events], { text })).toThrow(expect.objectContaining(refusal));
  });

  it("for a regular expression with a mistake, when it runs", async () => {
    await expect(rowsOf(events, "filter name like /(/")).rejects.toThrow("The query cannot be run: ");
  });
});
