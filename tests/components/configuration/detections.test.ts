import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findVendor } from "../../../functions/vendors";
import { channelArn, okta, parse, problemsOf as problemsOfStack, storeArn } from "./entries";

const problemsOf = (detections: unknown, vendors: object = { okta }) => problemsOfStack(vendors, { detections });
const eventSource = (name: string) => ({ eventSourceName: `aws.partner/example.com/${name}/audit` });

/** A rule in the Sigma format (specification 2.1). */
const rule = (type: string, more = "") => `title: Events of the type ${type}
logsource: { product: okta, service: okta }
detection:
  selection: { eventType: ${type}${more} }
  condition: selection
level: high
`;

/** Runs work in a project's folder with these files. */
function inProject<T>(files: Readonly<Record<string, string>>, work: () => T): T {
  const folder = mkdtempSync(join(tmpdir(), "detections of mine "));
  const here = process.cwd();
  try {
    process.chdir(folder);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return work();
  } finally {
    process.chdir(here);
    rmSync(folder, { recursive: true });
  }
}

const scansOf = (detections: unknown, vendors: object = { okta }, others: Record<string, unknown> = {}) =>
  parse(vendors, { detections, ...others }).scans;

describe("detections that are right", () => {
  it("run a built-in rule by its name, hourly, on every integration of its vendor, with one scan for each store", () => {
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

  it("run all built-in rules of a vendor by the vendor's name, and one of them as its own entry says", () => {
    const detections = { okta: { except: ["okta-policy-changed"] }, "okta-impersonation": { severity: "critical" } };
    const rules = scansOf(detections)["vendors.okta"]?.rules ?? [];
    const names = rules.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(40);
    expect(new Set(names).size).toBe(names.length);
    expect(names).not.toContain("okta-policy-changed");
    expect(rules.filter(({ level }) => level === "critical").map(({ name }) => name)).toContain("okta-impersonation");
  });

  it("share a schedule that divides theirs, and each rule keeps its own", () => {
    const detections = {
      "okta-impersonation": { schedule: "rate(30 minutes)" },
      "okta-policy-changed": { schedule: "rate(45 minutes)" },
    };
    const scan = scansOf(detections)["vendors.okta"];
    expect(scan?.scheduleMinutes).toBe(15);
    expect(scan?.rules.map(({ everyMinutes }) => everyMinutes)).toEqual([30, 45]);
  });

  it("read the integrations that they name, in a store that others share", () => {
    const emea = { vendor: "okta", ...eventSource("emea"), channel: "okta" };
    const detections = { "okta-impersonation": { integrations: ["okta-emea"] }, "okta-policy-changed": {} };
    const rules = scansOf(detections, { okta, "okta-emea": emea })["vendors.okta"]?.rules ?? [];
    expect(rules.map(({ name, integrations }) => [name, integrations])).toEqual([
      ["okta-impersonation", ["okta-emea"]],
      ["okta-policy-changed", undefined],
    ]);
  });

  it("leave a vendor's entry its rule on the integrations that the rule's own entry does not name", () => {
    const emea = { vendor: "okta", ...eventSource("emea"), channel: "okta" };
    const detections = { okta: {}, "okta-impersonation": { integrations: ["okta-emea"], severity: "critical" } };
    const rules = scansOf(detections, { okta, "okta-emea": emea })["vendors.okta"]?.rules ?? [];
    const both = rules.filter(({ name }) => name === "okta-impersonation");
    expect(both.map(({ level, integrations }) => [level, integrations])).toEqual([
      ["high", ["okta"]],
      ["critical", ["okta-emea"]],
    ]);
  });

  it("know stores by their names in the configuration, and the keys of these", () => {
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

  it("run rules of one's own, from a file or a folder of them, with placeholders", () => {
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

  it("leave out of a folder the rules of vendors that the stack lacks", () => {
    const github = rule("repo.access")
      .replace("product: okta, service: okta", "product: github, service: audit")
      .replace("eventType", "action");
    const files = { "rules/mine.yml": rule("a.b"), "rules/theirs.yml": github };
    const scans = inProject(files, () => scansOf({ all: { rule: "rules" } }));
    expect(Object.keys(scans)).toEqual(["vendors.okta"]);
    expect(scans["vendors.okta"]?.rules.find(({ name }) => name === "mine")).toBeDefined();
  });

  it("leave out what is suppressed until the end of its last day, and say so in the rule", () => {
    const suppress = [
      { reason: "new phones", until: "2126-12-31", where: { "actor.alternateId": "mover@example.com" } },
    ];
    const [found] = scansOf({ "okta-mfa-factor-removed": { suppress } })["vendors.okta"]?.rules ?? [];
    expect(found?.suppressions).toEqual([{ reason: "new phones", until: "2126-12-31" }]);
    expect(found?.predicates.trino).toContain("(eventTime < TIMESTAMP '2127-01-01 00:00:00.000')");
    expect(found?.predicates.insights).toContain('(eventTime < "2127-01-01T00:00:00Z")');
  });

  it("take a day in the form in which Pulumi hands over one without quotes", () => {
    const suppress = [{ reason: "x", until: "2126-12-31 00:00:00 +0000 UTC", where: { eventType: "x" } }];
    const [found] = scansOf({ "okta-impersonation": { suppress } })["vendors.okta"]?.rules ?? [];
    expect(found?.suppressions).toEqual([{ reason: "x", until: "2126-12-31" }]);
  });

  it("let one's own copy of a built-in rule take its place in the vendor's entry", () => {
    const files = { "okta-impersonation.yml": rule("a.b") };
    const detections = { okta: {}, mine: { rule: "okta-impersonation.yml" } };
    const rules = inProject(files, () => scansOf(detections))["vendors.okta"]?.rules ?? [];
    expect(rules.filter(({ name }) => name === "okta-impersonation").map(({ title }) => title)).toEqual([
      "Events of the type a.b",
    ]);
  });

  it("warn of suppressions whose last day is over, and of selections that a rule does not use", () => {
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

  it("are built in for vendors of the catalogue alone", () => {
    for (const vendor of ["okta", "onelogin", "auth0", "github"]) {
      expect(findVendor(vendor)).toBeDefined();
      const [scan, ...others] = Object.values(scansOf({ [vendor]: {} }, { [vendor]: eventSource(vendor) }));
      expect(new Set(scan?.rules.map((one) => one.vendor))).toEqual(new Set([vendor]));
      expect(others).toEqual([]);
    }
  });
});

describe("detections that are wrong", () => {
  it("are told by the nearest name", () => {
    expect(problemsOf({ "okta-impersonations": {} })).toEqual([
      'detections.okta-impersonations: "okta-impersonations" is not a known rule or vendor with rules; did you mean okta-impersonation? docs/rules.md lists them; one of your own needs rule, the file or folder of its Sigma rules',
    ]);
  });

  it("of an earlier version name their new form", () => {
    expect(problemsOf({ "github-visibility-changed": {} })).toEqual([
      "detections.github-visibility-changed: was renamed; the rules in its place are github-repository-made-public and github-repository-visibility-changed",
    ]);
    const old = { query: "mine.sql", threshold: 3, withinMinutes: 30, lateHours: 24 };
    expect(problemsOf({ "okta-failed-sign-ins": old })).toEqual([
      "detections.okta-failed-sign-ins.query: is no key any more; a detection is a Sigma rule now, so write the query as one and name its file with rule (docs/detections.md)",
      "detections.okta-failed-sign-ins.threshold: is no key any more; copy the rule's file from rules/ of the package, change its correlation there, and name the copy with rule (condition.gte)",
      "detections.okta-failed-sign-ins.withinMinutes: is no key any more; copy the rule's file from rules/ of the package, change its correlation there, and name the copy with rule (timespan)",
      "detections.okta-failed-sign-ins.lateHours: is no key any more; set partner-audit:findings.lateHours, which holds for all detections",
    ]);
  });

  it("are told of all at once, each with its path, its value and what is allowed", () => {
    const wrong = {
      severity: "bad",
      schedule: "rate(5 minutes)",
      rulee: "x",
      except: [],
      suppress: [{ until: "soon" }],
    };
    expect(problemsOf({ "okta-impersonation": wrong })).toEqual([
      'detections.okta-impersonation.schedule: "rate(5 minutes)" is not allowed; it must be a rate of 15 minutes to a day, such as rate(1 hour) or rate(15 minutes)',
      'detections.okta-impersonation.severity: "bad" is not allowed; it must be one of informational, low, medium, high, critical',
      "detections.okta-impersonation.except: [] is not allowed; it must be a list of at least one: each the name of a rule of the folder",
      "detections.okta-impersonation.suppress.0.reason: is missing; it must be a reason of 1 to 200 characters",
      'detections.okta-impersonation.suppress.0.until: "soon" is not allowed; it must be a day, YYYY-MM-DD',
      expect.stringContaining(
        "detections.okta-impersonation.suppress.0.where: is missing; it must be a selection of Sigma's",
      ),
      expect.stringContaining('detections.okta-impersonation.rulee: "rulee" is not a known key; did you mean rule?'),
    ]);
    expect(problemsOf({ "okta-impersonation": true })).toEqual([
      "detections.okta-impersonation: true is not allowed; it must be a map, in the stack's file {} where nothing is to be changed; by command, set one of its keys, such as severity",
    ]);
    expect(problemsOfStack({ okta }, { findings: { lateHours: 0 } })).toEqual([
      "findings.lateHours: 0 is not allowed; it must be a whole number of hours from 1 to 336",
    ]);
  });

  it("that no vendor has events for are refused, and not where that vendor is refused itself", () => {
    expect(problemsOf({ "auth0-mfa-removed": {} })).toEqual([
      "detections.auth0-mfa-removed: auth0-mfa-removed reads events of auth0, and the stack has no vendor auth0; remove the detection, or add the vendor",
    ]);
    expect(problemsOf({ "auth0-mfa-removed": {} }, { okta, auth0: { retentionDays: -1 } })).toEqual([
      expect.stringContaining("vendors.auth0.retentionDays"),
    ]);
  });

  it("of integrations that are not there, are another vendor's, or whose store nobody here knows", () => {
    expect(problemsOf({ "okta-impersonation": { integrations: ["okto"] } })).toEqual([
      'detections.okta-impersonation.integrations: "okto" is not a known vendor of this stack; did you mean okta? Known: okta',
    ]);
    expect(
      problemsOf({ "okta-impersonation": { integrations: ["okta", "auth0"] } }, { okta, auth0: eventSource("a") }),
    ).toEqual([
      "detections.okta-impersonation.integrations: auth0 is of auth0, and the rules of okta-impersonation read events of okta; leave it out",
    ]);
    expect(problemsOf({ "okta-impersonation": {} }, { okta: { ...okta, channel: channelArn } })).toEqual([
      "detections.okta-impersonation.integrations: the stack does not know where the events of okta are stored, since their channel is another stack's; leave okta out of integrations, or look for them in that stack",
    ]);
    expect(problemsOf({ "okta-impersonation": {} }, { okta: { delivery: "solution" } })).toEqual([
      "detections.okta-impersonation.integrations: the events of okta are written by the vendor itself (delivery: solution), in a form that rules do not know; leave okta out of integrations",
    ]);
  });

  it("whose names or schedules AWS does not take", () => {
    expect(problemsOf({ "My detection": { rule: "rules" } })[0]).toBe(
      'detections.My detection: "My detection" is not allowed; it must be named by lower-case letters, digits and hyphens, beginning with a letter',
    );
    const key = `okta-${"x".repeat(43)}`;
    const name = `store-${"x".repeat(60)}`;
    const vendors = { [key]: { ...okta, vendor: "okta", eventStore: name } };
    const problems = problemsOfStack(vendors, {
      detections: { "okta-impersonation": {} },
      eventStores: { [name]: {} },
    });
    expect(problems).toContain(
      `eventStores.${name}: the detections' schedule for it would be named eventStores.${name}, which is longer than the 64 characters that EventBridge Scheduler takes; choose a shorter name`,
    );
  });

  it("of one's own need a file in the project with a rule that the compiler takes", () => {
    const paths = ["/etc/rules", "../mine.yml", "a/../../mine.yml", "C:\\mine.yml"];
    for (const path of paths) {
      expect(problemsOf({ mine: { rule: path } })).toEqual([
        expect.stringContaining("it must be the path of a .yml file, or of a folder of them, in the project's folder"),
      ]);
    }
    expect(problemsOf({ mine: { rule: "none.yml" } })).toEqual([
      'detections.mine.rule: "none.yml" is not allowed; it must be a file or a folder that exists',
    ]);
    const files = { "wrong.yml": rule("a.b").replace("eventType", "eventTyp"), "empty/readme.md": "" };
    inProject(files, () => {
      expect(problemsOf({ mine: { rule: "wrong.yml" } })).toEqual([
        expect.stringMatching(/^detections\.mine\.rule: wrong\.yml:4: "eventTyp" is not a .*Did you mean eventType\?/),
      ]);
      expect(problemsOf({ mine: { rule: "empty" } })).toEqual([
        "detections.mine.rule: empty holds no files that end in .yml or .yaml",
      ]);
    });
  });

  it("suppress by a field that the vendor's events lack", () => {
    const suppress = [{ reason: "x", until: "2126-12-31", where: { "actor.alternatId": "a" } }];
    expect(problemsOf({ "okta-impersonation": { suppress } })).toEqual([
      expect.stringMatching(
        /^detections\.okta-impersonation\.suppress\[0\]\.where: "actor\.alternatId" is not .*Did you mean actor\.alternateId\?/,
      ),
    ]);
  });

  it("except rules that are not in the folder, or of one file", () => {
    expect(problemsOf({ okta: { except: ["okta-impersonate"] } })).toEqual([
      expect.stringMatching(
        /^detections\.okta\.except: "okta-impersonate" is not a known rule of the folder; did you mean okta-impersonation\?/,
      ),
    ]);
    expect(problemsOf({ "okta-impersonation": { except: ["okta-impersonation"] } })).toEqual([
      "detections.okta-impersonation.except: has no effect on one rule file; leave it out, or remove the detection",
    ]);
  });

  it("read an integration's events twice by rules of one name", () => {
    const files = { "a/one.yml": rule("a.b"), "b/one.yml": rule("a.b") };
    const detections = { first: { rule: "a/one.yml" }, second: { rule: "b/one.yml" } };
    expect(inProject(files, () => problemsOf(detections))).toEqual([
      "detections.second: reads events of okta by a rule named one, and so does partner-audit:detections.first; leave the integration out of one of them, or rename the rule's file",
    ]);
  });

  it("cannot be expressed in Logs Insights, where the events are in a log group alone", () => {
    const files = { "mine.yml": rule('"a\\nb"') };
    const inLogs = { okta: { ...okta, sink: "cloudwatch-logs" } };
    const detections = { mine: { rule: "mine.yml" } };
    expect(inProject(files, () => problemsOf(detections, inLogs))).toEqual([
      'detections.mine.rule: the events of okta are in CloudWatch Logs alone, and of mine Logs Insights cannot express a value with a line break or a tab, "a\\nb"; give okta another sink, or leave the rule out (of a folder: except)',
    ]);
    expect(inProject(files, () => problemsOf(detections))).toEqual([]);
  });

  it("are longer than a statement of their store", () => {
    const admins = Array.from({ length: 400 }, (_, index) => `administrator-${index}@example.com`);
    const files = { "mine.yml": rule("a.b", ', "actor.alternateId|expand": "%admins%"') };
    const detections = { mine: { rule: "mine.yml", placeholders: { admins } } };
    expect(inProject(files, () => problemsOf(detections))).toEqual([
      expect.stringMatching(
        /^detections: the rule mine makes a statement of \d{5} characters, and the service takes 10000; split the rule/,
      ),
    ]);
    expect(inProject(files, () => problemsOf(detections, { okta: { ...okta, sink: "s3" } }))).toEqual([]);
  });
});
