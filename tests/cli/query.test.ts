import { formatAnswer } from "../../cli/query/format";
import { placeOnAws } from "../../cli/query/placeOnAws";
import { type Asked, querySandbox } from "../../cli/query/querySandbox";
import type { Sink } from "../../components/integration/sinks";
import { type SavedQuery, savedQueries, type Window } from "../../sandbox/lake/savedQueries";
import { runCommand } from "../support/command";
import { oktaAlone, stackOf } from "../support/declare";
import { oneVendorStack } from "../support/oneVendorStack";
import { program } from "../support/program";

const stack = oneVendorStack("query-test");
afterAll(stack.remove);

function ask(name: string, window: Window, vendors: object, asked: Asked = {}) {
  const query = savedQueries().find((one) => one.name === name) as SavedQuery;
  return querySandbox(stackOf({ vendors }), program, query, asked, window);
}

describe("npm run query", () => {
  it("lists the queries with their descriptions", async () => {
    const { exitCode, stdout } = await runCommand("query", []);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      savedQueries()
        .map(({ name, answers }) => `${name}\n  ${answers}\n`)
        .join(""),
    );
  });

  it("queries the sandbox, for one vendor and a time range", async () => {
    const commandLine = ["okta-session-starts", "--stack", stack.name, "--vendor", "okta", "--format", "json"];
    const { exitCode, stdout, stderr } = await runCommand("query", [...commandLine, "--since", "2020-01-01"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const { name, columns, rows } = JSON.parse(stdout);
    expect({ name, columns }).toEqual({ name: "okta-session-starts", columns: ["quarterHour", "started", "failed"] });
    expect(rows.length).toBeGreaterThan(0);
    const until = { until: Date.parse("2020-01-02") };
    expect(await ask("okta-session-starts", until, oktaAlone)).toEqual({ columns, rows: [] });
  });

  it("queries the log group of a vendor whose events are only in CloudWatch Logs", async () => {
    const inLogs = { okta: { ...oktaAlone.okta, sink: "cloudwatch-logs" } };
    const { columns, rows } = await ask("okta-failed-sign-ins", { since: Date.parse("2020-01-01") }, inLogs);
    expect(columns.join(" ")).toBe("user sourceIPAddress errorCode failures earliest latest");
    expect(rows.length).toBeGreaterThan(0);
    const late = await ask("okta-failed-sign-ins", { until: Date.parse("2020-01-02") }, inLogs);
    expect(late).toEqual({ columns, rows: [] });
  });
});

describe("npm run query of the table in S3", () => {
  it("runs if the sink is named or no event goes to CloudTrail Lake; joins with AWS's own events do not run", async () => {
    const inBoth = { okta: { ...oktaAlone.okta, sink: ["cloudtrail-lake", "s3"] } };
    const inTable = await ask("okta-browsers", {}, inBoth, { sink: "s3" });
    expect(inTable.columns).toEqual(["browser", "sessions", "people"]);
    expect(inTable.rows.length).toBeGreaterThan(0);
    expect(inTable.bytesScanned).toBeGreaterThan(0);
    const inS3 = { okta: { ...oktaAlone.okta, sink: "s3" } };
    await expect(ask("sign-ins-with-aws-sessions", {}, inS3)).rejects.toThrow(
      "sign-ins-with-aws-sessions joins AWS's own events, which the table in S3 does not have: query CloudTrail Lake, with --store.",
    );
  });

  const region = "us-east-1";
  const [url, functionName, logGroupName] = ["https://queue", "forwarder", "/log"];
  const queues = { queueArn: "arn", queueUrl: url, deadLetterQueueUrl: url, functionName, logGroupName };
  const ofOkta = {
    vendor: "okta",
    eventDataStoreArn: `arn:aws:cloudtrail:${region}:123456789012:eventdatastore/00000000-0000-4000-8000-000000000001`,
    channelArn: `arn:aws:cloudtrail:${region}:123456789012:channel/c`,
    lakeBucketName: "bucket",
    auditLogGroupName: "/audit/okta",
    deliveries: { "cloudtrail-lake": queues, s3: queues, "cloudwatch-logs": queues },
  };
  const { eventDataStoreArn, channelArn: _channelArn, ...withoutStore } = ofOkta;
  const ruleArn = `arn:aws:events:${region}:123456789012:rule/r`;
  const outputs = {
    okta: ofOkta,
    emea: { ...withoutStore, ruleArn },
    logs: { vendor: "okta", auditLogGroupName: "/audit/logs" },
  };
  const place = { bucketName: "bucket", bucketArn: "arn:aws:s3:::bucket", firstDay: "2026-11-01" };
  const lake = { ...place, databaseName: "d", tableName: "events", workgroupName: "w" };

  const placeOf = (vendor: string, sink?: Sink) =>
    placeOnAws({ vendor, "on-aws": true }, sink, { vendors: async () => outputs, lake: async () => lake });

  it("uses the stack's outputs: the event data store first, then the table, then the log group, unless a sink is named", async () => {
    const inTable = (key: string) => ({
      ...{ sink: "s3", table: lake, workgroupName: "w", region },
      integrations: [{ key, vendor: "okta", lakeBucketName: "bucket" }],
    });
    expect(await placeOf("okta")).toEqual({ sink: "cloudtrail-lake", storeArn: eventDataStoreArn });
    expect(await placeOf("okta", "s3")).toEqual(inTable("okta"));
    expect(await placeOf("okta", "cloudwatch-logs")).toMatchObject({ logGroupName: "/audit/okta" });
    expect(await placeOf("emea")).toEqual(inTable("emea"));
    expect(await placeOf("logs")).toMatchObject({ sink: "cloudwatch-logs", logGroupName: "/audit/logs" });
    await expect(placeOf("emea", "cloudtrail-lake")).rejects.toThrow(
      "emea has no sink cloudtrail-lake in the stack's outputs; it has cloudtrail-lake, s3, cloudwatch-logs.",
    );
  });

  it.each([
    [{ table: "events", workgroup: "w" }, '--table must be DATABASE.TABLE, as Athena names it; it is "events".'],
    [{ table: "d.events" }, "--table needs --workgroup, the Athena workgroup that the query runs in."],
    [
      { table: "d.events", workgroup: "w", vendor: "okta" },
      "--table queries every integration; --vendor goes with --on-aws.",
    ],
  ])("fails with %j", async (options, message) => {
    await expect(placeOnAws({ "on-aws": false, ...options }, undefined)).rejects.toThrow(message);
  });
});

describe("a result as CSV", () => {
  it("quotes the values that need it, and neutralizes formulas in events", () => {
    const rows = [
      ['say "hi", Ada', null, 3],
      ["=HYPERLINK(1)", ["a"], "-1"],
    ];
    expect(formatAnswer("q", { columns: ["a", "b", "c"], rows }, "csv")).toBe(
      `a,b,c\r\n"say ""hi"", Ada",,3\r\n'=HYPERLINK(1),"[""a""]",'-1`,
    );
  });
});
