import { setTimeout as sleep } from "node:timers/promises";
import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetTableMetadataCommand,
  GetWorkGroupCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
  type StartQueryExecutionCommandInput,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { createAthenaHandler } from "../../../sandbox/athena/endpoint";
import type { Workgroup } from "../../../sandbox/athena/endpointOptions";
import { createGateway } from "../../../sandbox/gateway";
import { type HttpListener, listen } from "../../../sandbox/http";
import { awsError } from "../../../sandbox/protocol/awsError";
import { onTable, openTable, partnerEvents, writtenAt } from "./openTable";

type OpenTable = Awaited<ReturnType<typeof openTable>>;
type Refusal = (action: string, resource: string, context?: Readonly<Record<string, string>>) => boolean;

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
const workgroup: Workgroup = {
  name: "partner-audit-dev-lake",
  arn: "arn:aws:athena:us-east-1:123456789012:workgroup/partner-audit-dev-lake",
  isEnabled: true,
  hasManagedResults: true,
  scanLimitBytes: 10_485_760,
};
const workgroups = new Map(
  [
    workgroup,
    { ...workgroup, name: "disabled", isEnabled: false },
    { ...workgroup, name: "without-results", hasManagedResults: false },
    { ...workgroup, name: "one-byte", scanLimitBytes: 1 },
  ].map((one) => [one.name, one]),
);

let lake: OpenTable;
let gateway: HttpListener;
let client: AthenaClient;
let refuses: Refusal = () => false;

beforeAll(async () => {
  lake = await openTable();
  const handler = createAthenaHandler({
    athena: lake.athena,
    tables: [lake.table],
    workgroups,
    now: () => writtenAt,
    signature: { now: () => new Date(), secretFor: () => credentials.secretAccessKey },
    refusal: (_caller, action, resource, context) =>
      refuses(action, resource, context)
        ? awsError(
            "AccessDeniedException",
            `User: caller is not authorized to perform: ${action} on resource: ${resource}`,
          )
        : undefined,
  });
  gateway = await listen(createGateway({ athena: handler }));
  client = new AthenaClient({ region: "us-east-1", endpoint: gateway.url, credentials, maxAttempts: 1 });
  lake.write("okta", writtenAt, partnerEvents({}, { errorCode: "x", requestParameters: { b: "2", a: 1 } }));
  lake.write("okta", writtenAt - 24 * 60 * 60 * 1_000, partnerEvents({ eventName: "earlier" }));
});
afterAll(async () => {
  client.destroy();
  await gateway.close();
  await lake.close();
});
beforeEach(() => {
  refuses = () => false;
});

const table = "$TABLE";

