import { describeEngine, useEngine } from "../support/engine";

const eventSourceName = "aws.partner/okta.com/acme/audit";
const logGroupName = "/partner-audit/partner-audit-dev_okta";
const okta = { okta: { eventSourceName, sink: "cloudwatch-logs", auditLogRetentionDays: 365 } };
/**
 * Replaces okta, since a stack without a vendor is refused. An up that fails declares only one vendor, so nothing else
 * is in progress.
 */
const others = { auth0: { eventSourceName: "aws.partner/auth0.com/acme/audit", sink: "cloudwatch-logs" } };
const returned = { okta: { ...okta.okta, auditLogRetentionDays: 731 } };
const adopted = { okta: { ...returned.okta, auditLogGroup: { import: logGroupName } } };

const ofLogGroup = (steps: readonly string[]) => steps.filter((step) => step.endsWith(" okta/audit-log-group"));

describeEngine("the log group of audit events from an earlier deployment", () => {
  const engine = useEngine();
  const logGroups = () =>
    engine()
      .cloud()
      .resources.filter(({ inputs }) => inputs.name === logGroupName);

  it("is adopted when its vendor returns or the stack is deployed again, and accepts a changed retention afterwards", async () => {
    engine().failNext("okta/audit-log-group");
    await expect(engine().up(okta)).rejects.toThrow("okta/audit-log-group was to fail");
    expect(engine().cloud().resources).toEqual([]);
    await engine().up(okta);
    const [first] = logGroups();
    await engine().up(others);
    expect(logGroups()).toEqual([first]);

    await expect(engine().up(returned)).rejects.toThrow(
      `pulumi config set --path partner-audit:vendors.okta.auditLogGroup.import ${logGroupName}`,
    );
    expect(engine().printed()).toContain("ResourceAlreadyExistsException");
    expect(ofLogGroup(await engine().up(adopted))).toEqual(["import okta/audit-log-group"]);
    expect(logGroups()).toEqual([first]);
    expect(ofLogGroup(await engine().up(adopted))).toEqual([]);
    expect(ofLogGroup(await engine().up(returned))).toEqual(["update okta/audit-log-group"]);
    expect(logGroups().map(({ inputs }) => inputs.retentionInDays)).toEqual([731]);

    await engine().stack.destroy();
    expect([...engine().names()].sort()).toEqual(["auth0/audit-log-group", "okta/audit-log-group"]);
    expect(ofLogGroup(await engine().up(adopted))).toEqual(["import okta/audit-log-group"]);
    expect(logGroups()).toHaveLength(1);

    const absent = "/partner-audit/partner-audit-dev_emea";
    const emea = {
      ...adopted.okta,
      eventSourceName: `${eventSourceName}-emea`,
      vendor: "okta",
      auditLogGroup: { import: absent },
    };
    await expect(engine().up({ emea })).rejects.toThrow(`resource '${absent}' does not exist`);
  });
});
