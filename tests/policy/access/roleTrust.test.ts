import { roleTrust } from "../../../policy/policies/roleTrust";
import { documentOf } from "../planted/planted";
import { type Case, describeCases, verdictsOn } from "../verdictsOn";
import { account, documents, of, otherAccount, when } from "./statements";

const rules = `arn:aws:events:us-east-1:${account}:rule/*`;
const root = (id: string) => ({ Principal: { AWS: `arn:aws:iam::${id}:root` } });
const organization = ["aws:PrincipalOrgID", "o-abcdef1234"] as const;
const open = (who: string) => `Principal::${who}::sts:AssumeRole`;

describeCases(
  roleTrust,
  "aws:iam/role:Role",
  documents("assumeRolePolicy", { Action: "sts:AssumeRole" }, [
    ["services that carry no source", of("lambda", "ec2", "ecs-tasks", "pods.eks")],
    // AWS App Runner Developer Guide, "How App Runner works with IAM"; Amazon DynamoDB Developer Guide, "DAX access control".
    ["services whose guides have no condition", of("build.apprunner", "tasks.apprunner", "dax")],
    // AWS SDKs, partitions.json: the domains of partitions.
    ["services of other partitions", { Principal: { Service: ["ec2.c2s.ic.gov", "lambda.amazonaws.com.cn"] } }],
    ["a service bounded by an ARN of an account", { ...of("events"), ...when("ArnLike", "aws:SourceArn", rules) }],
    ["a service bounded by an account", { ...of("pipes"), ...when("StringEquals", "AWS:SourceAccount", account) }],
    [
      "a service bounded by an organization",
      { ...of("glue"), ...when("StringEquals", "aws:SourceOrgID", "o-a1b2c3d4e5") },
    ],
    [
      "a service bounded by an external ID",
      { ...of("cognito-idp"), ...when("StringEquals", "sts:ExternalId", "3f6c2a9e") },
    ],
    ["a service for any account", of("firehose"), open("Service:firehose.amazonaws.com")],
    ["a service of a Region", of("states.eu-west-2"), open("Service:states.eu-west-2.amazonaws.com")],
    ["a service without a source, of a Region", of("codedeploy.us-gov-west-1")],
    [
      "a service of another partition",
      { Principal: { Service: "logs.cn-north-1.amazonaws.com.cn" } },
      open("Service:logs.cn-north-1.amazonaws.com.cn"),
    ],
    [
      "services bounded by everything, in one finding",
      { ...of("lambda", "scheduler", "events"), ...when("StringLike", "aws:SourceAccount", "*") },
      open("Service:events.amazonaws.com,Service:scheduler.amazonaws.com"),
    ],
    [
      "a service bounded by an ARN of every account",
      { ...of("scheduler"), ...when("ArnLike", "aws:SourceArn", "arn:aws:scheduler:*:*:schedule/*/*") },
      open("Service:scheduler.amazonaws.com"),
    ],
    [
      "a statement with a Sid",
      { Sid: "Flow", ...of("vpc-flow-logs") },
      `${open("Service:vpc-flow-logs.amazonaws.com")}::Sid=Flow`,
    ],
    [
      "all but one",
      { NotPrincipal: root(account).Principal },
      `NotPrincipal::AWS:arn:aws:iam::${account}:root::sts:AssumeRole`,
    ],
    ["every account", { Principal: { AWS: ["*"] } }, open("AWS:*")],
    ["everyone of an organization", { Principal: "*", ...when("StringEquals", ...organization) }],
    ["everyone of any organization", { Principal: "*", ...when("StringLike", "aws:PrincipalOrgID", "o-*") }, open("*")],
    [
      "a condition that a missing key meets",
      { Principal: "*", ...when("StringEqualsIfExists", ...organization) },
      open("*"),
    ],
    [
      "everyone, by a condition on every value of a key that may be missing",
      { Principal: "*", ...when("ForAllValues:StringEquals", "aws:PrincipalOrgPaths", "o-abcdef1234/r-ab12/") },
      open("*"),
    ],
    [
      "everyone from a network of one company",
      { Principal: "*", ...when("IpAddress", "aws:SourceIp", "203.0.113.0/24") },
    ],
    [
      "everyone from two halves of the Internet",
      { Principal: "*", ...when("IpAddress", "aws:SourceIp", "128.0.0.0/1", "0.0.0.0/1") },
      open("*"),
    ],
    ["every action of STS", { ...of("lambda"), Action: "sts:*" }, "Action::sts:*"],
    ["an account that may or may not be the user's own", root(otherAccount)],
    ["a role of another account", { Principal: { AWS: `arn:aws:iam::${otherAccount}:role/reader` } }],
  ]),
);

