import fc from "fast-check";
import { missingBounds } from "../../../policy/access/federation";
import { statementsOf } from "../../../policy/documents/statements";
import { account, when } from "./statements";

function isBound(provider: string, operator: string, key: string, ...values: readonly string[]): boolean {
  const [statement] = statementsOf({ Statement: { Effect: "Allow", ...when(operator, key, ...values) } });
  return statement !== undefined && missingBounds(provider, statement) === undefined;
}

const oidc = (issuer: string) => `arn:aws:iam::${account}:oidc-provider/${issuer}`;

// Forms of the subjects: GitHub Docs, "OpenID Connect reference"; GitLab Docs, "Configure OpenID Connect in AWS"; HCP Terraform, "Workload identity
// tokens"; Pulumi Docs, "OIDC token claims"; CircleCI Docs, "OpenID Connect tokens"; Amazon EKS User Guide, "IAM roles for service accounts";
// Bitbucket, "Deploy on AWS using Bitbucket Pipelines OpenID Connect"; Vercel Docs, "OIDC reference"; Microsoft Learn, "Workload identity federation";
// Harness Developer Hub, "Use OIDC".
it.each([
  ["token.actions.githubusercontent.com", "repo:octo-org/octo-repo:ref:refs/heads/main", true],
  ["token.actions.githubusercontent.com", "repo:octo-org/*", true],
  ["token.actions.githubusercontent.com", "repo:octo-org@123456/octo-repo@456789:*", true],
  ["token.actions.githubusercontent.com", "repo:*", false],
  ["token.actions.githubusercontent.com", "repo:*/octo-repo:*", false],
  ["token.actions.githubusercontent.com", "repo:octo*", false],
  ["token.actions.githubusercontent.com", "repo:octo-?rg/octo-repo:*", false],
  ["token.actions.githubusercontent.com", "*:ref:refs/heads/main", false],
  ["token.actions.githubusercontent.com", "*", false],
  ["gitlab.com", "project_path:group/project:ref_type:branch:ref:main", true],
  ["gitlab.com", "project_path:group/*:ref_type:branch:ref:main", true],
  ["gitlab.com", "project_path:*:ref_type:branch:ref:main", false],
  ["app.terraform.io", "organization:acme:project:*:workspace:*:run_phase:*", true],
  ["app.terraform.io", "organization:*:project:shop:workspace:*:run_phase:*", false],
  ["api.pulumi.com/oidc", "pulumi:deploy:org:acme:project:shop:*", true],
  ["api.pulumi.com/oidc", "pulumi:deploy:org:*", false],
  ["api.pulumi.com/oidc", "pulumi:*", false],
  ["oidc.circleci.com/org/11111111-2222", "org/11111111-2222/project/*", true],
  ["oidc.circleci.com/org/11111111-2222", "org/*", false],
  ["oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D", "system:serviceaccount:shop:orders", true],
  ["oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D", "system:serviceaccount:shop:*", true],
  ["oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D", "system:serviceaccount:*:orders", false],
  ["api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc", "{a1b2c3d4-0000}:*", true],
  ["api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc", "{a1b2c3d4-0000}*", true],
  ["api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc", "{a1b2c3d4*", false],
  ["api.pulumi.com/oidc", "pulumi:environments:pulumi.organization.login:acme:*", true],
  ["api.pulumi.com/oidc", "pulumi:environments:pulumi.organization.login:*:currentEnvironment.name:prod", false],
  ["vstoken.dev.azure.com/1a2b", "sc://acme/shop/*", true],
  ["vstoken.dev.azure.com/1a2b", "sc://*/shop/deploy", false],
  ["app.harness.io/ng/api/oidc/account/1a2b", "account/1a2b:org/default:project/*", true],
  ["app.harness.io/ng/api/oidc/account/1a2b", "account/*:org/default:project/shop", false],
  ["acme.eu.auth0.com/", "auth0|62f1", true],
  ["oidc.vercel.com/acme", "owner:acme:project:shop:environment:*", true],
  ["oidc.vercel.com/acme", "owner:*:project:shop:environment:production", false],
])("a subject of %s, %s, names its owner: %s", (issuer, subject, expected) => {
  expect(isBound(oidc(issuer), "StringLike", `${issuer}:sub`, subject)).toBe(expected);
});

const github = "token.actions.githubusercontent.com";

