import { unplayedFunctions } from "../../../sandbox/lake/functions";
import type { Lake } from "../../../sandbox/lake/lake";
import { awsStore, ingestPartnerEvents, openLake, partnerStore } from "./stores";

let lake: Lake;
beforeAll(async () => {
  lake = await openLake();
  ingestPartnerEvents(lake, {});
});
afterAll(() => lake.close());

const refusal = async (statement: string) => {
  const error: { code?: string; message?: string } = await lake.query(statement).then(
    () => ({}),
    (failure: Error) => failure,
  );
  return [error.code, error.message];
};

describe("whatever is not one SELECT is refused", () => {
  test.each([
    [`INSERT INTO "${partnerStore}" VALUES (1)`, "INSERT"],
    [`UPDATE "${partnerStore}" SET eventID = ''`, "UPDATE"],
    [`DELETE FROM "${partnerStore}"`, "DELETE"],
    [`DROP TABLE "${partnerStore}"`, "DROP"],
    ["COPY (SELECT 1) TO '/tmp/x'", "COPY"],
    ["ATTACH '/tmp/x'", "ATTACH"],
    ["PRAGMA version", "PRAGMA"],
    ["SET memory_limit = '1GB'", "SET"],
    ["INSTALL httpfs", "INSTALL"],
    ["CALL pragma_version()", "CALL"],
    ["VALUES (1)", "VALUES"],
    [`FROM "${partnerStore}"`, "FROM"],
    [`DESCRIBE "${partnerStore}"`, "DESCRIBE"],
    ["EXPLAIN SELECT 1", "EXPLAIN"],
  ])("%s", async (statement, first) => {
    expect(await refusal(statement)).toEqual([
      "InvalidQueryStatementException",
      `Only SELECT statements are allowed. This one begins with ${first}.`,
    ]);
  });

  test("two statements", async () => {
    expect(await refusal(`SELECT 1; DROP TABLE "${partnerStore}"`)).toEqual([
      "InvalidQueryStatementException",
      "Only one statement is allowed in a query; this one goes on after a semicolon.",
    ]);
  });

  test.each(["", "  ", "-- nothing", ";"])("nothing at all: '%s'", async (statement) => {
    expect(await refusal(statement)).toEqual([
      "InvalidQueryStatementException",
      "Only SELECT statements are allowed. The statement is empty.",
    ]);
  });

  test("an INSERT inside WITH", async () => {
    const [code] = await refusal(`WITH x AS (INSERT INTO "${partnerStore}" SELECT 1) SELECT 1`);
    expect(code).toBe("InvalidQueryStatementException");
  });
});

test("a statement may have 10,000 characters, and no more", async () => {
  const statement = (length: number) => "SELECT 1".padEnd(length, " ");
  expect((await lake.query(statement(10_000))).rows).toEqual([[1]]);
  expect(await refusal(statement(10_001))).toEqual([
    "InvalidQueryStatementException",
    "The statement has 10001 characters; at most 10000 are allowed.",
  ]);
});

describe("a table that is no event data store's id is refused", () => {
  const known = `There is: ${partnerStore} (partner-events), ${awsStore} (aws-events).`;
  test.each([
    ["an unknown name", "events", `There is no event data store 'events'. ${known}`],
    ["an unknown id", "11111111-2222-4333-8444-555555555555", "There is no event data store '11111111-"],
    ["a store's name", '"partner-events"', "'partner-events' is the name of an event data store."],
    ["a file", "'/etc/passwd'", "There is no event data store '/etc/passwd'."],
    ["a catalogue", "information_schema.tables", "There is no event data store 'information_schema.tables'."],
    ["DuckDB's own tables", "pg_catalog.pg_class", "There is no event data store 'pg_catalog.pg_class'."],
    ["a store in a schema", `main."${partnerStore}"`, `There is no event data store 'main.${partnerStore}'.`],
    ["the table that records pass through", "staged", "There is no event data store 'staged'."],
    ["a WITH of another place", "(WITH q AS (SELECT 1) SELECT * FROM q) AS x, q", "There is no event data store 'q'."],
  ])("%s", async (_, table, message) => {
    const [code, said] = await refusal(`SELECT * FROM ${table} WHERE 1 = 1`);
    expect(code).toBe("EventDataStoreNotFoundException");
    expect(said).toContain(message);
  });

  test("also in a join, a list, a subquery and a set", async () => {
    for (const statement of [
      `SELECT 1 FROM "${partnerStore}" JOIN nope ON 1 = 1`,
      `SELECT 1 FROM "${partnerStore}", nope`,
      `SELECT 1 FROM "${partnerStore}" WHERE eventID IN (SELECT eventID FROM nope)`,
      `SELECT eventID FROM "${partnerStore}" EXCEPT SELECT eventID FROM nope`,
    ]) {
      expect((await refusal(statement))[1]).toContain("There is no event data store 'nope'.");
    }
  });

  test("an id that was never filled in", async () => {
    expect(await refusal("SELECT 1\nFROM $AWS_EVENT_DATA_STORE_ID")).toEqual([
      "InvalidQueryStatementException",
      "line 2:6: $AWS_EVENT_DATA_STORE_ID is a placeholder. Put the id of an event data store in its place.",
    ]);
  });
});

