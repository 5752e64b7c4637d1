import { AthenaClient } from "@aws-sdk/client-athena";
import { S3Client } from "@aws-sdk/client-s3";
import { clientsIn } from "../../../cli/doctor/check";
import { lakeChecks } from "../../../cli/doctor/lakeChecks";
import { askAthena } from "../../../cli/query/askAthena";
import { tableQuery } from "../../../cli/query/tableQuery";
import { type Authorize, allowEverything } from "../../../sandbox/authorization";
import { type LakeOutput, lakeOutput } from "../../../sandbox/integration";
import { type SavedQuery, savedQueries } from "../../../sandbox/lake/savedQueries";
import type { Sandbox } from "../../../sandbox/sandbox";
import { declareStack } from "../../support/declare";
import { operatorClient } from "../../support/operator";
import { type Change, changeInputs, oktaDetails, sendDetails, startTime, withStack } from "../../support/stack";

const okta = { eventSourceName: "aws.partner/okta.com/acme/audit", sink: "s3" };
const github = { eventBusName: "github-audit", pattern: { source: ["github.audit"] }, sink: "s3" };
const configuration = { vendors: { okta, github }, lake: { firstDay: "2026-11-01" } };
const waiting = {
  progress: () => undefined,
  stopped: () => false,
  sleep: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds / 50)),
};

type Work = (sandbox: Sandbox, lake: LakeOutput) => Promise<void>;

/** Runs a function on a stack of two vendors after Okta's events. */
async function withLake(count: number, work: Work, options: { authorize?: Authorize; change?: Change } = {}) {
  const { outputs } = await declareStack(configuration);
  const lake = lakeOutput(outputs);
  if (lake === undefined) throw new Error("The stack has no output lake.");
  await withStack(
    async (stack) => {
      sendDetails(stack, "okta", oktaDetails(count));
      await stack.sandbox.settle();
      await work(stack.sandbox, lake);
    },
    { authorize: allowEverything, existing: { eventBuses: ["github-audit"] }, ...options },
    configuration,
  );
}

const queryNamed = (name: string) => savedQueries().find((one) => one.name === name) as SavedQuery;
const integrations = ["okta", "github"].map((key) => ({ key, vendor: key, lakeBucketName: "any" }));

test("a query of Athena returns texts, page by page to the last row, with its scanned bytes, and fails with its reason", async () => {
  await withLake(1_100, async (sandbox, lake) => {
    const client = new AthenaClient(operatorClient(sandbox));
    const ask = (statement: string) => askAthena(client, { statement, workgroupName: lake.workgroupName }, waiting);
    const statement = tableQuery(queryNamed("events-by-name"), lake, integrations) ?? "";
    const { result, dataScannedInBytes } = await sandbox.athena.query({ statement });
    expect(result.rows.length).toBeGreaterThan(1);
    expect(dataScannedInBytes).toBe(
      sandbox.buckets
        .get(lake.bucketName)
        ?.list()
        .reduce((sum, { bytes }) => sum + bytes, 0),
    );
    const rows = result.rows.map((row) => row.map(String));
    expect(await ask(statement)).toEqual({ columns: result.columns, rows, bytesScanned: dataScannedInBytes });
    const table = `"${lake.databaseName}"."${lake.tableName}"`;
    const all = await ask(`SELECT eventData.UID, eventData.errorCode FROM ${table}`);
    expect(new Set(all.rows.map(([uid]) => uid)).size).toBe(1_100);
    expect(all.rows.some(([, code]) => code === null)).toBe(true);
    await expect(ask("SELECT 1 FROM nowhere.events")).rejects.toThrow(
      "Athena ended the query as FAILED: TABLE_NOT_FOUND: Table 'awsdatacatalog.nowhere.events' does not exist",
    );
    await expect(askAthena(client, { statement, workgroupName: "none" }, waiting)).rejects.toThrow(
      "Athena does not accept the query: InvalidRequestException: WorkGroup none is not found.",
    );
  });
});

