import { policies } from "../../policy/policies";
import { managedPolicies } from "../../policy/policies/managedPolicies";
import { resourcePolicies } from "../../policy/policies/resourcePolicies";
import { roleTrust } from "../../policy/policies/roleTrust";
import { documentOf } from "./planted/planted";
import { verdictsOn } from "./verdictsOn";

const account = "123456789012";
const wide = documentOf({ Effect: "Allow", Action: "sqs:*", Resource: `arn:aws:sqs:us-east-1:${account}:audit` });

async function subjects(type: string, props: object, only = policies): Promise<readonly string[]> {
  const verdicts = await verdictsOn(only, { type, name: "it", props });
  return verdicts.map(({ policy, subject }) => `${policy} ${subject}`);
}

const cloudControl = (typeName: string, desiredState: object) =>
  subjects("aws:cloudcontrol/resource:Resource", { typeName, desiredState: JSON.stringify(desiredState) });

describe("a grant is found wherever it stands", () => {
  it.each([
    ["AWS::IAM::ManagedPolicy", { PolicyDocument: wide }],
    ["AWS::IAM::RolePolicy", { PolicyDocument: wide }],
    ["AWS::IAM::Role", { AssumeRolePolicyDocument: documentOf(), Policies: [{ PolicyDocument: wide }] }],
  ])("in a resource of Cloud Control: %s", async (typeName, desiredState) => {
    expect(await cloudControl(typeName, desiredState)).toEqual(["least-privilege Action::sqs:*"]);
  });

  it("in a list of attachments of Cloud Control", async () => {
    const arn = "arn:aws:iam::aws:policy/IAMFullAccess";
    expect(await cloudControl("AWS::IAM::Role", { ManagedPolicyArns: [arn] })).toEqual([
      `managed-policies ManagedPolicy::${arn}`,
    ]);
  });

  it("in the policy of a permission set", async () => {
    const type = "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy";
    expect(await subjects(type, { inlinePolicy: wide })).toEqual(["least-privilege Action::sqs:*"]);
  });

  it.each([
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    "aws:iam/policyAttachment:PolicyAttachment",
  ])("in an attachment: %s", async (type) => {
    const policyArn = "arn:aws-us-gov:iam::aws:policy/AmazonS3FullAccess";
    expect(await subjects(type, { policyArn })).toEqual([`managed-policies ManagedPolicy::${policyArn}`]);
  });

  it("and text that is no JSON grants nothing", async () => {
    expect(await subjects("aws:iam/policy:Policy", { policy: "{ Statement" })).toEqual([]);
    expect(await subjects("aws:iam/policy:Policy", { policy: "null" })).toEqual([]);
    expect(await subjects("aws:iam/policy:Policy", { policy: '{"Statement":[null,7,"x"]}' })).toEqual([]);
  });
});

describe("managed policies that grant no whole service pass", () => {
  it.each([
    "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
    "arn:aws:iam::aws:policy/ReadOnlyAccess",
    "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess",
    `arn:aws:iam::${account}:policy/OurFullAccess`,
  ])("%s", async (policyArn) => {
    const type = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
    expect(await subjects(type, { policyArn }, [managedPolicies])).toEqual([]);
  });
});

describe("a trust policy", () => {
  const trust = (statement: object) =>
    subjects(
      "aws:iam/role:Role",
      { assumeRolePolicy: documentOf({ Effect: "Allow", Action: "sts:AssumeRole", ...statement }) },
      [roleTrust],
    );

  it.each<[string, object, readonly string[]]>([
    ["a service that tells no source", { Principal: { Service: "lambda.amazonaws.com" } }, []],
    [
      "a service that tells its source, bounded by it",
      {
        Principal: { Service: "events.amazonaws.com" },
        Condition: { ArnLike: { "aws:SourceArn": `arn:aws:events:us-east-1:${account}:rule/*` } },
      },
      [],
    ],
    [
      "a service that tells its source, bounded by everything",
      {
        Principal: { Service: ["lambda.amazonaws.com", "scheduler.amazonaws.com"] },
        Condition: { StringLike: { "aws:SourceAccount": "*" } },
      },
      ["role-trust Principal::Service:scheduler.amazonaws.com"],
    ],
    ["all but one", { NotPrincipal: { AWS: `arn:aws:iam::${account}:root` } }, ["role-trust NotPrincipal"]],
    [
      "everybody of an organization",
      { Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abcdef1234" } } },
      [],
    ],
    [
      "everybody, by a condition on every value of a key that may be missing",
      {
        Principal: "*",
        Condition: { "ForAllValues:StringEquals": { "aws:PrincipalOrgPaths": "o-abcdef1234/r-ab12/" } },
      },
      ["role-trust Principal::*"],
    ],
  ])("for %s", async (_, statement, expected) => {
    expect(await trust(statement)).toEqual(expected);
  });
});

describe("a resource's own policy", () => {
  const queuePolicy = (statement: object) =>
    subjects("aws:sqs/queuePolicy:QueuePolicy", { policy: documentOf({ Effect: "Allow", ...statement }) }, [
      resourcePolicies,
    ]);
  const resource = { Action: "sqs:SendMessage", Resource: `arn:aws:sqs:us-east-1:${account}:audit` };

  it.each<[string, object, readonly string[]]>([
    ["a named role", { ...resource, Principal: { AWS: `arn:aws:iam::${account}:role/sender` } }, []],
    ["all but one", { ...resource, NotPrincipal: { AWS: account } }, ["resource-policies NotPrincipal"]],
    [
      "every action but one",
      { Principal: { AWS: account }, NotAction: "sqs:DeleteQueue", Resource: resource.Resource },
      ["resource-policies NotAction::sqs:DeleteQueue"],
    ],
    [
      "every action for the account of another queue",
      { Principal: { AWS: "210987654321" }, Action: "sqs:*", Resource: resource.Resource },
      ["resource-policies Action::sqs:*"],
    ],
  ])("for %s", async (_, statement, expected) => {
    expect(await queuePolicy(statement)).toEqual(expected);
  });

  it("of an event bus may be one statement alone", async () => {
    const Statement = { Effect: "Allow", Principal: "*", Action: "events:PutEvents", Resource: "arn:aws:events:x" };
    expect(await cloudControl("AWS::Events::EventBusPolicy", { Statement })).toEqual([
      "resource-policies Principal::*",
    ]);
  });

  it("of a key lets CloudTrail encrypt an event data store without a source, as its documents demand", async () => {
    const trail = { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" }, Resource: "*" };
    const policy = (Action: string | readonly string[]) =>
      subjects("aws:kms/key:Key", { policy: documentOf({ ...trail, Action }) });
    expect(await policy(["kms:GenerateDataKey", "kms:Decrypt"])).toEqual([]);
    expect(await policy("kms:CreateGrant")).toEqual(["resource-policies Principal::Service:cloudtrail.amazonaws.com"]);
  });

  it.each<[string, object, readonly string[]]>([
    ["a rule", { principal: "events.amazonaws.com", sourceArn: "arn:aws:events:us-east-1:1:rule/x" }, []],
    ["a service", { principal: "events.amazonaws.com" }, ["resource-policies Principal::Service:events.amazonaws.com"]],
    ["everybody", { principal: "*" }, ["resource-policies Principal::*"]],
    ["an organization", { principal: "*", principalOrgId: "o-abcdef1234" }, []],
    ["an account", { principal: account }, []],
  ])("of a function, for %s", async (_, props, expected) => {
    expect(await subjects("aws:lambda/permission:Permission", props)).toEqual(expected);
  });
});