async function ask(statement: string, changes: Partial<StartQueryExecutionCommandInput> = {}) {
  const QueryString = statement.replaceAll(table, onTable('"$PARTNER_EVENT_DATA_STORE_ID"', lake.table));
  const { QueryExecutionId = "" } = await client.send(
    new StartQueryExecutionCommand({ QueryString, WorkGroup: workgroup.name, ...changes }),
  );
  for (;;) {
    const { QueryExecution: execution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    if (execution?.Status?.State !== "RUNNING") {
      return { QueryExecutionId, execution: execution as QueryExecution };
    }
    await sleep(5);
  }
}

async function rowsOf(statement: string) {
  const { QueryExecutionId, execution } = await ask(statement);
  expect(execution.Status?.StateChangeReason).toBeUndefined();
  const { ResultSet } = await client.send(new GetQueryResultsCommand({ QueryExecutionId }));
  return {
    types: ResultSet?.ResultSetMetadata?.ColumnInfo?.map(({ Type }) => Type),
    rows: ResultSet?.Rows?.map(({ Data }) => Data?.map(({ VarCharValue }) => VarCharValue)),
  };
}

async function failureOf(statement: string, changes?: Partial<StartQueryExecutionCommandInput>) {
  const { State, StateChangeReason, AthenaError } = (await ask(statement, changes)).execution.Status ?? {};
  if (State === "FAILED") {
    expect(AthenaError).toEqual({ ErrorCategory: 2, Retryable: false, ErrorMessage: StateChangeReason });
  }
  return `${State} ${StateChangeReason}`;
}

describe("a query that succeeds", () => {
  test("returns its columns' names as the first row, and every value as a text", async () => {
    // Forms: Amazon Athena User Guide, "Data types in Amazon Athena"; Java SE, Double.toString, AbstractMap.toString.
    const statement = `SELECT count(*) AS n, max(eventTime) AS latest, 1.5e0 AS d, 2e10 AS big, true AS yes, date(max(eventTime)) AS day,
      max(eventData.errorMessage) AS missing, ARRAY[1, 2] AS list, CAST(1 AS double) AS one FROM ${table}`;
    expect(await rowsOf(statement)).toEqual({
      types: ["bigint", "timestamp", "double", "double", "boolean", "date", "varchar", "array", "double"],
      rows: [
        ["n", "latest", "d", "big", "yes", "day", "missing", "list", "one"],
        ["3", "2023-01-30 22:22:31.000", "1.5", "2.0E10", "true", "2023-01-30", undefined, "[1, 2]", "1.0"],
      ],
    });
  });

  test("writes maps and rows as Java does, without quotes", async () => {
    const { types, rows } = await rowsOf(
      `SELECT eventData.requestParameters AS parameters, eventData.userIdentity AS who FROM ${table} WHERE eventData.errorCode = 'x'`,
    );
    expect(types).toEqual(["map", "row"]);
    expect(rows?.[1]).toEqual([
      "{b=2, a=1}",
      "{type=User, principalid=00u1, details={alternateId=ada@example.com, displayName=Ada Example}}",
    ]);
  });

  test("is read in pages of at most 1,000 rows, including the names", async () => {
    const numbers = "(SELECT 1 AS x UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4)";
    const product = Array.from({ length: 6 }, (_, index) => `${numbers} AS t${index}`).join(" CROSS JOIN ");
    const { QueryExecutionId } = await ask(`SELECT 1 AS x FROM ${product} LIMIT 1500`);
    const page = (NextToken?: string, MaxResults?: number) =>
      client.send(new GetQueryResultsCommand({ QueryExecutionId, NextToken, MaxResults }));
    const first = await page();
    expect(first.ResultSet?.Rows).toHaveLength(1_000);
    const second = await page(first.NextToken);
    expect(second.ResultSet?.Rows).toHaveLength(501);
    expect(second.NextToken).toBeUndefined();
    expect((await page(undefined, 2)).ResultSet?.Rows).toHaveLength(2);
    await expect(page(undefined, 1_001)).rejects.toMatchObject({ name: "InvalidRequestException" });
    await expect(page("abc")).rejects.toMatchObject({ name: "InvalidRequestException" });
  });
  test("scans only the objects of the partitions that it reads", async () => {
    const [today, yesterday] = lake.bucket
      .list()
      .map(({ bytes }) => bytes)
      .reverse();
    const scanned = async (where: string) =>
      (await ask(`SELECT count(*) FROM ${table}${where}`)).execution.Statistics?.DataScannedInBytes;
    expect(await scanned("")).toBe(Number(today) + Number(yesterday));
    expect(await scanned(" WHERE day >= '2023-01-31'")).toBe(today);
    expect(await scanned(" WHERE day < '2023-01-31' AND integration = 'okta'")).toBe(yesterday);
    expect(await scanned(" WHERE integration = 'another)(''s'")).toBe(0);
    expect(await scanned(" WHERE eventData.eventName = 'earlier'")).toBe(Number(today) + Number(yesterday));
  });

  test("may name the table without its database if the query has one", async () => {
    const named = { QueryExecutionContext: { Database: lake.table.database } };
    expect((await ask("SELECT count(*) FROM events", named)).execution.Status?.State).toBe("SUCCEEDED");
    expect(await failureOf("SELECT count(*) FROM events")).toBe(
      "FAILED TABLE_NOT_FOUND: Table 'awsdatacatalog.events' does not exist",
    );
  });
});

describe("a query that fails", () => {
  const count = `SELECT count(*) FROM ${table}`;

  test.each([
    [
      "SELECT 1 FROM nowhere.events",
      /^FAILED TABLE_NOT_FOUND: Table 'awsdatacatalog\.nowhere\.events' does not exist$/,
    ],
    ["SELECT nothing FROM $TABLE", /^FAILED SYNTAX_ERROR: .*nothing/],
    ["DROP TABLE events", /^FAILED SYNTAX_ERROR: Only SELECT/],
  ])("%s", async (statement, reason) => {
    expect(await failureOf(statement)).toMatch(reason);
  });

  test("scans at most as much as its workgroup allows", async () => {
    expect(await failureOf(count, { WorkGroup: "one-byte" })).toBe("CANCELLED Bytes scanned limit was exceeded");
  });

  /** Amazon Athena User Guide, "Troubleshoot issues in Athena", "Permissions"; "Fine-grained access to databases and tables". */
  test.each([
    [
      "glue:GetDatabase",
      /^FAILED Insufficient permissions to execute the query\. .*glue:GetDatabase on resource: arn:aws:glue:us-east-1:123456789012:catalog$/,
    ],
    [
      "glue:GetTable",
      /^FAILED Insufficient permissions to execute the query\. .*glue:GetTable on resource: arn:aws:glue:us-east-1:123456789012:catalog$/,
    ],
    [
      "s3:GetBucketLocation",
      /^FAILED Permission denied on S3 path: s3:\/\/partner-audit-dev-lake-123456789012-us-east-1\/events\/integration=okta\/day=2023-01-30\/$/,
    ],
    ["s3:ListBucket", /^FAILED Permission denied on S3 path: s3:\/\//],
    [
      "s3:GetObject",
      /^FAILED HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3:\/\/.*\.parquet \(offset=0, length=\d+\): Access Denied/,
    ],
  ])("if the caller may not %s", async (refused, reason) => {
    refuses = (action) => action === refused;
    expect(await failureOf(count)).toMatch(reason);
  });

  test("cannot be read or stopped any more", async () => {
    const { QueryExecutionId } = await ask("SELECT nothing");
    await expect(client.send(new GetQueryResultsCommand({ QueryExecutionId }))).rejects.toMatchObject({
      name: "InvalidRequestException",
      message: "Query did not finish successfully. Final query state: FAILED",
    });
    await client.send(new StopQueryExecutionCommand({ QueryExecutionId }));
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    expect(QueryExecution?.Status?.State).toBe("FAILED");
  });

  test("ends as cancelled if it is stopped before its end", async () => {
    const { QueryExecutionId } = await client.send(
      new StartQueryExecutionCommand({ QueryString: "SELECT 1", WorkGroup: workgroup.name }),
    );
    await client.send(new StopQueryExecutionCommand({ QueryExecutionId }));
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    expect(QueryExecution?.Status?.State).toMatch(/^(CANCELLED|SUCCEEDED)$/);
  });
});

/** Amazon Athena API Reference, StartQueryExecution and GetQueryExecution, InvalidRequestException; "Common Errors", AccessDeniedException. */
describe("a call that Athena refuses", () => {
  test.each([
    [{ WorkGroup: "unknown" }, "InvalidRequestException", "WorkGroup unknown is not found."],
    [{ WorkGroup: "disabled" }, "InvalidRequestException", "WorkGroup disabled is disabled."],
    [{ WorkGroup: "without-results" }, "InvalidRequestException", /^No output location provided\./],
    [{ WorkGroup: undefined }, "InvalidRequestException", /^No output location provided\./],
    [
      { ResultConfiguration: { OutputLocation: "s3://results/" } },
      "InvalidRequestException",
      /does not support this property/,
    ],
    [{ QueryString: "x".repeat(262_145) }, "InvalidRequestException", /262145 characters/],
  ])("%#", async (changes, name, message) => {
    await expect(ask("SELECT 1", changes)).rejects.toMatchObject({
      name,
      message: typeof message === "string" ? message : expect.stringMatching(message),
    });
  });

  test("of a query that does not exist, or by a caller without permission", async () => {
    const unknown = new GetQueryExecutionCommand({ QueryExecutionId: "unknown" });
    await expect(client.send(unknown)).rejects.toMatchObject({ name: "InvalidRequestException" });
    refuses = (action, resource) => action === "athena:StartQueryExecution" && resource === workgroup.arn;
    await expect(ask("SELECT 1")).rejects.toMatchObject({ name: "AccessDeniedException" });
  });

  test("of an operation that it does not emulate", async () => {
    const { ListWorkGroupsCommand } = await import("@aws-sdk/client-athena");
    await expect(client.send(new ListWorkGroupsCommand({}))).rejects.toMatchObject({
      name: "UnknownOperationException",
      message: expect.stringContaining("not supported by the sandbox"),
    });
  });
});

test("the workgroup and the table are described", async () => {
  const { WorkGroup } = await client.send(new GetWorkGroupCommand({ WorkGroup: workgroup.name }));
  expect(WorkGroup).toMatchObject({
    State: "ENABLED",
    Configuration: { BytesScannedCutoffPerQuery: 10_485_760, ManagedQueryResultsConfiguration: { Enabled: true } },
  });
  const metadata = (TableName: string) =>
    client.send(
      new GetTableMetadataCommand({ CatalogName: "AwsDataCatalog", DatabaseName: lake.table.database, TableName }),
    );
  expect((await metadata("events")).TableMetadata).toMatchObject({
    TableType: "EXTERNAL_TABLE",
    PartitionKeys: [{ Name: "integration" }, { Name: "day" }],
    Parameters: { "projection.day.range": "2023-01-01,NOW+1DAYS" },
  });
  await expect(metadata("others")).rejects.toMatchObject({ name: "MetadataException" });
});
