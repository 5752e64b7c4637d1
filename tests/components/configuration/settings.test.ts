import { channelArn, clumio, okta, parse, problemsOf } from "./entries";

describe("sinks", () => {
  it.each([
    ["cloudwatch-logs", { kind: "none" }],
    [["cloudwatch-logs"], { kind: "none" }],
    ["cloudtrail-lake", { kind: "own", stores: [{ kind: "own", settings: {} }] }],
    [["cloudwatch-logs", "cloudtrail-lake"], { kind: "own", stores: [{ kind: "own", settings: {} }] }],
  ])("%j determine the channel", (sink, channel) => {
    expect(parse({ okta: { ...okta, sink } }).integrations.okta?.channel).toEqual(channel);
  });

  it("exclude keys without effect", () => {
    expect(problemsOf({ okta: { ...okta, sink: "cloudwatch-logs", retentionDays: 90, channel: channelArn } })).toEqual([
      "vendors.okta.retentionDays: has no effect here, since its events do not go to CloudTrail Lake; leave it out",
      "vendors.okta.channel: has no effect here, since its events do not go to CloudTrail Lake; leave it out",
    ]);
    expect(problemsOf({ okta: { ...okta, auditLogRetentionDays: 365 } })).toEqual([
      "vendors.okta.auditLogRetentionDays: has no effect here, since only the sink cloudwatch-logs has a log group of audit events; leave it out",
    ]);
  });

  it("allow the retention periods that CloudWatch Logs lists", () => {
    expect(problemsOf({ okta: { ...okta, sink: "cloudwatch-logs", auditLogRetentionDays: 2555 } })[0]).toMatch(
      /^vendors\.okta\.auditLogRetentionDays: 2555 is not allowed; it must be a number of days that AWS lists \(the nearest is 2557\)/,
    );
    expect(problemsOf({ okta: { ...okta, rawLogGroup: { retentionDays: 100 } } })[0]).toMatch(
      /^vendors\.okta\.rawLogGroup\.retentionDays: 100 is not allowed; .*the nearest is 90/,
    );
  });

  it("allow a Region without CloudTrail Lake if no event goes there", () => {
    const logs = { okta: { ...okta, sink: "cloudwatch-logs" } };
    expect(problemsOf(logs, {}, "eu-central-2")).toEqual([]);
    expect(problemsOf({ ...logs, clumio }, {}, "eu-central-2")[0]).toMatch(
      /^aws:region: "eu-central-2" is not allowed; .*; elsewhere audit events can go to S3 \(sink: s3\) or CloudWatch Logs \(sink: cloudwatch-logs\)$/,
    );
  });
});

describe("the dashboards' configuration", () => {
  it("has both dashboards by default, and is undefined if absent", () => {
    expect(parse({ okta }).dashboards).toBeUndefined();
    expect(parse({ okta }, { dashboards: {} }).dashboards).toEqual({ lake: true, logs: true });
    const said = { lake: true, logs: false, refreshHours: 24 };
    expect(parse({ okta }, { dashboards: said }).dashboards).toEqual(said);
  });

  it.each([
    [
      "an hour that CloudTrail does not list",
      { refreshHours: 5 },
      "dashboards.refreshHours: 5 is not allowed; it must be a number of hours that AWS lists (the nearest is 6): 1, 6, 12, 24",
    ],
    [
      "a refresh of nothing",
      { lake: false, refreshHours: 6 },
      "dashboards.refreshHours: has no effect here, since only dashboards of CloudTrail Lake are refreshed by a schedule; leave it out",
    ],
    [
      "dashboards of nothing",
      { lake: false, logs: false },
      "dashboards: shows nothing, since lake and logs are both false; leave it out",
    ],
  ])("refuses %s and reports what is allowed", (_name, dashboards, problem) => {
    expect(problemsOf({ okta }, { dashboards })).toEqual([problem]);
  });
});

const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:salt-AbCdEf";

const saltKeyArn = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

describe("privacy", () => {
  it("requires a salt for hashes, and allows one only for hashes", () => {
    expect(problemsOf({ okta: { ...okta, privacy: { hash: ["actor.id"] } } })).toEqual([
      "vendors.okta.privacy.saltSecretArn: is missing; a hash without a salt can be undone by trying names, so name the Secrets Manager secret that holds one",
    ]);
    const salt = { saltSecretArn: secretArn, saltKeyArn };
    expect(problemsOf({ okta: { ...okta, privacy: { mask: ["actor.id"], ...salt } } })).toEqual([
      "vendors.okta.privacy.saltSecretArn: has no effect here, since nothing is hashed; leave it out",
      "vendors.okta.privacy.saltKeyArn: has no effect here, since nothing is hashed; leave it out",
    ]);
    expect(problemsOf({ okta: { ...okta, privacy: { hash: ["actor.id"], ...salt } } })).toEqual([]);
  });

  it.each([
    [{ drop: "actor.id" }, /privacy\.drop: "actor\.id" is not allowed; it must be a list of dotted paths/],
    [{ mask: ["actor..id"] }, /privacy\.mask\.0: "actor\.\.id" is not allowed; it must be a dotted path/],
    [{ remove: ["a"] }, /privacy\.remove: "remove" is not a known key/],
    [
      { hash: ["a"], saltSecretArn: "my-salt" },
      /privacy\.saltSecretArn: "my-salt" is not allowed; it must be the ARN of a Secrets Manager secret/,
    ],
  ])("refuses %j", (privacy, message) => {
    expect(problemsOf({ okta: { ...okta, privacy } })[0]).toMatch(message);
  });
});