describe("what DuckDB has and Trino has not is refused", () => {
  test.each([
    ["SELECT * FROM read_csv('/etc/passwd')", "Table function 'read_csv' not registered"],
    ["SELECT * FROM duckdb_settings()", "Table function 'duckdb_settings' not registered"],
    ["SELECT * FROM generate_series(1, 3)", "Table function 'generate_series' not registered"],
    ["SELECT read_text('/etc/passwd')", "Function 'read_text' not registered"],
    ["SELECT main.read_blob('/etc/passwd')", "Function 'read_blob' not registered"],
    ["SELECT getenv('HOME')", "Function 'getenv' not registered"],
    ["SELECT current_setting('threads')", "Function 'current_setting' not registered"],
    ["SELECT list_sum(ARRAY[1])", "Function 'list_sum' not registered"],
    ["SELECT struct_pack(a := 1)", "':' has no place in Trino's SQL"],
    ["SELECT strftime(now(), '%Y')", "Function 'strftime' not registered"],
    ["SELECT regexp_matches('a', 'a')", "Function 'regexp_matches' not registered"],
    ["SELECT trino_element_at(ARRAY[1], 1)", "Function 'trino_element_at' not registered"],
    ["SELECT sum(1) OVER (), list(1) OVER ()", "Function 'list' not registered"],
    ["SELECT to_hours(1)", "line 1:8: Function 'to_hours' not registered"],
    ["SELECT count_star()", "line 1:8: Function 'count_star' not registered"],
    ["SELECT 'a'::varchar", "':' has no place in Trino's SQL"],
    ["SELECT {'a': 1}", "'{' has no place in Trino's SQL"],
    ["SELECT 1 & 2", "'&' has no place in Trino's SQL"],
    ["SELECT 7 // 2", "syntax error"],
    ["SELECT 1 FROM my-event-data-store", "syntax error"],
    ["SELECT [1, 2]", "Function 'list_value' not registered"],
    ["SELECT 'a' ILIKE 'A'", "Trino has no operator ILIKE."],
    ["SELECT 'a' GLOB 'a'", "Trino has no operator GLOB."],
    [`SELECT * EXCLUDE (eventID) FROM "${partnerStore}"`, "EXCLUDE, REPLACE or COLUMNS is not part of the SQL"],
    [`SELECT COLUMNS('event') FROM "${partnerStore}"`, "EXCLUDE, REPLACE or COLUMNS is not part of the SQL"],
    [`SELECT DISTINCT ON (eventID) eventID FROM "${partnerStore}"`, "DISTINCT ON is not part of the SQL"],
    [`SELECT eventID FROM "${partnerStore}" GROUP BY ALL`, "GROUP BY ALL is not part of the SQL"],
    [`SELECT eventID FROM "${partnerStore}" ORDER BY ALL`, "EXCLUDE, REPLACE or COLUMNS is not part of the SQL"],
    [`SELECT 1 FROM "${partnerStore}" QUALIFY true`, "QUALIFY is not part of the SQL"],
    [`SELECT 1 FROM "${partnerStore}" a SEMI JOIN "${partnerStore}" b ON true`, "SEMI JOIN is not part of the SQL"],
    [`SELECT 1 FROM "${partnerStore}" a POSITIONAL JOIN "${partnerStore}" b`, "JOIN is not part of the SQL"],
    [`SELECT 1 FROM (FROM "${partnerStore}")`, "a query in parentheses begins with SELECT."],
    [`SELECT 1 FROM (DESCRIBE "${partnerStore}")`, "SHOW or DESCRIBE is not part of the SQL"],
    [`SELECT 1 FROM "${partnerStore}" LIMIT 10%`, "LIMIT with a percentage is not part of the SQL"],
    ["SELECT e'a\\nb'", "Type with name e does not exist"],
    ["SELECT #1", "'#' has no place in Trino's SQL"],
    ["SELECT ?", "'?' has no place in Trino's SQL"],
    ["SELECT `a`", "'`' has no place in Trino's SQL"],
  ])("%s", async (statement, message) => {
    const [code, said] = await refusal(statement);
    expect(code).toBe("InvalidQueryStatementException");
    expect(said).toContain(message);
  });
});

