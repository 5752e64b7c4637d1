import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, documentOf, lambdaTrust, type Planted, queueArn, roleArn } from "./planted";

const send = { Effect: "Allow", Action: "sqs:SendMessage", Resource: queueArn("audit") };

/** Violations about what a role may do, and who may take it. */
export const granted: readonly Planted[] = [
  grant("sqs:* as a scalar", "Action::sqs:*", { Action: "sqs:*" }),
  grant("a wildcard in a list beside named actions", "Action::sqs:Get*", { Action: ["sqs:SendMessage", "sqs:Get*"] }),
  grant("every action", "Action::*", { Action: ["*"] }),
  grant("a service's actions in capitals", "Action::SQS:*", { Action: "SQS:*" }),
  grant("a wildcard before a name", "Action::sqs:*Message", { Action: "sqs:*Message" }),
  grant("a question mark in a service's name", "Action::s?s:SendMessage", { Action: "s?s:SendMessage" }),
  grant("every resource", "Resource::*", { Resource: "*" }),
  grant("every resource, in a list, by an action in another case", "Resource::*", {
    Action: ["SQS:sendmessage"],
    Resource: ["*"],
  }),
  grant("every queue by an ARN", "Resource::arn:aws:sqs:*:*:*", { Resource: "arn:aws:sqs:*:*:*" }),
  grant("a queue of that name in every account", "Resource::arn:aws:sqs:us-east-1:*:audit", {
    Resource: ["arn:aws:sqs:us-east-1:*:audit"],
  }),
  grant("all actions but some", "NotAction::iam:*", { Action: undefined, NotAction: "iam:*" }),
  grant("all resources but one", `NotResource::${queueArn("audit")}`, {
    Resource: undefined,
    NotResource: [queueArn("audit")],
  }),
  grant("passing a role to any service", "Action::iam:PassRole", { Action: "iam:PassRole", Resource: roleArn("x") }),
  grant("passing a role to all services but one", "Action::iam:PassRole", {
    Action: "IAM:PassRole",
    Resource: roleArn("x"),
    Condition: { StringNotEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
  }),
  grant("audit events into every channel", "Resource::*", { Action: "cloudtrail-data:PutAuditEvents", Resource: "*" }),
  grant("audit events into a family of channels", `Resource::arn:aws:cloudtrail:us-east-1:${account}:channel/ab*`, {
    Action: "CloudTrail-Data:putauditevents",
    Resource: `arn:aws:cloudtrail:us-east-1:${account}:channel/ab*`,
  }),
  {
    policy: "least-privilege",
    what: "a wildcard in an inline policy of a role, as an object",
    resource: "inline-role",
    subject: "Action::s3:*",
    declare: () =>
      new aws.iam.Role("inline-role", {
        assumeRolePolicy: lambdaTrust,
        inlinePolicies: [
          { name: "narrow", policy: JSON.stringify(documentOf(send)) },
          {
            name: "wide",
            policy: JSON.stringify(documentOf({ ...send, Action: "s3:*", Resource: "arn:aws:s3:::bucket/*" })),
          },
        ],
      }),
  },
  {
    policy: "least-privilege",
    what: "a wildcard in a policy that an attachment brings to a role",
    resource: "attached-policy",
    subject: "Action::dynamodb:*",
    declare: () => {
      const table = `arn:aws:dynamodb:us-east-1:${account}:table/x`;
      const policy = new aws.iam.Policy("attached-policy", {
        policy: documentOf({ ...send, Action: "dynamodb:*", Resource: table }),
      });
      new aws.iam.RolePolicyAttachment("attachment", { role: "somebody", policyArn: policy.arn });
    },
  },
  {
    policy: "least-privilege",
    what: "a wildcard in a document that is text",
    resource: "grant-as-text",
    subject: "Action::logs:*",
    declare: () =>
      rolePolicy(
        "grant-as-text",
        `{ "Statement": { "Effect": "Allow", "Action": "logs:*", "Resource": "arn:aws:logs:us-east-1:${account}:log-group:/x:*" } }`,
      ),
  },
  {
    policy: "least-privilege",
    what: "a wildcard in a document with an Output that is not known yet",
    resource: "grant-as-output",
    subject: "Action::sns:*",
    firstPreview: "unknown",
    declare: () => {
      const topic = new aws.sns.Topic("topic-of-the-output", {});
      rolePolicy(
        "grant-as-output",
        pulumi.jsonStringify(documentOf({ ...send, Action: "sns:*", Resource: topic.arn as unknown as string })),
      );
    },
  },
  {
    policy: "managed-policies",
    what: "AdministratorAccess in a role's own list",
    resource: "administrator",
    subject: "ManagedPolicy::arn:aws:iam::aws:policy/AdministratorAccess",
    declare: () =>
      new aws.iam.Role("administrator", {
        assumeRolePolicy: lambdaTrust,
        managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
      }),
  },
  attachment("a service's full access", "AmazonSQSFullAccess"),
  attachment("a service's full access, with an underscore and a version", "AWSLambda_FullAccess"),
  attachment("full access under a path and a number", "job-function/SystemAdministrator"),
  attachment("a power user's access", "PowerUserAccess"),
  trust("everybody", "Principal::*", { Principal: "*" }),
  trust("every account", "Principal::AWS:*", { Principal: { AWS: ["*"] } }),
  trust("everybody, under a condition that a missing key meets", "Principal::*", {
    Principal: "*",
    Condition: { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-abcdef1234" } },
  }),
  trust("EventBridge for any account", "Principal::Service:events.amazonaws.com", {
    Principal: { Service: "events.amazonaws.com" },
  }),
  trust("an identity provider's every user", `Principal::Federated:arn:aws:iam::${account}:oidc-provider/issuer`, {
    Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/issuer` },
    Action: "sts:AssumeRoleWithWebIdentity",
  }),
  trust("every action of STS", "Action::sts:*", { Action: "sts:*" }),
];

function rolePolicy(name: string, policy: aws.iam.RolePolicyArgs["policy"]): void {
  new aws.iam.RolePolicy(name, { role: "somebody", policy });
}

/** A grant in a document that is an object: the happy path with changes. */
function grant(what: string, subject: string, changes: object): Planted {
  const resource = `grant-${nameOf(what)}`;
  return {
    policy: "least-privilege",
    what,
    resource,
    subject,
    declare: () => rolePolicy(resource, documentOf(withoutUndefined({ ...send, ...changes }))),
  };
}

function attachment(what: string, name: string): Planted {
  const resource = `attachment-${nameOf(name)}`;
  const policyArn = `arn:aws:iam::aws:policy/${name}`;
  return {
    policy: "managed-policies",
    what,
    resource,
    subject: `ManagedPolicy::${policyArn}`,
    declare: () => new aws.iam.RolePolicyAttachment(resource, { role: "somebody", policyArn }),
  };
}

function trust(what: string, subject: string, changes: object): Planted {
  const resource = `role-for-${nameOf(what)}`;
  const statement = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  return {
    policy: "role-trust",
    what,
    resource,
    subject,
    declare: () =>
      new aws.iam.Role(resource, {
        assumeRolePolicy: JSON.stringify(documentOf(withoutUndefined({ ...statement, ...changes }))),
      }),
  };
}

/** A resource's name made of what is wrong with it, short enough for every type's names and told apart by a checksum. */
export function nameOf(what: string): string {
  const words = what
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 32);
  return `${words.replace(/^-|-$/g, "")}-${createHash("sha256").update(what).digest("hex").slice(0, 4)}`;
}

/** A statement without what a change takes away. */
export function withoutUndefined(statement: object): object {
  return Object.fromEntries(Object.entries(statement).filter(([, value]) => value !== undefined));
}
