import { execFileSync } from "node:child_process";
import { describeEngine, useEngine } from "../support/engine";

const okta = { eventSourceName: "aws.partner/okta.com/acme/audit", sink: "s3" };
const auth0 = { eventSourceName: "aws.partner/auth0.com/acme/auth0.logs", sink: ["cloudwatch-logs", "s3"] };
const bucket = "partner-audit-dev-lake-123456789012-us-east-1";

/** The resources that stay in the account with their objects. */
const partsOfBucket = [
  ...["bucket", "encryption", "lifecycle", "object-lock", "ownership", "policy", "public-access", "versioning"],
].map((part) => `lake/${part}`);

describeEngine("a bucket whose creation stopped halfway", () => {
  const engine = useEngine();

  it("gets its lock in the next update", async () => {
    engine().failNext("lake/object-lock");
    await expect(engine().up({ okta })).rejects.toThrow("the creation of lake/object-lock was to fail");
    expect(engine().names()).not.toContain("lake/policy");
    const done = await engine().up({ okta });
    expect(done).toEqual(expect.arrayContaining(["create lake/object-lock", "create lake/policy"]));
    expect(done.filter((step) => !step.startsWith("create "))).toEqual([]);
  });
});

describeEngine("the lake of vendors with the sink s3", () => {
  const engine = useEngine();
  const up = async (vendors: object) => [...(await engine().up(vendors))].sort();
  const projection = () => {
    const parameters = Object(engine().resource("lake/table")?.inputs.parameters);
    return [parameters["projection.integration.values"], parameters["projection.day.range"]];
  };
  const today = () => new Date().toISOString().slice(0, 10);
  let created = today();

  it("is deployed with its first vendor, and a second update changes nothing", async () => {
    created = today();
    const done = await up({ okta });
    expect(done.filter((step) => !step.startsWith("create "))).toEqual([]);
    expect(done).toEqual(
      expect.arrayContaining(
        [...partsOfBucket, "lake/database", "lake/table", "lake/workgroup", "lake/queries/okta-browsers"].map(
          (name) => `create ${name}`,
        ),
      ),
    );
    expect(projection()).toEqual(["okta", `${created},NOW+1DAYS`]);
    expect(await up({ okta })).toEqual([]);
    expect((await engine().outputs()).lake?.value).toEqual({
      bucketName: bucket,
      bucketArn: `arn:aws:s3:::${bucket}`,
      databaseName: "partner_audit_dev_lake",
      tableName: "events",
      workgroupName: "partner-audit-dev-lake",
      firstDay: created,
    });
  });

  it("updates to a longer retention in place, and refuses a shorter one, which would hide locked objects", async () => {
    await engine().set("lake", { retentionDays: 3650 });
    expect(await up({ okta })).toEqual(["update lake/lifecycle", "update lake/object-lock"]);
    expect(await up({ okta })).toEqual([]);
    await engine().set("lake", { retentionDays: 365 });
    await expect(engine().stack.preview()).rejects.toThrow(
      "partner-audit:lake.retentionDays: 365 is not allowed; it must be 3650 or more, since the bucket has objects that are locked for 3650 days, and an earlier expiration would hide them behind delete markers",
    );
    await engine().set("lake", { retentionDays: 3650 });
  });

  it("is shared by a second vendor, which changes the table and adds queries", async () => {
    const done = await up({ okta, auth0 });
    const ofLake = done.filter((step) => !/ auth0\//.test(step));
    expect(ofLake).toEqual(["create lake/queries/auth0-failures", "update lake/table"]);
    expect(projection()).toEqual(["auth0,okta", `${created},NOW+1DAYS`]);
  });

  it("refuses, in the preview, the removal of a vendor that has written, unless its key is retired", async () => {
    const objects = ["okta/day=2026-11-03", "okta/day=2026-11-20", "auth0/day=2026-11-05"];
    const keys = objects.map((folder) => `events/integration=${folder}/10-${"ab".repeat(32)}.parquet`);
    engine().setCloud({ ...engine().cloud(), objects: { [bucket]: keys } });
    await engine().setVendors({ auth0 });
    const command = "pulumi config set --path 'partner-audit:lake.retired[0]' okta";
    expect(engine().previewApart()).toContain(
      `partner-audit:lake.retired: lacks "okta", but the bucket ${bucket} has events of it since 2026-11-03: no vendor of that key has the sink s3, so Athena would no longer find them; to keep them visible: ${command}.`,
    );
    await engine().set("lake", { retentionDays: 3650, retired: ["okta"] });
    const done = await up({ auth0 });
    expect(done.filter((step) => !/^delete (okta\/|lake\/queries\/okta-)/.test(step) && !isReplacement(step))).toEqual(
      [],
    );
    expect(projection()).toEqual(["auth0,okta", `${created},NOW+1DAYS`]);
    expect(engine().resource("lake/queries/auth0-failures")?.inputs.query).toContain(
      "integration IN ('auth0', 'okta')",
    );
  });

  it("accepts the vendor again", async () => {
    await engine().set("lake", { retentionDays: 3650 });
    const done = await up({ okta, auth0 });
    expect(done.filter((step) => !/^create (okta\/|lake\/queries\/okta-)/.test(step) && !isReplacement(step))).toEqual(
      [],
    );
    expect(await up({ okta, auth0 })).toEqual([]);
  });

  it("reports removals after alarms are configured", async () => {
    await engine().set("alarms", {});
    const done = await up({ okta, auth0 });
    expect(done).toEqual(expect.arrayContaining(["create alarm-topic", "create lake/notification"]));
    expect(done.filter((step) => !step.startsWith("create "))).toEqual([]);
    expect(engine().resource("lake/notification")?.inputs).toMatchObject({
      bucket,
      topics: [{ topicArn: engine().resource("alarm-topic")?.outputs.arn, events: ["s3:ObjectRemoved:*"] }],
    });
    expect(await up({ okta, auth0 })).toEqual([]);
  });

  it("is protected, and stays in the account with its settings when the stack is destroyed", async () => {
    await expect(engine().stack.destroy()).rejects.toThrow(/lake\/bucket[\s\S]*protect/);
    const urn = "urn:pulumi:dev::partner-audit::partner-audit:index:LakeStorage$aws:s3/bucket:Bucket::lake/bucket";
    const { workspace, name } = engine().stack;
    execFileSync("pulumi", ["state", "unprotect", urn, "--yes", "--stack", name], {
      cwd: workspace.workDir,
      env: { ...process.env, ...workspace.envVars },
      stdio: "pipe",
    });
    await engine().stack.destroy();
    expect([...engine().names()].sort()).toEqual(["auth0/audit-log-group", ...partsOfBucket]);
  });

  it("is adopted by the next stack, which finds the days with events", async () => {
    const kept = engine().resource("lake/object-lock");
    await engine().set("lake", { retentionDays: 3650, retired: ["auth0"] });
    const done = await up({ okta });
    expect(done.filter((step) => !step.startsWith("create "))).toEqual([
      "import lake/bucket",
      "import lake/object-lock",
    ]);
    expect(engine().resource("lake/object-lock")).toEqual(kept);
    expect(projection()).toEqual(["auth0,okta", "2026-11-03,NOW+1DAYS"]);
    expect(await up({ okta })).toEqual([]);
  });

  it("refuses a first day that would hide events, and accepts an earlier one", async () => {
    const lake = { retentionDays: 3650, retired: ["auth0"] };
    await engine().set("lake", { ...lake, firstDay: "2026-11-04" });
    expect(engine().previewApart()).toContain(
      `partner-audit:lake.firstDay: "2026-11-04" is not allowed; it must be 2026-11-03 or earlier, since the bucket ${bucket} has events of okta since that day, which Athena would no longer find.`,
    );
    await engine().set("lake", { ...lake, firstDay: "2026-11-01" });
    expect(await up({ okta })).toEqual(["update lake/table"]);
    expect(projection()).toEqual(["auth0,okta", "2026-11-01,NOW+1DAYS"]);
  });
});

/** Updates that replace a saved query, since Athena cannot change one in place. */
function isReplacement(step: string): boolean {
  return /^(create-replacement|replace|delete-replaced) lake\/queries\/auth0-/.test(step);
}
