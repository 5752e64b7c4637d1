import { leastPrivilege } from "../../policy/policies/leastPrivilege";
import { verdictsOn } from "./verdictsOn";

const queueArn = "arn:aws:sqs:us-east-1:123456789012:audit";
const happyPath = { Effect: "Allow", Action: "sqs:SendMessage", Resource: queueArn };

async function subjects(type: string, props: object): Promise<readonly string[]> {
  const verdicts = await verdictsOn([leastPrivilege], { type, name: "grant", props });
  return verdicts.map(({ subject }) => subject);
}

/** The findings of a policy whose only statement is the happy path with these changes. */
function grant(changes: object): Promise<readonly string[]> {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [{ ...happyPath, ...changes }] });
  return subjects("aws:iam/rolePolicy:RolePolicy", { policy });
}

describe("least privilege allows", () => {
  it.each<[string, object]>([
    ["a named action on a named resource", {}],
    ["a list of each", { Action: ["sqs:SendMessage", "sqs:ReceiveMessage"], Resource: [queueArn] }],
    ["every resource for an action that knows none", { Action: "sqs:ListQueues", Resource: "*" }],
    [
      "a log group and its streams",
      { Action: "logs:PutLogEvents", Resource: "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/x:*" },
    ],
    ["the objects of one bucket", { Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/*" }],
    ["a family of queues by a prefix", { Resource: "arn:aws:sqs:us-east-1:123456789012:audit-*" }],
    ["a named queue in every Region", { Resource: "arn:aws:sqs:*:123456789012:audit" }],
    ["a deny, however wide", { Effect: "Deny", Action: "*", Resource: "*" }],
    [
      "passing a role to a named service",
      {
        Action: "iam:PassRole",
        Resource: "arn:aws:iam::123456789012:role/x",
        Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
      },
    ],
  ])("%s", async (_, changes) => {
    expect(await grant(changes)).toEqual([]);
  });
});

describe("least privilege refuses", () => {
  it.each<[string, object, readonly string[]]>([
    ["every action", { Action: "*" }, ["Action::*"]],
    ["a service's every action", { Action: "sqs:*" }, ["Action::sqs:*"]],
    ["a service's every action in capitals", { Action: ["SQS:*"] }, ["Action::SQS:*"]],
    ["a wildcard in front of an action's name", { Action: "sqs:*Message" }, ["Action::sqs:*Message"]],
    ["a question mark in an action", { Action: "s?s:SendMessage" }, ["Action::s?s:SendMessage"]],
    ["every resource for an action that knows some", { Resource: "*" }, ["Resource::*"]],
    ["the same in a list and another case", { Action: ["SQS:sendmessage"], Resource: ["*"] }, ["Resource::*"]],
    ["every queue by an ARN", { Resource: "arn:aws:sqs:*:*:*" }, ["Resource::arn:aws:sqs:*:*:*"]],
    [
      "every table",
      { Action: "dynamodb:PutItem", Resource: "arn:aws:dynamodb:us-east-1:123456789012:table/*" },
      ["Resource::arn:aws:dynamodb:us-east-1:123456789012:table/*"],
    ],
    ["every channel for audit events", { Action: "cloudtrail-data:PutAuditEvents", Resource: "*" }, ["Resource::*"]],
    [
      "every channel by an ARN",
      { Action: "cloudtrail-data:PutAuditEvents", Resource: "arn:aws:cloudtrail:us-east-1:123456789012:channel/*" },
      ["Resource::arn:aws:cloudtrail:us-east-1:123456789012:channel/*"],
    ],
    [
      "a family of channels",
      { Action: "CloudTrail-Data:putauditevents", Resource: "arn:aws:cloudtrail:us-east-1:123456789012:channel/ab*" },
      ["Resource::arn:aws:cloudtrail:us-east-1:123456789012:channel/ab*"],
    ],
    [
      "a queue of that name in every account",
      { Resource: "arn:aws:sqs:us-east-1:*:audit" },
      ["Resource::arn:aws:sqs:us-east-1:*:audit"],
    ],
    ["every resource for an action that nobody knows", { Action: "sqs:SendMesage", Resource: "*" }, ["Resource::*"]],
    ["all actions but some", { Action: undefined, NotAction: "iam:CreateUser" }, ["NotAction::iam:CreateUser"]],
    ["all resources but some", { Resource: undefined, NotResource: queueArn }, [`NotResource::${queueArn}`]],
    [
      "passing a role to any service",
      { Action: "iam:PassRole", Resource: "arn:aws:iam::123456789012:role/x" },
      ["Action::iam:PassRole"],
    ],
    [
      "passing a role to all services but one",
      {
        Action: "iam:PassRole",
        Resource: "arn:aws:iam::123456789012:role/x",
        Condition: { StringNotEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
      },
      ["Action::iam:PassRole"],
    ],
    [
      "passing a role to a family of services",
      {
        Action: "IAM:passrole",
        Resource: "arn:aws:iam::123456789012:role/x",
        Condition: { StringLike: { "IAM:PassedToService": "*.amazonaws.com" } },
      },
      ["Action::iam:PassRole"],
    ],
  ])("%s", async (_, changes, findings) => {
    expect(await grant(changes)).toEqual(findings);
  });

  it("the same in every place that takes a document, as text or as an object", async () => {
    const document = { Version: "2012-10-17", Statement: { ...happyPath, Action: "sqs:*" } };
    for (const policy of [document, JSON.stringify(document)]) {
      for (const type of [
        "aws:iam/policy:Policy",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:iam/userPolicy:UserPolicy",
        "aws:iam/groupPolicy:GroupPolicy",
      ]) {
        expect(await subjects(type, { policy })).toEqual(["Action::sqs:*"]);
      }
      expect(
        await subjects("aws:iam/role:Role", { assumeRolePolicy: "{}", inlinePolicies: [{ name: "x", policy }] }),
      ).toEqual(["Action::sqs:*"]);
    }
  });

  it("says in one sentence who, what and what to do", async () => {
    const [verdict] = await verdictsOn([leastPrivilege], {
      type: "aws:iam/rolePolicy:RolePolicy",
      name: "okta-grant",
      props: { policy: { Statement: { ...happyPath, Sid: "Send", Resource: "*" } } },
    });
    expect(verdict).toEqual({
      policy: "least-privilege",
      enforcementLevel: "mandatory",
      urn: "okta-grant",
      resource: "okta-grant",
      subject: "Resource::*",
      message:
        "okta-grant allows sqs:SendMessage on * (statement Send), although the action can be bounded to a resource; name its ARN.",
    });
  });
});
