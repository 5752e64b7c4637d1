import * as aws from "@pulumi/aws";
import { nameOf, withoutUndefined } from "./granted";
import { account, documentOf, type Planted, queueArn } from "./planted";

const events = { Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: "sqs:SendMessage" };
const ofRule = { ArnEquals: { "aws:SourceArn": `arn:aws:events:us-east-1:${account}:rule/okta` } };
const denial = {
  Effect: "Deny",
  Principal: "*",
  Action: "sqs:*",
  Resource: queueArn("audit"),
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const channelArn = `arn:aws:cloudtrail:us-east-1:${account}:channel/64b5eea0-82c3-4e9c-b339-c4549d2329e9`;

/** Violations about what others may do with a resource. */
export const shared: readonly Planted[] = [
  queuePolicy("a queue for everybody", "Principal::*", { Principal: "*" }),
  queuePolicy("a queue for everybody, under a condition that excludes", "Principal::AWS:*", {
    Principal: { AWS: "*" },
    Condition: { StringNotEquals: { "aws:PrincipalAccount": "210987654321" } },
  }),
  queuePolicy("a queue for everybody, under a condition that all meet", "Principal::*", {
    Principal: "*",
    Condition: { StringLike: { "aws:PrincipalOrgID": "*" } },
  }),
  queuePolicy("a queue for EventBridge in any account", "Principal::Service:events.amazonaws.com", {
    Condition: undefined,
  }),
  queuePolicy("every action of a queue for another account", "Action::sqs:*", {
    Principal: { AWS: "arn:aws:iam::210987654321:root" },
    Action: "sqs:*",
  }),
  {
    policy: "resource-policies",
    what: "a topic that everybody may publish to",
    resource: "open-topic",
    subject: "Principal::AWS:*",
    declare: () => {
      const Resource = `arn:aws:sns:us-east-1:${account}:audit`;
      new aws.sns.Topic("open-topic", {
        policy: JSON.stringify(
          documentOf(
            { Effect: "Allow", Principal: { AWS: "*" }, Action: "sns:Publish", Resource },
            { ...denial, Action: "sns:Publish", Resource },
          ),
        ),
      });
    },
  },
  {
    policy: "resource-policies",
    what: "a key that everybody may decrypt with",
    resource: "open-key",
    subject: "Principal::*",
    declare: () =>
      new aws.kms.Key("open-key", {
        policy: JSON.stringify(
          documentOf(
            {
              Effect: "Allow",
              Principal: { AWS: `arn:aws:iam::${account}:root` },
              Action: "kms:*",
              Resource: "*",
            },
            { Effect: "Allow", Principal: "*", Action: "kms:Decrypt", Resource: "*" },
          ),
        ),
      }),
  },
  {
    policy: "resource-policies",
    what: "log groups that a service may write to for any account",
    resource: "open-logs",
    subject: "Principal::Service:events.amazonaws.com",
    declare: () =>
      new aws.cloudwatch.LogResourcePolicy("open-logs", {
        policyName: "open-logs",
        policyDocument: JSON.stringify(
          documentOf({
            ...events,
            Action: "logs:PutLogEvents",
            Resource: `arn:aws:logs:us-east-1:${account}:log-group:/aws/events/x:*`,
          }),
        ),
      }),
  },
  channelPolicy("another account without an external ID", {}),
  channelPolicy("another account with an external ID that all meet", {
    Condition: { StringLike: { "cloudtrail:ExternalId": "*" } },
  }),
  channelPolicy("everybody with a condition on the organization alone", {
    Principal: "*",
    Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abcdef1234" } },
  }),
  channelPolicy("an external ID that may be missing", {
    Condition: { StringEqualsIfExists: { "cloudtrail:ExternalId": "acme-3f6c2a9e7b1d4850" } },
  }),
  plainTransport("no statement on TLS", []),
  plainTransport("a denial under a second condition", [
    {
      ...denial,
      Condition: { Bool: { "aws:SecureTransport": "false" }, StringEquals: { "aws:PrincipalAccount": account } },
    },
  ]),
  plainTransport("a denial for one account alone", [{ ...denial, Principal: { AWS: account } }]),
  plainTransport("a denial of another action", [{ ...denial, Action: "sqs:ReceiveMessage" }]),
  plainTransport("a denial of what is encrypted", [
    { ...denial, Condition: { Bool: { "aws:SecureTransport": "true" } } },
  ]),
];

/** A policy of a queue: the happy path with changes, and the denial of plain transport. */
function queuePolicy(what: string, subject: string, changes: object): Planted {
  const resource = `policy-${nameOf(what)}`;
  const statement = withoutUndefined({ ...events, Resource: queueArn("audit"), Condition: ofRule, ...changes });
  const whole = "Principal" in changes && !("Condition" in changes) ? omit(statement, "Condition") : statement;
  return {
    policy: "resource-policies",
    what,
    resource,
    subject,
    declare: () => queuePolicyOf(resource, whole, denial),
  };
}

function plainTransport(what: string, statements: readonly object[]): Planted {
  const resource = `transport-${nameOf(what)}`;
  return {
    policy: "encrypted-transport",
    what,
    resource,
    subject: "aws:SecureTransport",
    declare: () =>
      queuePolicyOf(resource, { ...events, Resource: queueArn("audit"), Condition: ofRule }, ...statements),
  };
}

function queuePolicyOf(name: string, ...statements: readonly object[]): void {
  new aws.sqs.QueuePolicy(name, {
    queueUrl: `https://sqs.us-east-1.amazonaws.com/${account}/${name}`,
    policy: JSON.stringify(documentOf(...statements)),
  });
}

function channelPolicy(what: string, changes: object): Planted {
  const resource = `channel-policy-${nameOf(what)}`;
  const arn = channelArn.replace(/.{4}$/, nameOf(what).slice(-4));
  const statement = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::210987654321:root" },
    Action: "cloudtrail-data:PutAuditEvents",
    Resource: arn,
    ...changes,
  };
  const principal = "Principal" in changes ? "*" : "AWS:arn:aws:iam::210987654321:root";
  return {
    policy: "channel-policies",
    what,
    resource,
    subject: `ExternalId::${principal}`,
    declare: () =>
      new aws.cloudcontrol.Resource(resource, {
        typeName: "AWS::CloudTrail::ResourcePolicy",
        desiredState: JSON.stringify({ ResourceArn: arn, ResourcePolicy: documentOf(statement) }),
      }),
  };
}

function omit(statement: object, key: string): object {
  return Object.fromEntries(Object.entries(statement).filter(([name]) => name !== key));
}
