import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PackConfiguration } from "../../../policy/settings";
import { lockedBucket } from "../lockedBucket";
import { account, documentOf, functionOf, lambda, lambdaTrust, type Planted, planted, queueArn } from "./planted";
import { ofResources } from "./resources";

const twoWeeks = 1_209_600;

/** Violations across resources, one per stack policy, that AWS accepts. */
const ofStack: readonly Planted[] = [
  planted(
    "evidence-buckets",
    "doomed-bucket",
    "a bucket of locked objects that is destroyed with its objects",
    "forceDestroy::true",
    () => lockedBucket("doomed-bucket", { bucket: { forceDestroy: true } }),
  ),
  planted(
    "evidence-buckets",
    "forgetful-bucket",
    "locked objects that expire before their lock",
    "expiration::364",
    () => lockedBucket("forgetful-bucket", { expireAfterDays: 364 }),
  ),
  planted("evidence-access", "unguarded-bucket", "a bucket of locked objects without a policy", "policy", () =>
    lockedBucket("unguarded-bucket", { statements: [] }),
  ),
  planted(
    "evidence-access",
    "unlocking-grant",
    "a grant to shorten a lock, on an unknown Output",
    "Action::s3:PutObjectRetention::arn:aws:s3:::guarded-bucket/*",
    () => {
      const { arn } = lockedBucket("guarded-bucket");
      const statement = { Effect: "Allow", Action: "s3:PutObjectRetention", Resource: pulumi.interpolate`${arn}/*` };
      const policy = pulumi.jsonStringify({ Version: "2012-10-17", Statement: [statement] });
      new aws.iam.RolePolicy("unlocking-grant", { role: "somebody", policy });
    },
  ),
  planted(
    "audit-log-retention",
    "short-audit-log",
    "a log group of audit events that keeps them for a month",
    "retentionInDays::30",
    () => {
      const { arn } = new aws.cloudwatch.LogGroup("short-audit-log", {
        name: "/audit/short",
        retentionInDays: 30,
        deletionProtectionEnabled: true,
      });
      lambda("short-audit-log-forwarder", { environment: { variables: { AUDIT_LOG_GROUP_ARN: arn } } });
    },
  ),
  planted(
    "undelivered-events",
    "lossy-stream",
    "a mapping of a stream that drops records when they expire",
    "onFailure",
    () =>
      new aws.lambda.EventSourceMapping("lossy-stream", {
        eventSourceArn: `arn:aws:kinesis:us-east-1:${account}:stream/clicks`,
        functionName: lambda("lossy-stream-reader").name,
        startingPosition: "LATEST",
      }),
  ),
  planted(
    "dead-letter-queues",
    "queue-like-its-letters",
    "a dead-letter queue that keeps messages only as long as its source queue, by default",
    "messageRetentionSeconds::345600",
    () => queue("queue-like-its-letters", {}, {}),
  ),
  planted(
    "queue-visibility",
    "hidden-too-short",
    "a queue that shows a message one second too early",
    "visibilityTimeoutSeconds::239",
    () => {
      const { arn } = queue("short-queue", { visibilityTimeoutSeconds: 239 }, { messageRetentionSeconds: twoWeeks });
      mapping("hidden-too-short", arn, lambda("slow-reader", { timeout: 40 }), 2);
    },
  ),
  planted("function-log-groups", "function-without-log", "a function whose log group is not declared", "logGroup", () =>
    functionOf("function-without-log"),
  ),
  planted(
    "one-role-a-function",
    "function-under-role-2",
    "two functions with the same role of the program",
    "Role::role-of-two",
    () => {
      const role = new aws.iam.Role("role-of-two", { name: "role-of-two", assumeRolePolicy: lambdaTrust });
      lambda("function-under-role-1", { role: role.arn });
      lambda("function-under-role-2", { role: role.arn });
    },
  ),
  planted(
    "integration-completeness",
    "untagged-log",
    "a part of an integration without the tags of the other parts",
    "Tags::environment",
    () => {
      const parent = new pulumi.ComponentResource("partner-audit:index:PartnerAuditIntegration", "integration");
      const policy = documentOf({ Effect: "Allow", Action: "sqs:SendMessage", Resource: queueArn("audit") });
      new aws.iam.Policy("tagged-policy", { policy, tags: { environment: "test" } }, { parent });
      new aws.cloudwatch.LogGroup("untagged-log", { retentionInDays: 365 }, { parent });
    },
  ),
  planted("put-audit-events-demand", "busy-2", "forwarders that may make 128 calls per second", "demand::128", () => {
    const CHANNEL_ARN = "arn:aws:cloudtrail:us-east-1:123456789012:channel/64b5eea0-82c3-4e9c-b339-c4549d2329e9";
    for (const number of [1, 2]) {
      const { arn } = queue(`busy-queue-${number}`, {}, { messageRetentionSeconds: twoWeeks });
      mapping(
        `busy-${number}`,
        arn,
        lambda(`busy-forwarder-${number}`, { environment: { variables: { CHANNEL_ARN } } }),
        16,
      );
    }
  }),
  planted(
    "waivers",
    "stack",
    "an expired waiver",
    "Waiver::retention::retentionInDays::7 of calm-log",
    () => new aws.cloudwatch.LogGroup("calm-log", { retentionInDays: 365 }),
  ),
  planted(
    "unused-waivers",
    "stack",
    "a waiver of a finding that is fixed",
    "Waiver::retention::retentionInDays::7 of calm-log",
  ),
  planted("pack-configuration", "stack", "a misspelled setting", "Setting::retention.logGroupFlorDays"),
];