test("a time range limits the events by their own time, and the partitions from the day before it", () => {
  const since = Date.parse("2026-11-20T10:00:00Z");
  const place = { databaseName: "d", tableName: "t" };
  const from = (window: object, name = "okta-browsers") =>
    /FROM (\(SELECT \* .*\))/.exec(tableQuery(queryNamed(name), place, integrations, window) ?? "")?.[1];
  expect(from({})).toBe(`(SELECT * FROM "d"."t" WHERE integration IN ('okta'))`);
  expect(from({}, "events-by-name")).toBe(`(SELECT * FROM "d"."t" WHERE integration IN ('github', 'okta'))`);
  expect(from({ since, until: since + 1 })).toBe(
    `(SELECT * FROM "d"."t" WHERE integration IN ('okta') AND day >= '2026-11-19' AND eventTime >= TIMESTAMP '2026-11-20 10:00:00.000' AND eventTime < TIMESTAMP '2026-11-20 10:00:00.001')`,
  );
  expect(tableQuery(queryNamed("auth0-failures"), place, integrations)).toBeUndefined();
  expect(tableQuery(queryNamed("sign-ins-with-aws-sessions"), place, integrations)).toBeUndefined();
  expect(tableQuery(queryNamed("okta-browsers"), place, undefined)).toContain(`(SELECT * FROM "d"."t")`);
});

describe("the doctor", () => {
  /**
   * Returns its results on the lake ten minutes after the last event, by the checked resource and, if any, its
   * integration.
   */
  async function findings(sandbox: Sandbox, lake: LakeOutput, { keys = ["okta"], later = 600_000 } = {}) {
    const settings = operatorClient(sandbox);
    const clients = { ...clientsIn("us-east-1"), athena: new AthenaClient(settings), s3: new S3Client(settings) };
    const found = await lakeChecks(lake, keys, clients, startTime + later);
    return Object.fromEntries(
      found.map(({ vendor = "", subject, status, message, remedy = "" }) => {
        expect(remedy !== "").toBe(status !== "ok");
        return [`${vendor} ${subject}`.trim(), `${status}: ${message}`];
      }),
    );
  }
  const gone = "failure: It is gone, though the stack's state has it.";
  const nothingNew = "warning: There is none of the last 7 days.";

  it("finds no problem in a working lake, reports the age of the newest object, and names missing resources", async () => {
    await withLake(5, async (sandbox, lake) => {
      expect(await findings(sandbox, lake, { keys: ["okta", "github"] })).toEqual({
        bucket: "ok: It exists and can be listed.",
        "object lock": "ok: New objects are kept in governance mode for 2555 days.",
        table: "ok: It has the integrations github, okta, and the days 2026-11-01 to NOW+1DAYS.",
        workgroup: expect.stringMatching(/^ok: It is enabled; a query scans at most [\d,]+ bytes\.$/),
        "okta newest object": expect.stringMatching(
          /^ok: It was written at 2026-11-20T12:\d\d:\d\d\.\d{3}Z, \d+ minutes ago\.$/,
        ),
        "github newest object": nothingNew,
      });
      const eightDays = { later: 8 * 86_400_000 };
      expect(await findings(sandbox, lake, eightDays)).toMatchObject({ "okta newest object": nothingNew });
      const other = { ...lake, bucketName: "other", tableName: "other", workgroupName: "other" };
      expect(await findings(sandbox, other)).toMatchObject({ bucket: gone, table: gone, workgroup: gone });
    });
  });

  it("finds a bucket without retention, and integrations that the table does not project", async () => {
    const noRule = changeInputs("lake/object-lock", () => ({ rule: undefined }));
    const noOkta = changeInputs("lake/table", ({ parameters }) => ({
      parameters: { ...Object(parameters), "projection.integration.values": "github" },
    }));
    const change: Change = (resources) => noOkta(noRule(resources));
    await withLake(
      0,
      async (sandbox, lake) => {
        expect(await findings(sandbox, lake)).toMatchObject({
          "object lock": "failure: It has no default retention: new objects may be deleted.",
          table: "failure: Athena does not find the events of okta: the table does not project them.",
        });
      },
      { change },
    );
  });

  it("reports what it may not check, and what needs a permission of Lake Formation", async () => {
    const refused = new Map<string, string>();
    const authorize: Authorize = ({ action }) => refused.get(action);
    await withLake(
      0,
      async (sandbox, lake) => {
        refused.set("glue:GetTable", "Insufficient Lake Formation permission(s): Required Describe on events");
        refused.set("s3:ListBucket", "not authorized");
        refused.set("athena:GetWorkGroup", "not authorized");
        expect(await findings(sandbox, lake)).toMatchObject({
          bucket: "unknown: AccessDenied: not authorized",
          table:
            "failure: AWS Lake Formation refuses: Insufficient Lake Formation permission(s): Required Describe on events",
          workgroup: "unknown: AccessDeniedException: not authorized",
        });
        refused.set("glue:GetTable", "not authorized to perform: glue:GetTable");
        expect(await findings(sandbox, lake)).toMatchObject({
          table: "unknown: AccessDeniedException: not authorized to perform: glue:GetTable",
        });
      },
      { authorize },
    );
  });
});
