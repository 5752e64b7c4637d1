import { detailOfFinding, messageOfFinding, techniqueLinks } from "../../../functions/detector/findings/findingMessage";
import { findingOf, type RuleFinding, type ScanRow } from "../../../functions/detector/findings/ruleFinding";
import type { ScanStore } from "../../../functions/detector/scan/scanStore";
import { failedSignIns } from "./rules";

const rule = failedSignIns(10, 600);
const time = (text: string) => Date.parse(`2026-11-20T${text}Z`);
const finding: RuleFinding = {
  id: "a",
  rule,
  integration: "okta",
  actor: "ada@example.com",
  action: "user.session.start",
  target: "",
  sourceIPAddress: "203.0.113.7",
  count: 12,
  first: time("10:00:00"),
  last: time("10:05:00"),
  uids: ["u1", "u2"],
};
const storeId = "11111111-2222-4333-8444-555555555555";
const lake: ScanStore = {
  kind: "lake",
  eventDataStoreArn: `arn:aws:cloudtrail:eu-west-1:123456789012:eventdatastore/${storeId}`,
};
const logs: ScanStore = { kind: "logs", logGroupName: "/partner-audit/okta" };
const athena: ScanStore = { kind: "athena", workgroup: "lake", database: "audit", table: "events" };

describe("a finding as text", () => {
  it("names event, actor, time and address, the technique, and a query for the store", () => {
    expect(messageOfFinding(finding, lake, "us-east-1")).toEqual({
      subject: "[medium] Okta sign-ins fail many times: okta",
      text: `One person failed to sign in to Okta many times.

Rule: okta_failed_sign_ins (medium)
Actor: ada@example.com
Action: user.session.start
Target: (not known)
Address: 203.0.113.7
Events: 12
Time: 2026-11-20T10:00:00Z to 2026-11-20T10:05:00Z
MITRE ATT&CK: https://attack.mitre.org/techniques/T1110/001/
False positives: Administrators who set up an integration

To investigate, open CloudTrail Lake, query editor:
https://eu-west-1.console.aws.amazon.com/cloudtrailv2/home?region=eu-west-1#/lake
SELECT * FROM "${storeId}" WHERE eventTime >= TIMESTAMP '2026-11-20 09:30:00.000' AND eventTime <= TIMESTAMP '2026-11-20 10:35:00.000' AND (eventData.UID IN ('u1', 'u2') OR eventData.sourceIPAddress = '203.0.113.7') ORDER BY eventTime`,
    });
  });

  it("states the total number of findings, and earlier reports", () => {
    const flood = { ...finding, flood: { listed: 100, of: 1_001 }, reportedBefore: 6 };
    const { text } = messageOfFinding(flood, lake, "us-east-1");
    expect(text).toContain("This rule has 1001 findings; the first 100 are reported individually.");
    expect(text).toContain("6 of these events were reported before.");
  });

  it("names the rule's temporary suppressions, one per line", () => {
    const suppressions = [
      { until: "2026-12-31", reason: "The help desk\nmoves everybody" },
      { until: "2027-01-31", reason: "A test of ours" },
    ];
    const { text } = messageOfFinding({ ...finding, rule: { ...rule, suppressions } }, lake, "us-east-1");
    expect(text).toContain(`False positives: Administrators who set up an integration
Excluded until 2026-12-31: The help desk moves everybody
Excluded until 2027-01-31: A test of ours

To investigate`);
  });

  it("keeps hostile text on one line, and out of the query", () => {
    const hostile = {
      ...finding,
      actor: `eve\r\n\r\nAddress: nobody\u202e${"x".repeat(4_000)}`,
      sourceIPAddress: "1.2.3.4' OR '1'='1",
      uids: ["u'1", 'u"2', "u3"],
    };
    const { text } = messageOfFinding(hostile, lake, "us-east-1");
    expect(text.split("\n")).toHaveLength(15);
    expect(text).toContain("AND (eventData.UID IN ('u3')) ORDER BY");
    const { subject } = messageOfFinding(
      { ...finding, rule: { ...rule, title: `é\n${"x".repeat(200)}` } },
      lake,
      "us-east-1",
    );
    expect([subject.length, subject.slice(0, 12)]).toEqual([100, "[medium] ??x"]);
  });
});

