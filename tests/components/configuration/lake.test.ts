import * as pulumi from "@pulumi/pulumi";
import { channelArn, okta as lakeOkta, parse, problemsOf } from "./entries";

const okta = { ...lakeOkta, sink: "s3" };
const problems = (lake: object, vendors: object = { okta }, region?: string) =>
  problemsOf(vendors, { lake }, region).map((problem) => problem.replace(/^lake\./, ""));
const key = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

describe("any list of sinks", () => {
  const names = ["cloudtrail-lake", "s3", "cloudwatch-logs"] as const;
  const lists = names.flatMap((one) => [
    [one],
    ...names
      .filter((other) => other !== one)
      .flatMap((other) => {
        const last = names.filter((name) => name !== one && name !== other);
        return [
          [one, other],
          [one, other, ...last],
        ];
      }),
  ]);

  it.each(lists)("is accepted: %s %s %s", (...given) => {
    const sink = given.filter((name) => name !== undefined);
    const { settings, channel } = parse({ okta: { ...okta, sink } }).integrations.okta ?? {};
    expect(settings?.sink).toEqual(sink);
    expect(channel?.kind).toBe(sink.includes("cloudtrail-lake") ? "own" : "none");
    expect(settings?.auditLogRetentionDays).toBe(sink.includes("cloudwatch-logs") ? 2557 : undefined);
  });
});

describe("a vendor with the sink s3", () => {
  it("has no channel, no store and no log group", () => {
    expect(
      problemsOf({ okta: { ...okta, channel: channelArn, retentionDays: 90, auditLogRetentionDays: 365 } }),
    ).toEqual([
      "vendors.okta.channel: has no effect here, since its events do not go to CloudTrail Lake; leave it out",
      "vendors.okta.retentionDays: has no effect here, since its events do not go to CloudTrail Lake; leave it out",
      "vendors.okta.auditLogRetentionDays: has no effect here, since only the sink cloudwatch-logs has a log group of audit events; leave it out",
    ]);
    expect(problemsOf({ okta: { ...okta, encryptionKeys: { auditLogGroup: key } } })).toEqual([
      "vendors.okta.encryptionKeys.auditLogGroup: has no effect here, since only the sink cloudwatch-logs has a log group of audit events; leave it out",
    ]);
  });

  it("needs a batch window for its large batches", () => {
    expect(problemsOf({ okta: { ...okta, batchWindowSeconds: 0 } })).toEqual([
      "vendors.okta.batchWindowSeconds: 0 is not allowed; it must be 1 or more, since a batch of over 10 messages needs a window (batchSize is 10000)",
    ]);
    expect(problemsOf({ okta: { ...okta, batchWindowSeconds: 0, batchSize: 10 } })).toEqual([]);
  });

  it("may be in a Region without CloudTrail Lake, and is not named lake", () => {
    expect(problemsOf({ okta }, {}, "eu-central-2")).toEqual([]);
    expect(problemsOf({ lake: { ...okta, vendor: "okta" } })).toEqual([
      'vendors.lake: "lake" names the bucket, the table and the workgroup that vendors with the sink s3 share; use another key, for example VENDOR-lake',
    ]);
  });
});

