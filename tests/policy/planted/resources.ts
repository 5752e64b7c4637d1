import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, archiveOf, documentOf, lambda, lambdaTrust, type Planted, queueArn } from "./planted";

const send = { Effect: "Allow", Action: "sqs:SendMessage", Resource: queueArn("audit") };
const events = { Principal: { Service: "events.amazonaws.com" } };
const selectors = [{ name: "partners", fieldSelectors: [{ field: "eventCategory", equals: ["ActivityAuditLog"] }] }];
const channelArn = `arn:aws:cloudtrail:us-east-1:${account}:channel/64b5eea0-82c3-4e9c-b339-c4549d2329e9`;

/** Violations of a resource by itself: one of each resource policy, and what a first preview does not know. */
export const ofResources: readonly Planted[] = [
  {
    policy: "retention",
    what: "a log group that keeps events for a week",
    resource: "short-log",
    subject: "retentionInDays::7",
    declare: () => new aws.cloudwatch.LogGroup("short-log", { retentionInDays: 7 }),
  },
  {
    policy: "event-data-store",
    what: "a channel's store without termination protection",
    resource: "open-store",
    subject: "terminationProtectionEnabled::false",
    declare: () =>
      new aws.cloudtrail.EventDataStore("open-store", {
        retentionPeriod: 365,
        multiRegionEnabled: false,
        terminationProtectionEnabled: false,
        advancedEventSelectors: selectors,
      }),
  },
  {
    policy: "least-privilege",
    what: "a service's every action",
    resource: "wide-grant",
    subject: "Action::sqs:*",
    declare: () => rolePolicy("wide-grant", documentOf({ ...send, Action: "sqs:*" })),
  },
  {
    policy: "least-privilege",
    what: "a wildcard in a document with an Output that is not known yet",
    resource: "grant-as-output",
    subject: "Action::sns:*",
    firstPreview: "unknown",
    declare: () => {
      const { arn } = new aws.sns.Topic("topic-of-the-output", {});
      const document = { Version: "2012-10-17", Statement: [{ ...send, Action: "sns:*", Resource: arn }] };
      rolePolicy("grant-as-output", pulumi.jsonStringify(document));
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
  {
    policy: "role-trust",
    what: "a role that everybody may assume",
    resource: "open-role",
    subject: "Principal::*",
    declare: () => {
      const statement = { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" };
      new aws.iam.Role("open-role", { assumeRolePolicy: JSON.stringify(documentOf(statement)) });
    },
  },
  {
    policy: "resource-policies",
    what: "log groups that a service may write to for any account",
    resource: "open-logs",
    subject: "Principal::Service:events.amazonaws.com",
    declare: () => {
      const Resource = `arn:aws:logs:us-east-1:${account}:log-group:/aws/events/x:*`;
      const statement = { Effect: "Allow", ...events, Action: "logs:PutLogEvents", Resource };
      const policyDocument = JSON.stringify(documentOf(statement));
      new aws.cloudwatch.LogResourcePolicy("open-logs", { policyName: "open-logs", policyDocument });
    },
  },
  {
    policy: "channel-policies",
    what: "another account without an external ID",
    resource: "open-channel",
    subject: "ExternalId::AWS:arn:aws:iam::210987654321:root",
    declare: () => {
      const Principal = { AWS: "arn:aws:iam::210987654321:root" };
      const Action = "cloudtrail-data:PutAuditEvents";
      const ResourcePolicy = documentOf({ Effect: "Allow", Principal, Action, Resource: channelArn });
      new aws.cloudcontrol.Resource("open-channel", {
        typeName: "AWS::CloudTrail::ResourcePolicy",
        desiredState: JSON.stringify({ ResourceArn: channelArn, ResourcePolicy }),
      });
    },
  },
  {
    policy: "encrypted-transport",
    what: "a queue's policy without a statement on TLS",
    resource: "plain-transport",
    subject: "aws:SecureTransport",
    declare: () => {
      const Condition = { ArnEquals: { "aws:SourceArn": `arn:aws:events:us-east-1:${account}:rule/okta` } };
      new aws.sqs.QueuePolicy("plain-transport", {
        queueUrl: `https://sqs.us-east-1.amazonaws.com/${account}/audit`,
        policy: JSON.stringify(documentOf({ ...send, ...events, Condition })),
      });
    },
  },
  {
    policy: "topic-encryption",
    what: "a topic under the AWS managed key, by its alias",
    resource: "managed-topic",
    subject: "kmsMasterKeyId::alias/aws/sns",
    declare: () => new aws.sns.Topic("managed-topic", { kmsMasterKeyId: "alias/aws/sns" }),
  },
  {
    policy: "event-targets",
    what: "a target without a dead-letter queue",
    resource: "lossy-target",
    subject: "deadLetterConfig",
    declare: () =>
      new aws.cloudwatch.EventTarget("lossy-target", {
        rule: "okta",
        arn: queueArn("audit"),
        retryPolicy: { maximumRetryAttempts: 185, maximumEventAgeInSeconds: 86_400 },
      }),
  },
  {
    policy: "redrive",
    what: "a message given up after 2 receives, in a document with an Output that is not known yet",
    resource: "redrive-output",
    subject: "maxReceiveCount::2",
    firstPreview: "unknown",
    declare: () => {
      const { arn } = new aws.sqs.Queue("dead-letters-of-the-output", { messageRetentionSeconds: 1_209_600 });
      new aws.sqs.Queue("redrive-output", {
        messageRetentionSeconds: 604_800,
        redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: arn, maxReceiveCount: 2 }),
      });
    },
  },
  {
    policy: "event-source-mappings",
    what: "a mapping without a bound",
    resource: "unbounded-mapping",
    subject: "maximumConcurrency",
    declare: () =>
      new aws.lambda.EventSourceMapping("unbounded-mapping", {
        functionName: "elsewhere",
        eventSourceArn: queueArn("audit"),
        functionResponseTypes: ["ReportBatchItemFailures"],
      }),
  },
  {
    policy: "function-runtimes",
    what: "a runtime without security updates",
    resource: "old-function",
    subject: "runtime::dotnet8",
    declare: () => lambda("old-function", { runtime: "dotnet8" }),
  },
  {
    policy: "function-secrets",
    what: "a password in a variable",
    resource: "variable-secret",
    subject: "Environment::DATABASE_PASSWORD",
    declare: () =>
      lambda("variable-secret", { environment: { variables: { DATABASE_PASSWORD: "correct horse battery staple" } } }),
  },
  {
    policy: "function-secrets",
    what: "a private key in the code",
    resource: "code-secret",
    subject: "Code::__index.js",
    declare: () =>
      lambda("code-secret", { code: archiveOf(`const key = "-----BEGIN ${"RSA PRIVATE KEY"}-----\\nMIIEow";`) }),
  },
];

function rolePolicy(name: string, policy: aws.iam.RolePolicyArgs["policy"]): void {
  new aws.iam.RolePolicy(name, { role: "somebody", policy });
}
