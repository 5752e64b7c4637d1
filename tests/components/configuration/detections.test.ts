import { findVendor } from "../../../functions/vendors";
import { okta, parse, storeArn } from "./entries";
import { eventSource, inProject, rule } from "./ruleProject";

const scansOf = (detections: unknown, vendors: object = { okta }, others: Record<string, unknown> = {}) =>
  parse(vendors, { detections, ...others }).scans;

describe("valid detections", () => {
  it("run a built-in rule by name, hourly, on every integration of its vendor, with one scan per store", () => {
    const emea = { vendor: "okta", ...eventSource("emea"), channel: "okta" };
    const logs = { vendor: "okta", ...eventSource("logs"), sink: "cloudwatch-logs" };
    const bucket = { vendor: "okta", ...eventSource("bucket"), sink: "s3" };
    const vendors = { okta, "okta-emea": emea, "okta-logs": logs, "okta-bucket": bucket };
    const scans = scansOf({ "okta-impersonation": {} }, vendors);
    expect(Object.keys(scans)).toEqual(["vendors.okta", "vendors.okta-logs.logs", "lake"]);
    expect(scans["vendors.okta"]).toEqual({
      rules: [expect.objectContaining({ name: "okta-impersonation", vendor: "okta", level: "high" })],
      sources: ["okta", "okta-emea"].map((key) => ({
        integration: key,
        vendor: "okta",
        condition: {
          trino: `coalesce(element_at(eventData.additionalEventData, 'integrationName'), '') = '${key}'`,
          insights: "",
        },
      })),
      lateHours: 24,
      scheduleMinutes: 60,
      place: { kind: "lake", integration: "okta" },
    });
    expect(scans["vendors.okta-logs.logs"]?.place).toEqual({ kind: "logs", integration: "okta-logs" });
    expect(scans.lake).toMatchObject({
      sources: [{ integration: "okta-bucket", condition: { trino: "integration = 'okta-bucket'" } }],
      place: { kind: "s3" },
    });
  });

  it("run all built-in rules of a vendor by the vendor's name, and a single rule with the settings of its own entry", () => {
    const detections = { okta: { except: ["okta-policy-changed"] }, "okta-impersonation": { severity: "critical" } };
    const rules = scansOf(detections)["vendors.okta"]?.rules ?? [];
    const names = rules.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(40);
    expect(new Set(names).size).toBe(names.length);
    expect(names).not.toContain("okta-policy-changed");
    expect(rules.filter(({ level }) => level === "critical").map(({ name }) => name)).toContain("okta-impersonation");
  });

  it("share a schedule that divides their intervals, and each rule keeps its own interval", () => {
    const detections = {
      "okta-impersonation": { schedule: "rate(30 minutes)" },
      "okta-policy-changed": { schedule: "rate(45 minutes)" },
    };
    const scan = scansOf(detections)["vendors.okta"];
    expect(scan?.scheduleMinutes).toBe(15);
    expect(scan?.rules.map(({ everyMinutes }) => everyMinutes)).toEqual([30, 45]);
  });

  it("read the integrations that they name in a shared store", () => {
    const emea = { vendor: "okta", ...eventSource("emea"), channel: "okta" };
    const detections = { "okta-impersonation": { integrations: ["okta-emea"] }, "okta-policy-changed": {} };
    const rules = scansOf(detections, { okta, "okta-emea": emea })["vendors.okta"]?.rules ?? [];
    expect(rules.map(({ name, integrations }) => [name, integrations])).toEqual([
      ["okta-impersonation", ["okta-emea"]],
      ["okta-policy-changed", undefined],
    ]);
  });

  it("keep a vendor's rule on the integrations that the rule's own entry does not name", () => {
    const emea = { vendor: "okta", ...eventSource("emea"), channel: "okta" };
    const detections = { okta: {}, "okta-impersonation": { integrations: ["okta-emea"], severity: "critical" } };
    const rules = scansOf(detections, { okta, "okta-emea": emea })["vendors.okta"]?.rules ?? [];
    const both = rules.filter(({ name }) => name === "okta-impersonation");
    expect(both.map(({ level, integrations }) => [level, integrations])).toEqual([
      ["high", ["okta"]],
      ["critical", ["okta-emea"]],
    ]);
  });

  it("find stores by their names in the configuration, and the encryption keys of these", () => {
    const kmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const detections = { "okta-impersonation": {} };
    const own = scansOf(detections, { okta: { ...okta, kmsKeyArn } });
    expect(own["vendors.okta"]?.place).toEqual({ kind: "lake", integration: "okta", keyArn: kmsKeyArn });
    const named = scansOf(
      detections,
      { okta: { ...okta, eventStore: "identity" } },
      { eventStores: { identity: { kmsKeyArn } } },
    );
    expect(named["eventStores.identity"]?.place).toEqual({ kind: "lake", integration: "okta", keyArn: kmsKeyArn });
    const existing = scansOf(detections, { okta: { ...okta, eventStore: storeArn } });
    expect(Object.keys(existing)).toEqual(["eventStore.3f212354-317c-4209-9341-631210ebc1aa"]);
    const bucket = scansOf(
      detections,
      { okta: { ...okta, sink: "s3" } },
      { lake: { kmsKeyArn }, findings: { lateHours: 48 } },
    );
    expect(bucket.lake).toMatchObject({ place: { kind: "s3", keyArn: kmsKeyArn }, lateHours: 48 });
  });

  it("run custom rules from a file or a folder, with placeholders", () => {
    const files = {
      "mine.yml": rule("a.b"),
      "rules/one.yml": rule("c.d"),
      "rules/deep/two.yaml": rule("e.f", ', "actor.alternateId|expand": "%admins%"'),
      "rules/notes.md": "no rule",
    };
    const detections = { mine: { rule: "mine.yml" }, all: { rule: "rules", placeholders: { admins: ["ann", "bob"] } } };
    const rules = inProject(files, () => scansOf(detections))["vendors.okta"]?.rules ?? [];
    expect(rules.map(({ name }) => name)).toEqual(["mine", "two", "one"]);
    expect(rules[1]?.predicates.trino).toMatch(/'ann', 'bob'/);
  });

  it("ignore the rules of a folder for vendors that the stack lacks", () => {
    const github = rule("repo.access")
      .replace("product: okta, service: okta", "product: github, service: audit")
      .replace("eventType", "action");
    const files = { "rules/mine.yml": rule("a.b"), "rules/theirs.yml": github };
    const scans = inProject(files, () => scansOf({ all: { rule: "rules" } }));
    expect(Object.keys(scans)).toEqual(["vendors.okta"]);
    expect(scans["vendors.okta"]?.rules.find(({ name }) => name === "mine")).toBeDefined();
  });

  it("apply a suppression until the end of its last day, and mention it in the rule", () => {
    const suppress = [
      { reason: "new phones", until: "2126-12-31", where: { "actor.alternateId": "mover@example.com" } },
    ];
    const [found] = scansOf({ "okta-mfa-factor-removed": { suppress } })["vendors.okta"]?.rules ?? [];
    expect(found?.suppressions).toEqual([{ reason: "new phones", until: "2126-12-31" }]);
    expect(found?.predicates.trino).toContain("(eventTime < TIMESTAMP '2127-01-01 00:00:00.000')");
    expect(found?.predicates.insights).toContain('(eventTime < "2127-01-01T00:00:00Z")');
  });

  it("accept a day in the form in which Pulumi passes one without quotes", () => {
    const suppress = [{ reason: "x", until: "2126-12-31 00:00:00 +0000 UTC", where: { eventType: "x" } }];
    const [found] = scansOf({ "okta-impersonation": { suppress } })["vendors.okta"]?.rules ?? [];
    expect(found?.suppressions).toEqual([{ reason: "x", until: "2126-12-31" }]);
  });

  it("use a custom copy of a built-in rule in place of the original", () => {
    const files = { "okta-impersonation.yml": rule("a.b") };
    const detections = { okta: {}, mine: { rule: "okta-impersonation.yml" } };
    const rules = inProject(files, () => scansOf(detections))["vendors.okta"]?.rules ?? [];
    expect(rules.filter(({ name }) => name === "okta-impersonation").map(({ title }) => title)).toEqual([
      "Events of the type a.b",
    ]);
  });

  it("warn of expired suppressions, and of selections that a rule does not use", () => {
    const suppress = [{ reason: "old", until: "2020-01-31", where: { eventType: "x" } }];
    const idle = rule("a.b").replace("  condition", "  other: { eventType: c.d }\n  condition");
    const warnings = inProject({ "mine.yml": idle }, () =>
      parse({ okta }, { detections: { mine: { rule: "mine.yml", suppress } } }),
    ).warnings;
    expect(warnings).toEqual([
      "partner-audit:detections.mine.suppress[0] (old) ended on 2020-01-31; remove it, or set a later day.",
      "mine.yml:5: No condition uses other.",
    ]);
  });

  it("are built in only for vendors of the catalogue", () => {
    for (const vendor of ["okta", "onelogin", "auth0", "github"]) {
      expect(findVendor(vendor)).toBeDefined();
      const [scan, ...others] = Object.values(scansOf({ [vendor]: {} }, { [vendor]: eventSource(vendor) }));
      expect(new Set(scan?.rules.map((one) => one.vendor))).toEqual(new Set([vendor]));
      expect(others).toEqual([]);
    }
  });
});
