import { okta, problemsOf } from "./entries";

const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:salt-AbCdEf";

const saltKeyArn = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

describe("privacy", () => {
  it("hashes with a salt, and names a salt for hashes alone", () => {
    expect(problemsOf({ okta: { ...okta, privacy: { hash: ["actor.id"] } } })).toEqual([
      "vendors.okta.privacy.saltSecretArn: is missing; a hash without a salt can be undone by trying names, so name the Secrets Manager secret that holds one",
    ]);
    const salt = { saltSecretArn: secretArn, saltKeyArn };
    expect(problemsOf({ okta: { ...okta, privacy: { mask: ["actor.id"], ...salt } } })).toEqual([
      "vendors.okta.privacy.saltSecretArn: has no effect here, since nothing is hashed; leave it out",
      "vendors.okta.privacy.saltKeyArn: has no effect here, since nothing is hashed; leave it out",
    ]);
    expect(problemsOf({ okta: { ...okta, privacy: { hash: ["actor.id"], ...salt } } })).toEqual([]);
  });

  it.each([
    [{ drop: "actor.id" }, /privacy\.drop: "actor\.id" is not allowed; it must be a list of dotted paths/],
    [{ mask: ["actor..id"] }, /privacy\.mask\.0: "actor\.\.id" is not allowed; it must be a dotted path/],
    [{ remove: ["a"] }, /privacy\.remove: "remove" is not a known key/],
    [
      { hash: ["a"], saltSecretArn: "my-salt" },
      /privacy\.saltSecretArn: "my-salt" is not allowed; it must be the ARN of a Secrets Manager secret/,
    ],
  ])("refuses %j", (privacy, message) => {
    expect(problemsOf({ okta: { ...okta, privacy } })[0]).toMatch(message);
  });
});