it.each([
  ["only the audience", "StringEquals", `${github}:aud`, "sts.amazonaws.com", false],
  ["a subject that may be missing", "StringLikeIfExists", `${github}:sub`, "repo:octo-org/octo-repo:*", false],
  ["every value of a subject", "ForAllValues:StringLike", `${github}:sub`, "repo:octo-org/octo-repo:*", false],
  ["all subjects except one", "StringNotLike", `${github}:sub`, "repo:octo-org/octo-repo:*", false],
  ["another issuer's subject", "StringLike", "gitlab.com:sub", "project_path:group/project:*", false],
  ["TLS", "Bool", "aws:SecureTransport", "true", false],
  ["a branch name, which anyone may use", "StringEquals", `${github}:ref`, "refs/heads/main", false],
  ["an environment name, which anyone may use", "StringEquals", `${github}:environment`, "production", false],
  ["a repository", "StringEquals", `${github}:repository`, "octo-org/octo-repo", true],
  ["the number of an owner", "StringEquals", `${github}:repository_owner_id`, "65", true],
  ["an owner of the caller's choice", "StringLike", `${github}:sub`, `repo:\${aws:PrincipalTag/team}/*`, false],
  ["the name of a session", "StringEquals", "sts:RoleSessionName", "deploy", false],
  ["an empty subject", "StringEquals", `${github}:sub`, "", false],
])("GitHub with %s", (_what, operator, key, value, expected) => {
  expect(isBound(oidc(github), operator, key, value)).toBe(expected);
});

// IAM User Guide, "Identity-provider controls for shared OIDC providers".
it("Microsoft's customers are distinguished by the name of the session", () => {
  const issuer = "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/";
  expect(isBound(oidc(issuer), "StringEquals", "sts:RoleSessionName", "MicrosoftSentinel_1a2b")).toBe(true);
  expect(isBound(oidc(issuer), "StringLike", "sts:RoleSessionName", "MicrosoftSentinel_*")).toBe(false);
  expect(isBound(oidc(issuer), "StringEquals", `${issuer}:aud`, "api://1462b192")).toBe(false);
});

it("each of several subjects must name its owner", () => {
  const subjects = ["repo:octo-org/octo-repo:*", "repo:octo-org/*"];
  expect(isBound(oidc(github), "StringLike", `${github}:sub`, ...subjects)).toBe(true);
  expect(isBound(oidc(github), "StringLike", `${github}:sub`, ...subjects, "repo:*")).toBe(false);
});

it("a provider with an unknown ARN is bound by the subject of any issuer", () => {
  expect(isBound("provider-1a2b3c4", "StringLike", `${github}:sub`, "repo:octo-org/octo-repo:*")).toBe(true);
  expect(isBound("provider-1a2b3c4", "StringLike", `${github}:sub`, "repo:*")).toBe(false);
});

// IAM User Guide, "Available keys for AWS OIDC federation", "Available keys for SAML-based AWS STS federation".
it.each([
  ["cognito-identity.amazonaws.com", "StringEquals", "cognito-identity.amazonaws.com:aud", "eu-west-1:1a2b3c4d", true],
  ["cognito-identity.amazonaws.com", "StringLike", "cognito-identity.amazonaws.com:aud", "eu-west-1:*", false],
  [
    "cognito-identity.amazonaws.com",
    "ForAnyValue:StringLike",
    "cognito-identity.amazonaws.com:amr",
    "authenticated",
    false,
  ],
  ["accounts.google.com", "StringEquals", "accounts.google.com:aud", "66677788899900pro0", true],
  ["accounts.google.com", "StringEquals", "accounts.google.com:oaud", "https://example.com", false],
  ["graph.facebook.com", "StringEquals", "graph.facebook.com:app_id", "111222333444555", true],
  ["www.amazon.com", "StringEquals", "www.amazon.com:app_id", "amzn1.application-oa2-client.1a2b", true],
  ["www.amazon.com", "StringLike", "www.amazon.com:app_id", "*", false],
  [
    `arn:aws:iam::${account}:saml-provider/okta`,
    "StringEquals",
    "SAML:aud",
    "https://signin.aws.amazon.com/saml",
    true,
  ],
  [`arn:aws:iam::${account}:saml-provider/okta`, "StringLike", "SAML:aud", "*", false],
  [`arn:aws:iam::${account}:saml-provider/okta`, "StringEquals", "SAML:sub_type", "persistent", false],
])("%s with %s %s %s is bound: %s", (provider, operator, key, value, expected) => {
  expect(isBound(provider, operator, key, value)).toBe(expected);
});

it("reports the missing conditions", () => {
  const [statement] = statementsOf({ Statement: { Effect: "Allow" } });
  expect(statement && missingBounds(oidc("gitlab.com"), statement)).toBe(
    "add conditions on gitlab.com:aud and gitlab.com:sub, with a subject that names its organization, repository or account",
  );
});

it("a wider subject never names more", () => {
  const subjects = fc.constantFrom(
    ...["repo:octo-org/octo-repo:*", "repo:*", "repo:octo*/x:*", "organization:*:project:x", "organization:acme:*"],
    ...["pulumi:deploy:org:*", "pulumi:deploy:org:acme:*", "org/*", "system:serviceaccount:*:x", "{1a2b}:*", "*:x", ""],
  );
  fc.assert(
    fc.property(subjects, fc.nat(40), fc.nat(10), (subject, start, length) => {
      const wider = `${subject.slice(0, start)}*${subject.slice(start + length)}`;
      const isNamed = (value: string) => isBound(oidc(github), "StringLike", `${github}:sub`, value);
      expect(isNamed(subject) || !isNamed(wider)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