const issuer = "token.actions.githubusercontent.com";
const provider = (host: string) => `arn:aws:iam::${account}:oidc-provider/${host}`;
const trust = (federated: string, ...conditions: readonly (readonly [string, string, string])[]) => ({
  Principal: { Federated: federated },
  Condition: Object.fromEntries(conditions.map(([operator, key, value]) => [operator, { [key]: value }])),
});
const audience = ["StringEquals", `${issuer}:aud`, "sts.amazonaws.com"] as const;
const anyone = (federated: string) => `Principal::Federated:${federated}::sts:AssumeRoleWithWebIdentity`;

describeCases(
  roleTrust,
  "aws:iam/role:Role",
  documents("assumeRolePolicy", { Action: "sts:AssumeRoleWithWebIdentity" }, [
    ["a repository", trust(provider(issuer), audience, ["StringLike", `${issuer}:sub`, "repo:octo-org/octo-repo:*"])],
    ["GitHub's every user", trust(provider(issuer), audience), anyone(provider(issuer))],
    [
      "GitHub's every organization that begins so",
      trust(provider(issuer), audience, ["StringLike", `${issuer}:sub`, "repo:octo*/octo-repo:*"]),
      anyone(provider(issuer)),
    ],
  ]),
);

// IAM User Guide, "Access to AWS accounts owned by third parties". The ARNs of a role's own policies contain its
// account.
describeCases(
  roleTrust,
  "aws:iam/role:Role",
  documents("assumeRolePolicy", { Action: "sts:AssumeRole" }, [
    ["another account", root(otherAccount), open(`AWS:arn:aws:iam::${otherAccount}:root`)],
    ["another account by its number", { Principal: { AWS: otherAccount } }, open(`AWS:${otherAccount}`)],
    [
      "another account with an external ID",
      { ...root(otherAccount), ...when("StringEquals", "sts:ExternalId", "9f3c1a77") },
    ],
    [
      "another account with an external ID that all meet",
      { ...root(otherAccount), ...when("StringLike", "sts:ExternalId", "*") },
      open(`AWS:arn:aws:iam::${otherAccount}:root`),
    ],
    [
      "another account's users who have signed in with MFA",
      { ...root(otherAccount), ...when("Bool", "aws:MultiFactorAuthPresent", "true") },
    ],
  ]).map(([what, props, ...subjects]): Case => {
    const permissionsBoundary = `arn:aws:iam::${account}:policy/boundary`;
    return [what, { ...props, permissionsBoundary }, ...subjects];
  }),
);

it("own accounts may be trusted as a whole: those of the settings, the provider and the ARNs of policies", async () => {
  const role = { type: "aws:iam/role:Role", name: "it" };
  const props = { assumeRolePolicy: documentOf({ Effect: "Allow", Action: "sts:AssumeRole", ...root(otherAccount) }) };
  const own = async (changes: object, configuration = {}, beside: object = {}) =>
    verdictsOn([roleTrust], { ...role, ...beside, props: { ...props, ...changes } }, { configuration });
  expect(await own({})).toEqual([]);
  expect(await own({}, { "role-trust": { ownAccounts: [account] } })).toHaveLength(1);
  expect(await own({}, { "role-trust": { ownAccounts: [otherAccount] } })).toEqual([]);
  expect(await own({ permissionsBoundary: `arn:aws:iam::${otherAccount}:policy/boundary` })).toEqual([]);
  expect(await own({}, {}, { provider: { props: { allowedAccountIds: JSON.stringify([otherAccount]) } } })).toEqual([]);
  expect(await own({}, {}, { provider: { props: { allowedAccountIds: JSON.stringify([account]) } } })).toHaveLength(1);
});

it("services without a source are a setting", async () => {
  const props = { assumeRolePolicy: documentOf({ Effect: "Allow", Action: "sts:AssumeRole", ...of("apigateway") }) };
  const role = { type: "aws:iam/role:Role", name: "it", props };
  const sourcelessServices = ["apigateway.us-east-1.amazonaws.com"];
  expect(await verdictsOn([roleTrust], role)).toHaveLength(1);
  expect(await verdictsOn([roleTrust], role, { configuration: { "role-trust": { sourcelessServices } } })).toEqual([]);
});

it("reports who may assume a role, in which statement, and how to fix it", async () => {
  const statement = { Effect: "Allow", Sid: "Stream", Action: "sts:AssumeRole", ...of("logs.us-east-1") };
  const [verdict] = await verdictsOn([roleTrust], {
    type: "aws:iam/role:Role",
    name: "to-stream",
    props: { assumeRolePolicy: documentOf(statement) },
  });
  expect(verdict?.message).toBe(
    "The role to-stream may be assumed by logs.amazonaws.com on behalf of any account (statement Stream of its trust policy); add a condition on aws:SourceAccount, or on aws:SourceArn with an ARN that contains the account.",
  );
});
