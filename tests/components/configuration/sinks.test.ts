import { channelArn, clumio, okta, parse, problemsOf } from "./entries";

describe("sinks", () => {
  it.each([
    ["cloudwatch-logs", { kind: "none" }],
    [["cloudwatch-logs"], { kind: "none" }],
    ["cloudtrail-lake", { kind: "own", stores: [{ kind: "own", settings: {} }] }],
    [["cloudwatch-logs", "cloudtrail-lake"], { kind: "own", stores: [{ kind: "own", settings: {} }] }],
  ])("%j decide on the channel", (sink, channel) => {
    expect(parse({ okta: { ...okta, sink } }).integrations.okta?.channel).toEqual(channel);
  });

  it("leave out what has no effect with them", () => {
    expect(problemsOf({ okta: { ...okta, sink: "cloudwatch-logs", retentionDays: 90, channel: channelArn } })).toEqual([
      "vendors.okta.retentionDays: has no effect here, since its events go to CloudWatch Logs alone; leave it out",
      "vendors.okta.channel: has no effect here, since its events go to CloudWatch Logs alone; leave it out",
    ]);
    expect(problemsOf({ okta: { ...okta, auditLogRetentionDays: 365 } })).toEqual([
      "vendors.okta.auditLogRetentionDays: has no effect here, since only the sink cloudwatch-logs has a log group of audit events; leave it out",
    ]);
  });

  it("keep as long as CloudWatch Logs lists", () => {
    expect(problemsOf({ okta: { ...okta, sink: "cloudwatch-logs", auditLogRetentionDays: 2555 } })[0]).toMatch(
      /^vendors\.okta\.auditLogRetentionDays: 2555 is not allowed; it must be a number of days that AWS lists \(the nearest is 2557\)/,
    );
    expect(problemsOf({ okta: { ...okta, rawLogGroup: { retentionDays: 100 } } })[0]).toMatch(
      /^vendors\.okta\.rawLogGroup\.retentionDays: 100 is not allowed; .*the nearest is 90/,
    );
  });

  it("allow a Region without the Lake where nothing goes there", () => {
    const logs = { okta: { ...okta, sink: "cloudwatch-logs" } };
    expect(problemsOf(logs, {}, "eu-central-2")).toEqual([]);
    expect(problemsOf({ ...logs, clumio }, {}, "eu-central-2")[0]).toMatch(
      /^aws:region: "eu-central-2" is not allowed; .*; elsewhere audit events can go to CloudWatch Logs \(sink: cloudwatch-logs\)$/,
    );
  });
});
