import { hr, okta, problemsOf } from "./entries";

/** Returns the problems of one vendor in a project and stack with these names. */
const problemsUnder = (namePrefix: string, key = "okta") =>
  problemsOf({ [key]: { ...okta, vendor: "okta" } }, {}, undefined, namePrefix);

const allowed =
  "they take project and stack names of letters, digits and hyphens, together at most 46 characters with the hyphen between them: choose another stack name (pulumi stack init NAME; pulumi stack rename NAME where nothing is deployed), or another project name in Pulumi.yaml";

// Amazon EventBridge API Reference, CreateArchive: a name of at most 48 characters; after the prefix come "_" and one character.
describe("project and stack", () => {
  it.each(["partner-audit-dev", "partner-audit-Prod-2", `partner-audit-${"s".repeat(32)}`])("%s fit", (prefix) => {
    expect(problemsUnder(prefix, "o")).toEqual([]);
  });

  it.each([
    ["partner-audit-dev.eu", 'contains "."'],
    ["partner-audit-dev_emea", 'contains "_"'],
    ["my_company.audit-dev", 'contains "_" and "."'],
    [`partner-audit-${"s".repeat(33)}`, "has 47 characters"],
    [`partner-audit-${"s".repeat(32)}.`, 'contains "." and has 47 characters'],
  ])("%s are too long, which is reported once with the allowed length", (prefix, reason) => {
    expect(problemsUnder(prefix, "o")).toEqual([
      `stack: resource names begin with PROJECT-STACK, and ${JSON.stringify(prefix)} ${reason}; ${allowed}`,
    ]);
  });
});

describe("a key", () => {
  it("leaves space for the archive's name", () => {
    expect(problemsUnder("partner-audit-dev", "k".repeat(30))).toEqual([]);
    expect(problemsUnder("partner-audit-dev", "k".repeat(31))).toEqual([
      expect.stringMatching(/^vendors\.k{31}: .* named by 1 to 30 lower-case letters, digits and hyphens/),
    ]);
  });

  it("named custom belongs to the channel of Source Custom, and is refused for a vendor with its own channel", () => {
    const reserved =
      'vendors.custom: "custom" names the channel and the store that vendors of Source Custom share, and this vendor has its own channel; use another key, for example VENDOR-custom';
    const custom = { ...okta, vendor: "okta" };
    expect(problemsOf({ custom })).toEqual([reserved]);
    expect(problemsOf({ custom, hr })).toEqual([reserved]);
    expect(problemsOf({ custom: { ...custom, eventStore: "main" } }, { eventStores: { main: {} } })).toEqual([
      reserved,
    ]);
  });

  it("named custom is allowed for a vendor without its own channel", () => {
    const custom = { ...okta, vendor: "okta" };
    expect(problemsOf({ custom: hr, hr: { ...hr, eventSourceName: "aws.partner/example.com/acme/hr-2" } })).toEqual([]);
    expect(problemsOf({ custom: { ...custom, sink: "cloudwatch-logs" }, hr })).toEqual([]);
    const emea = { eventSourceName: "aws.partner/okta.com/emea/audit" };
    expect(problemsOf({ okta, custom: { ...custom, ...emea, channel: "okta" }, hr })).toEqual([]);
  });
});

describe("an adopted log group of audit events", () => {
  const logged = { ...okta, sink: "cloudwatch-logs" };

  it("has the integration's name", () => {
    const named = (name: unknown) => problemsOf({ okta: { ...logged, auditLogGroup: { import: name } } });
    expect(named("/partner-audit/partner-audit-dev_okta")).toEqual([]);
    expect(named("/partner-audit/partner-audit-prod_okta")).toEqual([
      'vendors.okta.auditLogGroup.import: "/partner-audit/partner-audit-prod_okta" is not allowed; it must be /partner-audit/partner-audit-dev_okta, the name of this integration\'s log group of audit events',
    ]);
    expect(named(true)).toEqual([
      "vendors.okta.auditLogGroup.import: true is not allowed; it must be the name of a log group, /partner-audit/PROJECT-STACK_KEY",
    ]);
  });

  it("needs the sink cloudwatch-logs", () => {
    expect(
      problemsOf({ okta: { ...okta, auditLogGroup: { import: "/partner-audit/partner-audit-dev_okta" } } }),
    ).toEqual([
      "vendors.okta.auditLogGroup: has no effect here, since only the sink cloudwatch-logs has a log group of audit events; leave it out",
    ]);
  });
});
