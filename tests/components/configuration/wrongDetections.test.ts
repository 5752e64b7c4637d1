import { channelArn, okta, problemsOf as problemsOfStack } from "./entries";
import { eventSource, inProject, rule } from "./ruleProject";

const problemsOf = (detections: unknown, vendors: object = { okta }) => problemsOfStack(vendors, { detections });

describe("invalid detections", () => {
  it("are reported with the nearest name", () => {
    expect(problemsOf({ "okta-impersonations": {} })).toEqual([
      'detections.okta-impersonations: "okta-impersonations" is not a known rule or vendor with rules; did you mean okta-impersonation? docs/rules.md lists them; a detection of your own needs rule, the file or folder of its Sigma rules',
    ]);
  });

  it("of an earlier version are reported with their new form", () => {
    expect(problemsOf({ "github-visibility-changed": {} })).toEqual([
      "detections.github-visibility-changed: was renamed; the rules in its place are github-repository-made-public and github-repository-visibility-changed",
    ]);
    const old = { query: "mine.sql", threshold: 3, withinMinutes: 30, lateHours: 24 };
    expect(problemsOf({ "okta-failed-sign-ins": old })).toEqual([
      "detections.okta-failed-sign-ins.query: is no longer a key; a detection is a Sigma rule now, so write the query as one and name its file with rule (docs/detections.md)",
      "detections.okta-failed-sign-ins.threshold: is no longer a key; copy the rule's file from rules/ of the package, change its correlation there, and name the copy with rule (condition.gte)",
      "detections.okta-failed-sign-ins.withinMinutes: is no longer a key; copy the rule's file from rules/ of the package, change its correlation there, and name the copy with rule (timespan)",
      "detections.okta-failed-sign-ins.lateHours: is no longer a key; set partner-audit:findings.lateHours, which holds for all detections",
    ]);
  });

  it("are reported all at once, each with its path, its value and what is allowed", () => {
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
      "detections.okta-impersonation: true is not allowed; it must be a map; in the stack's file, {} for the defaults; by command, set one of its keys, such as severity",
    ]);
    expect(problemsOfStack({ okta }, { findings: { lateHours: 0 } })).toEqual([
      "findings.lateHours: 0 is not allowed; it must be a whole number of hours from 1 to 336",
    ]);
  });

  it("for a vendor without events are refused, unless that vendor is refused itself", () => {
    expect(problemsOf({ "auth0-mfa-removed": {} })).toEqual([
      "detections.auth0-mfa-removed: auth0-mfa-removed reads events of auth0, and the stack has no vendor auth0; remove the detection, or add the vendor",
    ]);
    expect(problemsOf({ "auth0-mfa-removed": {} }, { okta, auth0: { retentionDays: -1 } })).toEqual([
      expect.stringContaining("vendors.auth0.retentionDays"),
    ]);
  });

  it("name an integration that does not exist, is another vendor's, or has an unknown store", () => {
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
      "detections.okta-impersonation.integrations: the events of okta are written by the vendor itself (delivery: solution), in a form that rules do not support; leave okta out of integrations",
    ]);
  });

  it("have names or schedules that AWS refuses", () => {
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

  it("that are custom need a file in the project with a rule that compiles", () => {
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

  it("suppress on a field that the vendor's events lack", () => {
    const suppress = [{ reason: "x", until: "2126-12-31", where: { "actor.alternatId": "a" } }];
    expect(problemsOf({ "okta-impersonation": { suppress } })).toEqual([
      expect.stringMatching(
        /^detections\.okta-impersonation\.suppress\[0\]\.where: "actor\.alternatId" is not .*Did you mean actor\.alternateId\?/,
      ),
    ]);
  });

  it("exclude rules that are not in the folder, or rules of a single file", () => {
    expect(problemsOf({ okta: { except: ["okta-impersonate"] } })).toEqual([
      expect.stringMatching(
        /^detections\.okta\.except: "okta-impersonate" is not a known rule of the folder; did you mean okta-impersonation\?/,
      ),
    ]);
    expect(problemsOf({ "okta-impersonation": { except: ["okta-impersonation"] } })).toEqual([
      "detections.okta-impersonation.except: has no effect on one rule file; leave it out, or remove the detection",
    ]);
  });

  it("apply two rules of one name to the same integration", () => {
    const files = { "a/one.yml": rule("a.b"), "b/one.yml": rule("a.b") };
    const detections = { first: { rule: "a/one.yml" }, second: { rule: "b/one.yml" } };
    expect(inProject(files, () => problemsOf(detections))).toEqual([
      "detections.second: reads events of okta by a rule named one, and so does partner-audit:detections.first; leave the integration out of one of them, or rename the rule's file",
    ]);
  });

  it("cannot be expressed in Logs Insights, for events that are only in a log group", () => {
    const files = { "mine.yml": rule('"a\\nb"') };
    const inLogs = { okta: { ...okta, sink: "cloudwatch-logs" } };
    const detections = { mine: { rule: "mine.yml" } };
    expect(inProject(files, () => problemsOf(detections, inLogs))).toEqual([
      'detections.mine.rule: the events of okta are in CloudWatch Logs alone, and of mine Logs Insights cannot express a value with a line break or a tab, "a\\nb"; give okta another sink, or leave the rule out (of a folder: except)',
    ]);
    expect(inProject(files, () => problemsOf(detections))).toEqual([]);
  });

  it("exceed the length of a statement of their store", () => {
    const admins = Array.from({ length: 400 }, (_, index) => `administrator-${index}@example.com`);
    const files = { "mine.yml": rule("a.b", ', "actor.alternateId|expand": "%admins%"') };
    const detections = { mine: { rule: "mine.yml", placeholders: { admins } } };
    expect(inProject(files, () => problemsOf(detections))).toEqual([
      expect.stringMatching(
        /^detections: the rule mine makes a statement of \d{5} characters, but the service accepts 10000; split the rule/,
      ),
    ]);
    expect(inProject(files, () => problemsOf(detections, { okta: { ...okta, sink: "s3" } }))).toEqual([]);
  });
});
