import { isPlaceholder } from "../../../components/configuration/problems/nameProblems";
import { hr, okta, parse, problemsOf } from "./entries";

describe("a stack without vendors", () => {
  const empty =
    "vendors: is empty, and an update would delete every integration of the stack; look for the stack's file (Pulumi.STACK.yaml), set a vendor (pulumi config set --path partner-audit:vendors.okta.eventSourceName aws.partner/okta.com/NAMESPACE/NAME), or allow it (pulumi config set partner-audit:allowEmpty true)";

  it.each([[{}], [{ allowEmpty: false }]])("is refused, since its file may be missing: %j", (others) => {
    expect(problemsOf({}, others)).toEqual([empty]);
  });

  it("is refused once if vendors is not a map", () => {
    expect(problemsOf({}, { vendors: null })).toEqual([
      "vendors: null is not allowed; it must be a map of entries by name",
    ]);
  });

  it("is accepted if allowed explicitly", () => {
    expect(parse({}, { allowEmpty: true }).integrations).toEqual({});
    expect(problemsOf({}, { allowEmpty: "yes" })[0]).toBe('allowEmpty: "yes" is not allowed; it must be true or false');
  });
});

// The domains are from the vendors' own documents, which functions/vendors names.
describe("a vendor with another vendor's event source", () => {
  it.each([
    [
      { okta: { eventSourceName: "aws.partner/auth0.com/acme-1a2b3c4d/auth0.logs" } },
      'vendors.okta.eventSourceName: "aws.partner/auth0.com/acme-1a2b3c4d/auth0.logs" is an event source of auth0, not of okta; it must begin with aws.partner/okta.com/, or set vendor: auth0',
    ],
    [
      { okta: { eventBusName: "aws.partner/onelogin.com/US-123456/ffffffffff" } },
      'vendors.okta.eventBusName: "aws.partner/onelogin.com/US-123456/ffffffffff" is an event source of onelogin, not of okta; it must begin with aws.partner/okta.com/, or set vendor: onelogin',
    ],
    [
      { okta: { eventSourceName: "aws.partner/Auth0.com/acme-1a2b3c4d/auth0.logs" } },
      'vendors.okta.eventSourceName: "aws.partner/Auth0.com/acme-1a2b3c4d/auth0.logs" is an event source of auth0, not of okta; it must begin with aws.partner/okta.com/, or set vendor: auth0',
    ],
    [
      { github: okta },
      'vendors.github.eventSourceName: "aws.partner/okta.com/acme/audit" is an event source of okta, not of github, or set vendor: okta',
    ],
  ])("is refused: %j", (vendors, problem) => {
    expect(problemsOf(vendors)).toEqual([problem]);
  });

  it.each([
    { okta: { eventSourceName: "aws.partner/okta.com.example/acme/audit" } },
    { hr: { ...hr, ...okta } },
    { "okta-emea": { vendor: "okta", eventSourceName: "aws.partner/okta.com/emea/audit" } },
    {
      pagerduty: { eventSourceName: "aws.partner/pagerduty.com/1234567890/test-event-source" },
      buildkite: { eventSourceName: "aws.partner/buildkite.com/buildkite/0106-187c-12cd4fe" },
    },
  ])("is not refused for its own source, an unknown domain or a custom mapping: %j", (vendors) => {
    expect(problemsOf(vendors)).toEqual([]);
  });
});

describe("a placeholder for an event source", () => {
  it.each([
    ["aws.partner/okta.com/REPLACE-ME/REPLACE-ME", true],
    ["aws.partner/okta.com/acme/REPLACE-ME", true],
    ["aws.partner/okta.com/replace-me/audit", true],
    ["aws.partner/okta.com/NAMESPACE/NAME", true],
    ["REPLACE-ME", true],
    ["aws.partner/okta.com/acme/audit", false],
    ["aws.partner/okta.com/name/NAME", false],
    ["aws.partner/okta.com/acme/REPLACE-MENTS", false],
  ])("has a part that the user must replace: %s", (name, expected) => {
    expect(isPlaceholder(name)).toBe(expected);
  });
});
