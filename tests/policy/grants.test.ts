import { policies } from "../../policy/policies";
import { channelPolicies } from "../../policy/policies/channelPolicies";
import { encryptedTransport } from "../../policy/policies/encryptedTransport";
import { leastPrivilege } from "../../policy/policies/leastPrivilege";
import { resourcePolicies } from "../../policy/policies/resourcePolicies";
import { roleTrust } from "../../policy/policies/roleTrust";
import { documentOf } from "./planted/planted";
import { type Case, describeCases, verdictsOn } from "./verdictsOn";

const account = "123456789012";
const queueArn = `arn:aws:sqs:us-east-1:${account}:audit`;
const roleArn = `arn:aws:iam::${account}:role/x`;
const channelArn = `arn:aws:cloudtrail:us-east-1:${account}:channel`;
const wide = documentOf({ Effect: "Allow", Action: "sqs:*", Resource: queueArn });

/** Cases of a document in a property, whose one statement is the happy path with changes. */
const documents = (property: string, happyPath: object, cases: readonly Case[], ...beside: readonly object[]): Case[] =>
  cases.map(([what, changes, ...subjects]) => {
    const statement = JSON.parse(JSON.stringify({ Effect: "Allow", ...happyPath, ...changes }));
    return [what, { [property]: JSON.stringify(documentOf(statement, ...beside)) }, ...subjects];
  });

async function subjects(type: string, props: object): Promise<readonly string[]> {
  const verdicts = await verdictsOn(policies, { type, name: "it", props });
  return verdicts.map(({ policy, subject }) => `${policy} ${subject}`);
}

const cloudControl = (typeName: string, desiredState: object) =>
  subjects("aws:cloudcontrol/resource:Resource", { typeName, desiredState: JSON.stringify(desiredState) });

/** A service as the principal, and a condition of one key. */
const of = (...services: readonly string[]) => ({
  Principal: { Service: services.map((service) => `${service}.amazonaws.com`) },
});
const when = (operator: string, key: string, value: string) => ({ Condition: { [operator]: { [key]: value } } });
const organization = ["aws:PrincipalOrgID", "o-abcdef1234"] as const;

const send = { Action: "sqs:SendMessage", Resource: queueArn };
const put = "cloudtrail-data:PutAuditEvents";

describe("a grant is found wherever it stands", () => {
  it.each([
    ["aws:iam/policy:Policy", (policy: unknown) => ({ policy })],
    ["aws:iam/userPolicy:UserPolicy", (policy: unknown) => ({ policy })],
    ["aws:iam/groupPolicy:GroupPolicy", (policy: unknown) => ({ policy })],
    ["aws:iam/role:Role", (policy: unknown) => ({ assumeRolePolicy: "{}", inlinePolicies: [{ name: "x", policy }] })],
    ["aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy", (inlinePolicy: unknown) => ({ inlinePolicy })],
  ])("in %s, as text or as an object", async (type, propsOf) => {
    for (const document of [wide, JSON.stringify(wide)]) {
      expect(await subjects(type, propsOf(document))).toEqual([`least-privilege Action::sqs:*::${queueArn}`]);
    }
  });

  it.each([
    ["AWS::IAM::ManagedPolicy", { PolicyDocument: wide }],
    ["AWS::IAM::RolePolicy", { PolicyDocument: wide }],
    ["AWS::IAM::Role", { AssumeRolePolicyDocument: documentOf(), Policies: [{ PolicyDocument: wide }] }],
  ])("in a resource of Cloud Control: %s", async (typeName, desiredState) => {
    expect(await cloudControl(typeName, desiredState)).toEqual([`least-privilege Action::sqs:*::${queueArn}`]);
  });

  it.each(["{ Statement", "null", '{"Statement":[null,7,"x"]}'])("and the text %s grants nothing", async (policy) => {
    expect(await subjects("aws:iam/policy:Policy", { policy })).toEqual([]);
  });

  it("and is reported in one sentence that says who, what and what to do", async () => {
    const props = { policy: { Statement: { Effect: "Allow", Sid: "Send", ...send, Resource: "*" } } };
    const grant = { type: "aws:iam/rolePolicy:RolePolicy", name: "okta-grant", props };
    const [verdict] = await verdictsOn([leastPrivilege], grant);
    expect(verdict?.message).toBe(
      "okta-grant allows sqs:SendMessage on * (statement Send), which names no resource although the action takes one; name its ARN.",
    );
  });
});