describe("a query for the investigation", () => {
  const lookUp = (store: ScanStore, region: string) => Object(detailOfFinding(finding, store, region)).lookUp;

  // CloudWatch Logs User Guide, SOURCE: "supported only in the AWS CLI and API", so the log group's name is separate.
  it("of a log group runs in Logs Insights, without SOURCE", () => {
    expect(lookUp(logs, "us-gov-west-1")).toEqual({
      place: "CloudWatch Logs Insights, log group /partner-audit/okta, from 2026-11-20T09:30:00Z until now",
      console:
        "https://us-gov-west-1.console.amazonaws-us-gov.com/cloudwatch/home?region=us-gov-west-1#logsV2:logs-insights",
      query:
        'fields @message | filter eventTime >= "2026-11-20T09:30:00Z" and eventTime <= "2026-11-20T10:35:00Z" and (UID in ["u1", "u2"] or sourceIPAddress = "203.0.113.7") | sort eventTime asc',
    });
  });

  it("of the table in S3 runs in Athena, and reads only the integration's days", () => {
    expect(lookUp(athena, "cn-north-1")).toEqual({
      place: "Athena, query editor, workgroup lake",
      console: "https://cn-north-1.console.amazonaws.cn/athena/home?region=cn-north-1#/query-editor",
      query: `SELECT * FROM "audit"."events" WHERE integration = 'okta' AND day >= '2026-11-19' AND eventTime >= TIMESTAMP '2026-11-20 09:30:00.000' AND eventTime <= TIMESTAMP '2026-11-20 10:35:00.000' AND (eventData.UID IN ('u1', 'u2') OR eventData.sourceIPAddress = '203.0.113.7') ORDER BY eventTime`,
    });
  });
});

describe("a finding as JSON", () => {
  it("has the columns of a finding, by name", () => {
    expect(detailOfFinding(finding, logs, "us-east-1")).toMatchObject({
      rule: "okta_failed_sign_ins",
      level: "medium",
      actor: "ada@example.com",
      action: "user.session.start",
      sourceIPAddress: "203.0.113.7",
      count: 12,
      first: "2026-11-20T10:00:00Z",
      last: "2026-11-20T10:05:00Z",
      uids: ["u1", "u2"],
      techniques: ["https://attack.mitre.org/techniques/T1110/001/"],
      suppressions: [],
    });
    const suppressions = [{ until: "2026-12-31", reason: "A test of ours" }];
    expect(detailOfFinding({ ...finding, rule: { ...rule, suppressions } }, logs, "us-east-1")).toMatchObject({
      suppressions,
    });
  });

  // Amazon EventBridge User Guide, "Calculating PutEvents event entry size": an entry has less than 256 KB; Amazon SNS: so has a message.
  it("stays below the size limits of an entry and a message, with any content", () => {
    const long = "\u0001".repeat(50_000);
    const rows = Array.from(
      { length: 1_000 },
      (_, index): ScanRow => ({
        rule: rule.name,
        integration: "okta",
        uid: `${index} ${"\u0001".repeat(2_000)}`,
        eventTime: time("10:00:00") + index,
        actor: `${index}${long}`,
        action: `${index}${long}`,
        target: `${index}${long}`,
        sourceIPAddress: `${index}${long}`,
      }),
    );
    const burst = { id: "a", group: "g", rows, first: 0, last: 1, count: 1_000 };
    const suppressions = Array.from({ length: 1_000 }, () => ({ until: long, reason: long }));
    const large = findingOf({ ...rule, description: long, suppressions }, "okta", burst);
    expect(Buffer.byteLength(JSON.stringify(detailOfFinding(large, lake, "us-east-1")))).toBeLessThan(256_000);
    expect(Buffer.byteLength(messageOfFinding(large, lake, "us-east-1").text)).toBeLessThan(256_000);
    expect(large.actor.endsWith("and 997 more")).toBe(true);
  });
});

// https://attack.mitre.org/techniques/T1110/001/ is "Brute Force: Password Guessing".
test("techniques are linked, and tactics are not", () => {
  expect(techniqueLinks(["attack.t1110.001", "attack.T1078", "attack.persistence", "cve.2021-1"])).toEqual([
    "https://attack.mitre.org/techniques/T1110/001/",
    "https://attack.mitre.org/techniques/T1078/",
  ]);
});