describe("a lake", () => {
  it("has a known bucket name before anything is created", () => {
    const bucket = { name: pulumi.output("acme-audit-events") };
    expect(problemsOf({ okta: { ...okta, sink: "s3" } }, { lake: { bucket } })).toEqual([
      "lake.bucket.name: an Output is not allowed; it must be text, since the stack reads the bucket before it makes any resource; for the bucket of another resource, use LakeStorage and integrations instead of createStack",
    ]);
  });

  it("accepts every setting", () => {
    const lake = {
      retentionDays: 36_500,
      lockMode: "compliance",
      complianceAcknowledged: true,
      kmsKeyArn: key,
      breakGlassRoleArns: ["arn:aws:iam::123456789012:role/security/break-glass"],
      retired: ["auth0"],
      firstDay: "2024-02-29",
      scanLimitMegabytes: 10,
    };
    expect(parse({ okta }, { lake }).lake).toEqual(lake);
    expect(problems({ bucket: { name: "acme-audit", accountId: 210987654321, keyArn: key } })).toEqual([]);
    // A stack that no longer writes can still be queried.
    expect(problems({ retired: ["auth0"] }, { okta: lakeOkta })).toEqual([]);
  });

  it.each([
    [{ retentionDays: 0 }, "retentionDays: 0 is not allowed; it must be a whole number of days from 1 to 36500"],
    [{ lockMode: "legal" }, 'lockMode: "legal" is not allowed; it must be one of governance, compliance'],
    [{ firstDay: "2026-02-30" }, 'firstDay: "2026-02-30" is not allowed; it must be a day, YYYY-MM-DD'],
    [{ firstDay: "1 November" }, 'firstDay: "1 November" is not allowed; it must be a day, YYYY-MM-DD'],
    [
      { scanLimitMegabytes: 9 },
      "scanLimitMegabytes: 9 is not allowed; it must be a whole number of MB from 10 to 10000000",
    ],
    [
      { breakGlassRoleArns: ["arn:aws:iam::123456789012:user/root"] },
      'breakGlassRoleArns.0: "arn:aws:iam::123456789012:user/root" is not allowed; it must be the ARN of an IAM role, arn:aws:iam::ACCOUNT:role/NAME',
    ],
    [
      { kmsKeyArn: key.replace("key/", "alias/") },
      `kmsKeyArn: "${key.replace("key/", "alias/")}" is not allowed; it must be the ARN of a KMS key, arn:aws:kms:REGION:ACCOUNT:key/ID, not of an alias: a grant on an alias lets no one use its key`,
    ],
    [
      { kmsKeyArn: key.replace("us-east-1", "eu-west-1") },
      `kmsKeyArn: "${key.replace("us-east-1", "eu-west-1")}" is not allowed; it must be a key of the stack's Region, us-east-1`,
    ],
    [
      { retired: ["Okta"] },
      'retired.0: "Okta" is not allowed; it must be the key of a vendor that wrote to the bucket',
    ],
    [
      { bucket: { name: "Acme" } },
      'bucket.name: "Acme" is not allowed; it must be the name of a bucket, of lower-case letters, digits, . and -',
    ],
    [
      { bucket: { name: "acme-audit", accountId: "12" } },
      'bucket.accountId: "12" is not allowed; it must be an account id of 12 digits, in quotes where it begins with 0',
    ],
    [
      { bucket: { name: "acme-audit" }, retentionDays: 30, kmsKeyArn: key },
      "retentionDays: has no effect here, since this stack does not manage an existing bucket; leave it out",
      "kmsKeyArn: has no effect here, since this stack does not manage an existing bucket; leave it out",
    ],
    [
      { lockMode: "compliance" },
      "complianceAcknowledged: must be true with lockMode: compliance, since no one, not even AWS, can delete an object before its retention ends, even if it contains personal data; set it to true, or use lockMode: governance",
    ],
    [
      { complianceAcknowledged: true },
      "complianceAcknowledged: has no effect here, since lockMode is governance, which can be undone; leave it out",
    ],
    [
      { retention: 30 },
      'retention: "retention" is not a known key; did you mean retentionDays? Known: bucket, retentionDays, lockMode, complianceAcknowledged, kmsKeyArn, breakGlassRoleArns, retired, firstDay, scanLimitMegabytes',
    ],
  ])("reports %j", (lake, ...expected) => {
    expect(problems(lake)).toEqual(expected);
  });

  it("is refused if no vendor writes or has written to it", () => {
    expect(problems({ retentionDays: 30 }, { okta: lakeOkta })).toEqual([
      "lake: has no effect here, since no vendor has the sink s3 and retired names no key that wrote; leave it out, or set a vendor's sink: pulumi config set --path partner-audit:vendors.okta.sink s3",
    ]);
  });
});
