import type { Lake } from "../../../sandbox/lake/lake";
import { awsStore, ingestPartnerEvents, openLake, partnerStore } from "./stores";

let lake: Lake;
beforeAll(async () => {
  lake = await openLake();
  ingestPartnerEvents(lake, {});
});
afterAll(() => lake.close());

const store = `"${partnerStore}"`;
const refusal = (statement: string) =>
  lake.query(statement).then(
    () => "none",
    ({ code, message }: { readonly code: string; readonly message: string }) => `${code}: ${message}`,
  );

describe("any statement except a single SELECT is refused", () => {
  test.each([
    [`INSERT INTO ${store} VALUES (1)`, "INSERT"],
    ["COPY (SELECT 1) TO '/tmp/x'", "COPY"],
    [`FROM ${store}`, "FROM"],
    ["EXPLAIN SELECT 1", "EXPLAIN"],
  ])("%s", async (statement, first) => {
    expect(await refusal(statement)).toBe(
      `InvalidQueryStatementException: Only SELECT statements are allowed. This one begins with ${first}.`,
    );
  });

  test.each([
    [
      `SELECT 1; DROP TABLE ${store}`,
      "Only one statement is allowed in a query; this one continues after a semicolon.",
    ],
    ["-- nothing", "Only SELECT statements are allowed. The statement is empty."],
    [
      `WITH x AS (INSERT INTO ${store} SELECT 1) SELECT 1`,
      "line 1:12: mismatched input 'INSERT'. Expecting: '(', 'SELECT', 'VALUES'",
    ],
    ["SELECT 1".padEnd(10_001, " "), "The statement has 10001 characters; at most 10000 are allowed."],
  ])("%s", async (statement, message) => {
    expect(await refusal(statement)).toContain(`InvalidQueryStatementException: ${message}`);
  });
});

describe("a table that is not the id of an event data store is refused", () => {
  test.each([
    ["events", `There is no event data store 'events'. There is: ${partnerStore} (partner-events), ${awsStore} (aws-`],
    ['"partner-events"', "'partner-events' is the name of an event data store."],
    ['"/etc/passwd"', "There is no event data store '/etc/passwd'."],
    [`main.${store}`, `There is no event data store 'main.${partnerStore}'.`],
    ["staged", "There is no event data store 'staged'."],
    ["(WITH q AS (SELECT 1) SELECT * FROM q) AS x, q", "There is no event data store 'q'."],
    [`${store} WHERE eventID IN (SELECT eventID FROM nope)`, "There is no event data store 'nope'."],
    [`${store} EXCEPT SELECT eventID FROM nope`, "There is no event data store 'nope'."],
  ])("%s", async (table, message) => {
    expect(await refusal(`SELECT * FROM ${table}`)).toContain(`EventDataStoreNotFoundException: ${message}`);
  });
});

test.each([
  ["SELECT * FROM read_csv('/etc/passwd')", "Table function 'read_csv' not registered"],
  ["SELECT main.read_blob('/etc/passwd')", "mismatched input '('"],
  ["SELECT getenv('HOME')", "line 1:8: Function 'getenv' not registered"],
  [
    "SELECT map_agg(1, 2)",
    "the function map_agg is not supported by the sandbox. The sandbox supports less SQL than CloudTrail Lake and Athena, which may run the query.",
  ],
  ["SELECT trino_element_at(ARRAY[1], 1)", "Function 'trino_element_at' not registered"],
  ["SELECT 'a'::varchar", "':' is not allowed in Trino's SQL"],
  ["SELECT 1 FROM my-event-data-store", "line 1:17: mismatched input '-'. Expecting: <EOF>"],
  ["SELECT 'a' ILIKE 'A'", "line 1:18: mismatched input ''A''"],
  [`SELECT * EXCLUDE (eventID) FROM ${store}`, "line 1:10: mismatched input 'EXCLUDE'"],
  [`SELECT DISTINCT ON (eventID) eventID FROM ${store}`, "line 1:17: mismatched input 'ON'"],
  [`SELECT eventID FROM ${store} GROUP BY ALL`, "mismatched input '<EOF>'. Expecting: <expression>"],
  [`SELECT 1 FROM ${store} QUALIFY true`, "mismatched input 'true'"],
  [`SELECT 1 FROM ${store} a SEMI JOIN ${store} b ON true`, "mismatched input 'SEMI'"],
  [
    "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n FROM r) SELECT * FROM r",
    "WITH RECURSIVE is not supported by the sandbox.",
  ],
  ["SELECT current_user", "line 1:8: current_user is not supported by the sandbox."],
  ["SELECT 9223372036854775808", "Invalid numeric literal: 9223372036854775808"],
  ["SELECT 1e400", "Invalid double literal: 1e400"],
  [`SELECT nope FROM ${store}`, "line 1:8: Column 'nope' cannot be resolved"],
  ["SELECT 'abc", "line 1:8: the ' is not closed."],
  ["SELECT 1\nFROM $AWS_EVENT_DATA_STORE_ID", "line 2:6: $AWS_EVENT_DATA_STORE_ID is a placeholder."],
  ["SELECT CAST('192.0.2.1' AS ipaddress)", "the type ipaddress is not supported by the sandbox."],
  [
    "SELECT TIMESTAMP '2023-01-01 00:00:00.123456789'",
    "a time finer than microseconds is not supported by the sandbox.",
  ],
  [
    `SELECT ${"abs(".repeat(1_900)}1${")".repeat(1_900)}`,
    "nested more than 120 levels deep is not supported by the sandbox",
  ],
])("SQL that the sandbox does not support is refused: %s", async (statement, message) => {
  expect(await refusal(statement)).toMatch(/^InvalidQueryStatementException: /);
  expect(await refusal(statement)).toContain(message);
});

test("an invalid time fails the query while the rows are read", async () => {
  expect(await refusal(`SELECT 1 FROM ${store} WHERE eventTime > 'yesterday'`)).toBe(
    "QueryFailed: Value cannot be cast to timestamp: yesterday",
  );
});

describe("a name from the list of the SELECT", () => {
  test.each([
    "SELECT eventData.eventName AS n FROM $ WHERE n = 'x'",
    "SELECT eventData.eventName AS n, count(*) FROM $ GROUP BY n",
    "SELECT eventData.eventName AS n, lower(n) FROM $",
    `SELECT a.eventID AS n FROM $ AS a JOIN "${awsStore}" AS b ON true WHERE n = ''`,
  ])("cannot be used outside of ORDER BY: %s", async (statement) => {
    expect(await refusal(statement.replace("$", store))).toMatch(
      /^InvalidQueryStatementException: line 1:\d+: Column 'n' cannot be resolved: it is a name that this SELECT gives, which only ORDER BY can read$/,
    );
  });

  test.each([
    "SELECT eventData.eventName AS n FROM $ ORDER BY n",
    "SELECT n, count(*) FROM (SELECT eventData.eventName AS n FROM $) GROUP BY n",
    "SELECT eventData.eventTime AS eventTime FROM $ WHERE eventTime > '2023-01-30 22:00:00'",
  ])("can be used in ORDER BY, by its position, and as a column: %s", async (statement) => {
    expect((await lake.query(statement.replace("$", store))).rows).toHaveLength(1);
  });
});