/** Violations that AWS itself refuses during an up, after the other resources were created. */
const refusedByAws: readonly Planted[] = [
  planted("one-channel-a-source", "channel-2", "a second channel of a Source", "Source::OneLogin", () => {
    const Location = "arn:aws:cloudtrail:us-east-1:123456789012:eventdatastore/7bdc50cd-9a64-46d4-91d2-9bb93ced81e7";
    const Destinations = [{ Type: "EVENT_DATA_STORE", Location }];
    for (const name of ["channel-1", "channel-2"]) {
      const desiredState = JSON.stringify({ Name: name, Source: "OneLogin", Destinations });
      new aws.cloudcontrol.Resource(name, { typeName: "AWS::CloudTrail::Channel", desiredState });
    }
  }),
  planted(
    "unique-names",
    "rule-of-a-name-2",
    "two rules with the same name on one bus of the program",
    "Name::audit-bus/audit",
    () => {
      const { name: eventBusName } = new aws.cloudwatch.EventBus("bus-of-rules", { name: "audit-bus" });
      const eventPattern = JSON.stringify({ source: ["audit"] });
      new aws.cloudwatch.EventRule("rule-of-a-name-1", { name: "audit", eventBusName, eventPattern });
      new aws.cloudwatch.EventRule("rule-of-a-name-2", { name: "audit", eventBusName, eventPattern });
    },
  ),
  planted(
    "unique-names",
    "role-of-a-name-2",
    "two roles whose names differ only in case, which IAM ignores",
    "Name::audit-forwarder",
    () => {
      new aws.iam.Role("role-of-a-name-1", { name: "Audit-Forwarder", assumeRolePolicy: lambdaTrust });
      new aws.iam.Role("role-of-a-name-2", { name: "audit-forwarder", assumeRolePolicy: lambdaTrust });
    },
  ),
];

/** The planted violations, grouped into few programs, each with the pack's configuration. */
export const plantedPrograms: readonly PlantedProgram[] = [
  { name: "resources", planted: ofResources, configuration: {} },
  {
    name: "stack",
    planted: ofStack,
    configuration: {
      retention: {
        waivers: [
          {
            finding: "retentionInDays::7",
            resource: "calm-log",
            owner: "Security",
            reason: "Until the move.",
            expires: "2026-01-31",
          },
        ],
        logGroupFlorDays: 365,
      },
    },
  },
  { name: "refused by AWS", planted: refusedByAws, configuration: {} },
];

interface PlantedProgram {
  readonly name: string;
  readonly planted: readonly Planted[];
  readonly configuration: PackConfiguration;
}

/** Declares all resources of a program. */
export function declarePlanted({ planted }: PlantedProgram): void {
  for (const { declare } of planted) {
    declare();
  }
}

function queue(name: string, args: aws.sqs.QueueArgs, deadLetters: aws.sqs.QueueArgs): aws.sqs.Queue {
  const { arn } = new aws.sqs.Queue(`${name}-letters`, deadLetters);
  const redrivePolicy = pulumi.jsonStringify({ deadLetterTargetArn: arn, maxReceiveCount: 100 });
  return new aws.sqs.Queue(name, { redrivePolicy, ...args });
}

function mapping(
  name: string,
  eventSourceArn: pulumi.Input<string>,
  reader: aws.lambda.Function,
  maximumConcurrency: number,
): void {
  new aws.lambda.EventSourceMapping(name, {
    functionName: reader.name,
    eventSourceArn,
    functionResponseTypes: ["ReportBatchItemFailures"],
    scalingConfig: { maximumConcurrency },
  });
}