describe("what the sandbox does not play says so", () => {
  test.each([
    ["SELECT map_agg(1, 2)", "Function 'map_agg' exists in CloudTrail Lake, but this sandbox does not play it."],
    ["SELECT ST_Point(1, 2)", "Function 'st_point' exists in CloudTrail Lake"],
    ["SELECT now() AT TIME ZONE 'Europe/Paris'", "this sandbox plays it for 'UTC' alone"],
    ["SELECT date_format(now(), '%x')", "The sandbox does not play '%x' in the date format '%x'."],
    ["SELECT date_format(now(), lower('%y'))", "only where its second argument is a literal"],
    ["SELECT current_user", "The sandbox does not play current_user."],
    ["WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n FROM r) SELECT * FROM r", "WITH RECURSIVE is not part"],
    [`SELECT 1 FROM "${partnerStore}" TABLESAMPLE BERNOULLI (10)`, "The sandbox does not play TABLESAMPLE."],
    ["SELECT 1234567890123456", "numbers of at most 15 digits"],
    ["SELECT 1e400", "that a double can hold"],
  ])("%s", async (statement, message) => {
    const [code, said] = await refusal(statement);
    expect(code).toBe("InvalidQueryStatementException");
    expect(said).toContain(message);
  });

  test.each([...unplayedFunctions])("%s is refused, not run by chance", async (name) => {
    expect((await refusal(`SELECT ${name}(1)`))[0]).toBe("InvalidQueryStatementException");
  });
});

describe("a mistake is told", () => {
  test.each([
    [`SELECT nope FROM "${partnerStore}"`, 'Referenced column "nope" not found'],
    [`SELECT eventData.nope FROM "${partnerStore}"`, "nope"],
    [`SELECT 1 FROM "${partnerStore}" WHRERE eventID = '1'`, 'syntax error at or near "eventID"'],
    ["SELECT 'abc", "line 1:8: the ' is never closed."],
    ['SELECT "abc', 'line 1:8: the " is never closed.'],
    ["SELECT /* abc", "line 1:8: the comment is never closed."],
    ["SELECT json_extract('{}', 'a.b')", "Invalid JSON path: 'a.b'"],
    ["SELECT json_extract('{}', '$.a[*]')", "Invalid JSON path: '$.a[*]'"],
    [`SELECT ${"abs(".repeat(1_900)}1${")".repeat(1_900)}`, "expression depth"],
  ])("%s", async (statement, message) => {
    const [code, said] = await refusal(statement);
    expect(code).toBe("InvalidQueryStatementException");
    expect(said).toContain(message);
  });

  test("a time that is none fails the query, as the rows are read", async () => {
    const [code, said] = await refusal(`SELECT 1 FROM "${partnerStore}" WHERE eventTime > 'yesterday'`);
    expect([code, said]).toEqual(["QueryFailed", expect.stringContaining('"yesterday"')]);
  });
});

describe("a name that only the SELECT's list gives cannot be read outside ORDER BY", () => {
  test.each([
    ["WHERE", "SELECT eventData.eventName AS n FROM $ WHERE n = 'x'"],
    ["GROUP BY", "SELECT eventData.eventName AS n, count(*) FROM $ GROUP BY n"],
    ["HAVING", "SELECT eventID, count(*) AS n FROM $ GROUP BY eventID HAVING n > 1"],
    ["the list itself", "SELECT eventData.eventName AS n, lower(n) FROM $"],
    ["a join's WHERE", `SELECT a.eventID AS n FROM $ AS a JOIN "${awsStore}" AS b ON true WHERE n = ''`],
  ])("in %s", async (_, statement) => {
    expect(await refusal(statement.replace("$", `"${partnerStore}"`))).toEqual([
      "InvalidQueryStatementException",
      "Column 'n' cannot be resolved: it is a name that this SELECT gives, which only ORDER BY can read.",
    ]);
  });

  test("nor can a field's own name", async () => {
    const [code] = await refusal(`SELECT eventData.eventName FROM "${partnerStore}" WHERE eventName = 'x'`);
    expect(code).toBe("InvalidQueryStatementException");
  });

  test("but ORDER BY, a place in the list, and a column of that name can", async () => {
    const from = `FROM "${partnerStore}"`;
    for (const statement of [
      `SELECT eventData.eventName AS n ${from} ORDER BY n`,
      `SELECT eventData.eventName AS n, count(*) ${from} GROUP BY 1`,
      `SELECT n, count(*) FROM (SELECT eventData.eventName AS n ${from}) GROUP BY n`,
    ]) {
      expect((await lake.query(statement)).rows).toHaveLength(1);
    }
    const sameName = await lake.query(
      `SELECT eventData.eventTime AS eventTime ${from} WHERE eventTime > '2023-01-30 22:00:00'`,
    );
    expect(sameName.rows).toEqual([["2023-01-30T22:22:31Z"]]);
  });
});
