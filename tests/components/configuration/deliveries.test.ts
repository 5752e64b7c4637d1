import { clumio, okta, parse, problemsOf } from "./entries";

describe("a direct delivery", () => {
  it("needs a principal and an external ID", () => {
    expect(problemsOf({ clumio: { delivery: "direct" } })).toEqual([
      "vendors.clumio.principal: is missing; it must be the account id, or the ARN of an IAM principal, from which the partner calls",
      "vendors.clumio.externalId: is missing; it must be the external ID that the partner gave you; without it, any customer of the partner could make it write into your channel",
    ]);
  });

  it.each(["short", "has a blank in it, that is", "x".repeat(1225)])("refuses the external ID %j", (externalId) => {
    expect(problemsOf({ clumio: { ...clumio, externalId } })[0]).toMatch(
      /^vendors\.clumio\.externalId: ".* is not allowed; it must be 16 to 1224 letters, digits and/s,
    );
  });

  it.each([
    210987654321,
    "210987654321",
    "012345678901",
    "arn:aws:iam::210987654321:role/partner/writer",
    "arn:aws:iam::210987654321:root",
  ])("accepts the principal %j", (principal) => {
    expect(parse({ clumio: { ...clumio, principal } }).integrations.clumio?.settings.principal).toBe(String(principal));
  });

  it.each(["*", 12345678901, 2 ** 53, "acme", "arn:aws:iam::210987654321:role/*", "arn:aws:s3:::bucket", true])(
    "refuses the principal %j",
    (principal) => {
      expect(problemsOf({ clumio: { ...clumio, principal } })[0]).toMatch(
        /^vendors\.clumio\.principal: .* is not allowed; it must be an account id of 12 digits/,
      );
    },
  );

  it("has no settings of EventBridge", () => {
    const entry = { ...clumio, ...okta, batchSize: 50, sink: "cloudwatch-logs", mapping: {}, retentionDays: 90 };
    const reason = "has no effect here, since the partner puts the audit events into the channel itself; leave it out";
    expect(problemsOf({ clumio: entry })).toEqual(
      expect.arrayContaining(
        ["eventSourceName", "batchSize", "sink", "mapping"].map((key) => `vendors.clumio.${key}: ${reason}`),
      ),
    );
  });

  it("is refused for a partner that AWS lists as a solution, and vice versa", () => {
    expect(problemsOf({ okta: { ...clumio } })).toEqual([
      'vendors.okta.delivery: "direct" is not how Okta System Log delivers: AWS lists the Source OktaSystemLogEvents as a solution integration; set delivery: solution',
    ]);
    expect(problemsOf({ clumio: { delivery: "solution" } })).toEqual([
      'vendors.clumio.delivery: "solution" is not how Clumio delivers: AWS lists the Source Clumio as a direct integration; set delivery: direct',
    ]);
  });

  it("creates the only resource policy of its channel", () => {
    const other = { ...clumio, vendor: "clumio", channel: "clumio" };
    expect(problemsOf({ clumio, other })).toEqual([
      "vendors.other: would write a second resource policy for the channel of clumio, but a channel allows one; deliver it in a stack of another Region or account",
    ]);
  });

  it("keeps its store as configured", () => {
    expect(parse({ clumio: { ...clumio, retentionDays: 90 } }).integrations.clumio?.channel).toEqual({
      kind: "own",
      stores: [{ kind: "own", settings: { retentionDays: 90 } }],
    });
  });
});