const rules = `arn:aws:events:us-east-1:${account}:rule/*`;
const issuer = `arn:aws:iam::${account}:oidc-provider/issuer`;

describeCases(
  roleTrust,
  "aws:iam/role:Role",
  documents("assumeRolePolicy", { Action: "sts:AssumeRole" }, [
    ["a service that tells no source", of("lambda")],
    ["a service that tells its source, bounded by it", { ...of("events"), ...when("ArnLike", "aws:SourceArn", rules) }],
    [
      "a service that tells its source, bounded by everything",
      { ...of("lambda", "scheduler"), ...when("StringLike", "aws:SourceAccount", "*") },
      "Principal::Service:scheduler.amazonaws.com",
    ],
    ["a service that tells its source, for any account", of("events"), "Principal::Service:events.amazonaws.com"],
    ["all but one", { NotPrincipal: { AWS: `arn:aws:iam::${account}:root` } }, "NotPrincipal"],
    ["every account", { Principal: { AWS: ["*"] } }, "Principal::AWS:*"],
    ["everybody of an organization", { Principal: "*", ...when("StringEquals", ...organization) }],
    [
      "a condition that a missing key meets",
      { Principal: "*", ...when("StringEqualsIfExists", ...organization) },
      "Principal::*",
    ],
    [
      "everybody, by a condition on every value of a key that may be missing",
      { Principal: "*", ...when("ForAllValues:StringEquals", "aws:PrincipalOrgPaths", "o-abcdef1234/r-ab12/") },
      "Principal::*",
    ],
    [
      "an identity provider's every user",
      { Principal: { Federated: issuer }, Action: "sts:AssumeRoleWithWebIdentity" },
      `Principal::Federated:${issuer}`,
    ],
    ["every action of STS", { ...of("lambda"), Action: "sts:*" }, "Action::sts:*"],
  ]),
);

const byAccount = { Principal: { AWS: account } };

describeCases(
  resourcePolicies,
  "aws:sqs/queuePolicy:QueuePolicy",
  documents("policy", send, [
    ["a named role", { Principal: { AWS: roleArn } }],
    ["all but one", { NotPrincipal: { AWS: account } }, "NotPrincipal"],
    [
      "every action but one",
      { ...byAccount, Action: undefined, NotAction: "sqs:Send" },
      `NotAction::sqs:Send::${queueArn}`,
    ],
    ["every action for its own account", { ...byAccount, Action: "sqs:*" }],
    [
      "every action for another account",
      { Principal: { AWS: "210987654321" }, Action: "sqs:*" },
      `Action::sqs:*::${queueArn}`,
    ],
    ["everybody", { Principal: "*" }, "Principal::*"],
    [
      "everybody, under a condition that excludes",
      { Principal: { AWS: "*" }, ...when("StringNotEquals", "aws:PrincipalAccount", "210987654321") },
      "Principal::AWS:*",
    ],
    ["a condition that all meet", { Principal: "*", ...when("StringLike", "aws:PrincipalOrgID", "*") }, "Principal::*"],
    ["EventBridge in any account", of("events"), "Principal::Service:events.amazonaws.com"],
  ]),
);

describeCases(resourcePolicies, "aws:sns/topic:Topic", [
  ...documents("policy", { Action: "sns:Publish", Resource: "arn:aws:sns:us-east-1:1:x" }, [
    ["everybody", { Principal: { AWS: "*" } }, "Principal::AWS:*"],
  ]),
]);

