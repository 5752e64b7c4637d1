import { describeEngine, useEngine } from "../support/engine";

const shared = { eventStore: "identity", rawLogGroup: { retentionDays: 30 } };
const okta = { ...shared, eventSourceName: "aws.partner/okta.com/acme/audit" };
const onelogin = { ...shared, eventSourceName: "aws.partner/onelogin.com/acme/audit" };
const failedSignIns = { "okta-failed-sign-ins": {} };

/** The operations on existing, added and removed resources. */
const withoutCreations = (operations: readonly string[]) =>
  operations.filter((operation) => !operation.startsWith("create ")).sort();

describeEngine("a stack's detections and dashboards on the real engine", () => {
  const engine = useEngine(async (started) => {
    await started.set("eventStores", { identity: {} });
    await started.set("dashboards", { refreshHours: 24 });
    await started.set("detections", { ...failedSignIns, "okta-impersonation": {} });
    await started.setVendors({ okta });
  });

  it("are created, and a second update changes nothing", async () => {
    const done = await engine().up({ okta });
    expect(withoutCreations(done)).toEqual([]);
    expect(done).toEqual(
      expect.arrayContaining([
        "create detections/detector",
        "create detections/table",
        "create identity/dashboard",
        "create identity/dashboard-queries",
        "create identity/dashboard-refresh",
        "create logs-dashboard",
        "create detections/eventStores.identity",
        "create okta/raw-latest-events-query",
      ]),
    );
    expect(await engine().up({ okta })).toEqual([]);
  });

  it("are updated when a vendor is added, CloudTrail Lake's dashboard by replacing it and its policy", async () => {
    const done = withoutCreations(await engine().up({ okta, onelogin }));
    expect(done.filter((step) => !step.includes("identity/dashboard"))).toEqual(["update logs-dashboard"]);
    expect(done.filter((step) => step.startsWith("create-replacement "))).toEqual([
      "create-replacement identity/dashboard",
      "create-replacement identity/dashboard-refresh",
    ]);
  });

  it("change only their function for a new severity", async () => {
    await engine().set("detections", { ...failedSignIns, "okta-impersonation": { severity: "low" } });
    expect(await engine().up({ okta, onelogin })).toEqual(["update detections/detector"]);
  });

  it("keep their schedule when one of several detections is removed, since they share a scan", async () => {
    await engine().set("detections", failedSignIns);
    expect(withoutCreations(await engine().up({ okta, onelogin }))).toEqual(["update detections/detector"]);
  });

  it("are removed with their configuration, and the integrations stay unchanged", async () => {
    await engine().set("detections", {});
    await engine().stack.removeConfig("partner-audit:dashboards");
    const done = await engine().up({ okta, onelogin });
    expect(done.filter((operation) => !operation.startsWith("delete "))).toEqual([]);
    const left = engine().names();
    expect(left.filter((name) => /dashboard|detect|schedule|finding|-query$/.test(name))).toEqual([]);
    expect(left).toEqual(expect.arrayContaining(["identity/event-data-store", "okta/forwarder", "onelogin/forwarder"]));
  });
});
