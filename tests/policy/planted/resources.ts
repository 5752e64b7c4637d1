import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, archiveOf, documentOf, lambda, lambdaTrust, type Planted, planted, queueArn } from "./planted";

const send = { Effect: "Allow", Action: "sqs:SendMessage", Resource: queueArn("audit") };
const events = { Principal: { Service: "events.amazonaws.com" } };
const selectors = [{ name: "partners", fieldSelectors: [{ field: "eventCategory", equals: ["ActivityAuditLog"] }] }];
const eventLogs = `arn:aws:logs:us-east-1:${account}:log-group:/aws/events/x:*`;
const channelArn = `arn:aws:cloudtrail:us-east-1:${account}:channel/64b5eea0-82c3-4e9c-b339-c4549d2329e9`;

/** Violations of single resources: one per resource policy, and values that are unknown in a first preview. */
export const ofResources: readonly Planted[] = [
  planted(
    "retention",
    "short-log",
    "a log group that keeps events for a week",
    "retentionInDays::7",
    () => new aws.cloudwatch.LogGroup("short-log", { retentionInDays: 7 }),
  ),
  planted(
    "retention",
    "short-lock",
    "objects locked for a month",
    "defaultRetention::30",
    () =>
      new aws.s3.BucketObjectLockConfiguration("short-lock", {
        bucket: "elsewhere",
        rule: { defaultRetention: { mode: "COMPLIANCE", days: 30 } },
      }),
  ),
  planted(
    "event-data-store",
    "open-store",
    "a channel's store without termination protection",
    "terminationProtectionEnabled::false",
    () =>
      new aws.cloudtrail.EventDataStore("open-store", {
        retentionPeriod: 365,
        multiRegionEnabled: false,
        terminationProtectionEnabled: false,
        advancedEventSelectors: selectors,
      }),
  ),
  planted("least-privilege", "wide-grant", "every action of a service", `Action::sqs:*::${queueArn("audit")}`, () =>
    rolePolicy("wide-grant", documentOf({ ...send, Action: "sqs:*" })),
  ),
  planted(
    "least-privilege",
    "grant-as-output",
    "a wildcard in a document with an unknown Output",
    `Action::sns:*::arn:aws:sns:us-east-1:${account}:topic-of-the-output`,
    () => {
      const { arn } = new aws.sns.Topic("topic-of-the-output", { name: "topic-of-the-output" });
      const document = { Version: "2012-10-17", Statement: [{ ...send, Action: "sns:*", Resource: arn }] };
      rolePolicy("grant-as-output", pulumi.jsonStringify(document));
    },
  ),
  planted(
    "managed-policies",
    "administrator",
    "AdministratorAccess in a role's own list",
    "ManagedPolicy::arn:aws:iam::aws:policy/AdministratorAccess",
    () =>
      new aws.iam.Role("administrator", {
        assumeRolePolicy: lambdaTrust,
        managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
      }),
  ),
  planted("role-trust", "open-role", "a role that everyone may assume", "Principal::*::sts:AssumeRole", () => {
    const statement = { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" };
    new aws.iam.Role("open-role", { assumeRolePolicy: JSON.stringify(documentOf(statement)) });
  }),
  planted(
    "resource-policies",
    "open-logs",
    "log groups that a service may write to on behalf of any account",
    `Principal::Service:events.amazonaws.com::logs:PutLogEvents::${eventLogs}`,
    () => {
      const Resource = eventLogs;
      const statement = { Effect: "Allow", ...events, Action: "logs:PutLogEvents", Resource };
      const policyDocument = JSON.stringify(documentOf(statement));
      new aws.cloudwatch.LogResourcePolicy("open-logs", { policyName: "open-logs", policyDocument });
    },
  ),
  planted(
    "channel-policies",
    "open-channel",
    "another account without an external ID",
    `ExternalId::AWS:arn:aws:iam::210987654321:root::cloudtrail-data:PutAuditEvents::${channelArn}`,
    () => {
      const Principal = { AWS: "arn:aws:iam::210987654321:root" };
      const Action = "cloudtrail-data:PutAuditEvents";
      const ResourcePolicy = documentOf({ Effect: "Allow", Principal, Action, Resource: channelArn });
      new aws.cloudcontrol.Resource("open-channel", {
        typeName: "AWS::CloudTrail::ResourcePolicy",
        desiredState: JSON.stringify({ ResourceArn: channelArn, ResourcePolicy }),
      });
    },
  ),
  planted(
    "encrypted-transport",
    "plain-transport",
    "a queue policy without a statement on TLS",
    `aws:SecureTransport::sqs:SendMessage::${queueArn("audit")}`,
    () => {
      const Condition = { ArnEquals: { "aws:SourceArn": `arn:aws:events:us-east-1:${account}:rule/okta` } };
      new aws.sqs.QueuePolicy("plain-transport", {
        queueUrl: `https://sqs.us-east-1.amazonaws.com/${account}/audit`,
        policy: JSON.stringify(documentOf({ ...send, ...events, Condition })),
      });
    },
  ),
  planted(
    "encryption-at-rest",
    "plain-queue",
    "a queue with encryption disabled",
    "sqsManagedSseEnabled::false",
    () =>
      new aws.sqs.Queue("plain-queue", {
        messageRetentionSeconds: 604_800,
        sqsManagedSseEnabled: false,
        redrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn("letters"), maxReceiveCount: 100 }),
      }),
  ),
  planted(
    "key-rotation",
    "old-key",
    "a key that is never rotated",
    "enableKeyRotation",
    () => new aws.kms.Key("old-key", {}),
  ),
  planted(
    "topic-encryption",
    "managed-topic",
    "a topic encrypted with the AWS managed key, by its alias",
    "kmsMasterKeyId::alias/aws/sns",
    () => new aws.sns.Topic("managed-topic", { kmsMasterKeyId: "alias/aws/sns" }),
  ),
  planted(
    "event-targets",
    "lossy-target",
    "a target without a dead-letter queue",
    "deadLetterConfig",
    () =>
      new aws.cloudwatch.EventTarget("lossy-target", {
        rule: "okta",
        arn: queueArn("audit"),
        retryPolicy: { maximumRetryAttempts: 185, maximumEventAgeInSeconds: 86_400 },
      }),
  ),
  planted(
    "redrive",
    "redrive-output",
    "a message moved to the dead-letter queue after 2 receives, in a document with an unknown Output",
    "maxReceiveCount::2",
    () => {
      const { arn } = new aws.sqs.Queue("dead-letters-of-the-output", { messageRetentionSeconds: 1_209_600 });
      new aws.sqs.Queue("redrive-output", {
        messageRetentionSeconds: 604_800,
        redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: arn, maxReceiveCount: 2 }),
      });
    },
  ),
  planted(
    "event-source-mappings",
    "unbounded-mapping",
    "a mapping without a concurrency limit",
    "maximumConcurrency",
    () =>
      new aws.lambda.EventSourceMapping("unbounded-mapping", {
        functionName: "elsewhere",
        eventSourceArn: queueArn("audit"),
        functionResponseTypes: ["ReportBatchItemFailures"],
      }),
  ),
  planted("function-runtimes", "old-function", "a runtime without security updates", "runtime::dotnet8", () =>
    lambda("old-function", { runtime: "dotnet8" }),
  ),
  planted("function-secrets", "variable-secret", "a password in a variable", "Environment::DATABASE_PASSWORD", () =>
    lambda("variable-secret", { environment: { variables: { DATABASE_PASSWORD: "correct horse battery staple" } } }),
  ),
  planted("function-secrets", "code-secret", "a private key in the code", "Code::__index.js", () =>
    lambda("code-secret", { code: archiveOf(`const key = "-----BEGIN ${"RSA PRIVATE KEY"}-----\\nMIIEow";`) }),
  ),
  planted("unread-code", "large-code", "a file of more than 5 MiB in the code", "Code::typescript.js", () =>
    lambda("large-code", {
      code: new pulumi.asset.AssetArchive({
        "typescript.js": new pulumi.asset.FileAsset(require.resolve("typescript")),
      }),
    }),
  ),
];

function rolePolicy(name: string, policy: aws.iam.RolePolicyArgs["policy"]): void {
  new aws.iam.RolePolicy(name, { role: "somebody", policy });
}