// CloudTrail encrypts an event data store without naming a source (AWS CloudTrail User Guide, "Configure AWS KMS key policies for CloudTrail").
describeCases(
  resourcePolicies,
  "aws:kms/key:Key",
  documents("policy", { Resource: "*", ...of("cloudtrail") }, [
    ["what CloudTrail does without a source", { Action: ["kms:GenerateDataKey", "kms:Decrypt"] }],
    ["more for CloudTrail", { Action: "kms:CreateGrant" }, "Principal::Service:cloudtrail.amazonaws.com"],
    ["everybody", { Principal: "*", Action: "kms:Decrypt" }, "Principal::*"],
  ]),
);

describeCases(resourcePolicies, "aws:lambda/permission:Permission", [
  ["a rule", { principal: "events.amazonaws.com", sourceArn: "arn:aws:events:us-east-1:1:rule/x" }],
  ["a service", { principal: "events.amazonaws.com" }, "Principal::Service:events.amazonaws.com"],
  ["everybody", { principal: "*" }, "Principal::*"],
  ["an organization", { principal: "*", principalOrgId: "o-abcdef1234" }],
  ["an account", { principal: account }],
]);

it("the policy of an event bus may be one statement alone", async () => {
  const Statement = { Effect: "Allow", Principal: "*", Action: "events:PutEvents", Resource: "arn:aws:events:x" };
  expect(await cloudControl("AWS::Events::EventBusPolicy", { Statement })).toEqual(["resource-policies Principal::*"]);
});

const arn = `${channelArn}/64b5eea0`;
const other = "arn:aws:iam::210987654321:role/x";
const externalId = (operator: string, value = "acme-3f6c2a9e7b1d4850") =>
  when(operator, "cloudtrail:ExternalId", value);

describeCases(
  channelPolicies,
  "aws:cloudcontrol/resource:Resource",
  (
    [
      ["with an external ID", {}],
      ["for the channel's own account", { ...byAccount, Condition: undefined }],
      ["with another action", { Action: "cloudtrail:DeleteChannel" }, "Action::cloudtrail:DeleteChannel"],
      ["for another channel", { Resource: `${arn}1` }, `Resource::${arn}1`],
      [
        "without an external ID for one of two",
        { Principal: { AWS: [account, other] }, Condition: undefined },
        `ExternalId::AWS:${other}`,
      ],
      ["with an external ID that all meet", externalId("StringLike", "*"), `ExternalId::AWS:${other}`],
      ["with an external ID that may be missing", externalId("StringEqualsIfExists"), `ExternalId::AWS:${other}`],
      ["for an organization", { Principal: "*", ...when("StringEquals", ...organization) }, "ExternalId::*"],
    ] satisfies readonly Case[]
  ).map(([what, changes, ...found]): Case => {
    const statement = { Effect: "Allow", Principal: { AWS: other }, Action: put, Resource: arn };
    const ResourcePolicy = documentOf({ ...statement, ...externalId("StringEquals"), ...changes });
    const desiredState = JSON.stringify({ ResourceArn: arn, ResourcePolicy });
    return [what, { typeName: "AWS::CloudTrail::ResourcePolicy", desiredState }, ...found];
  }),
);

const plain = when("Bool", "aws:SecureTransport", "false");
const denial = { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: queueArn, ...plain };
const missing = "aws:SecureTransport";

describeCases(
  encryptedTransport,
  "aws:sqs/queuePolicy:QueuePolicy",
  documents(
    "policy",
    denial,
    [
      ["a denial of every action without TLS", {}],
      [
        "a denial under a second condition",
        { Condition: { ...plain.Condition, StringEquals: { "aws:PrincipalAccount": account } } },
        missing,
      ],
      ["a denial for one account alone", byAccount, missing],
      ["a denial of another action", { Action: "sqs:ReceiveMessage" }, missing],
      ["a denial of what is encrypted", when("Bool", "aws:SecureTransport", "true"), missing],
    ],
    { Effect: "Allow", ...of("events"), ...send },
  ),
);
