import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../aws/iamDocuments";
import { currentLocation, resourceArn, stackPrefix } from "../aws/location";
import { rawLogGroupPrefix } from "../aws/names";
import { requireProtectedLogGroups } from "../aws/providerVersion";
import type { BridgeArgs } from "./bridgeArgs";
import { type EventSource, eventTarget } from "./eventSource";
import { withExistingLogGroupHint } from "./existingLogGroup";
import type { EncryptionKeys } from "./integrationSettings";
import type { Queues } from "./queues";

/**
 * The log group of audit events, for the sink cloudwatch-logs. It holds evidence: CloudWatch Logs refuses its deletion, and it stays in the
 * account when its integration or the stack is removed. Its name is fixed, so it can only come back by an import.
 */
export function auditLogGroup(
  name: string,
  { auditLogRetentionDays, auditLogGroup: adopted, encryptionKeys, names, tags }: BridgeArgs,
  options: pulumi.CustomResourceOptions,
): aws.cloudwatch.LogGroup | undefined {
  if (auditLogRetentionDays === undefined) {
    return undefined;
  }
  requireProtectedLogGroups();
  const { auditLogGroup: kmsKeyId }: EncryptionKeys = encryptionKeys ?? {};
  // A constant, since the compiler refuses an unknown property in a literal alone: an @pulumi/aws without it must still compile.
  const inputs = { retentionInDays: auditLogRetentionDays, kmsKeyId, deletionProtectionEnabled: true, tags };
  const kept = { ...options, retainOnDelete: true };
  const logGroupName = names.auditLogGroup;
  return new aws.cloudwatch.LogGroup(
    `${name}/audit-log-group`,
    { name: logGroupName, ...inputs },
    // Pulumi refuses an import whose inputs differ from what exists, so these are left alone.
    adopted
      ? { ...kept, import: logGroupName, ignoreChanges: [...adoptedAsTheyAre] }
      : withExistingLogGroupHint(name, logGroupName, kept),
  );
}

/** Inputs of a log group beside its name (Pulumi Registry, `aws.cloudwatch.LogGroup`). */
const adoptedAsTheyAre = [
  "deletionProtectionEnabled",
  "kmsKeyId",
  "logGroupClass",
  "retentionInDays",
  "skipDestroy",
  "tags",
  "tagsAll",
] as const;

/**
 * A log group that the rule sends every event to as it came, beside the queue. It needs the stack's {@link rawLogPolicy}. What
 * cannot be delivered goes to the queue's target dead-letter queue.
 */
export function rawLogGroup(
  name: string,
  args: BridgeArgs & { readonly eventSource: EventSource; readonly queues: Queues },
  options: pulumi.CustomResourceOptions,
): aws.cloudwatch.LogGroup | undefined {
  const { rawLogGroup: kept, names, encryptionKeys, tags } = args;
  if (kept === undefined) {
    return undefined;
  }
  const logGroup = new aws.cloudwatch.LogGroup(
    `${name}/raw-log-group`,
    { name: names.rawLogGroup, retentionInDays: kept.retentionDays, kmsKeyId: encryptionKeys?.rawLogGroup, tags },
    options,
  );
  eventTarget(`${name}/raw-target`, { ...args, targetId: "raw-log-group", arn: logGroup.arn }, options);
  return logGroup;
}

/**
 * Lets EventBridge write to the raw log groups of a stack, for its own rules alone. A Region takes few such policies, so a stack
 * has one, and its names make it cover the vendors to come.
 * Source: Amazon EventBridge User Guide, "Using resource-based policies for Amazon EventBridge", CloudWatch Logs permissions.
 */
export function rawLogPolicy(options: pulumi.CustomResourceOptions = {}): aws.cloudwatch.LogResourcePolicy {
  const location = currentLocation(options);
  const Principal = { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] };
  const logGroups = resourceArn(location, "logs", `log-group:${rawLogGroupPrefix(stackPrefix())}*:*`);
  return new aws.cloudwatch.LogResourcePolicy(
    "raw-log-policy",
    {
      policyName: `${stackPrefix()}_raw-events`,
      policyDocument: policyDocument(
        { Sid: "CreateStreams", Effect: "Allow", Principal, Action: "logs:CreateLogStream", Resource: logGroups },
        {
          Sid: "PutEvents",
          Effect: "Allow",
          Principal,
          Action: "logs:PutLogEvents",
          Resource: logGroups,
          Condition: {
            // A rule's ARN has the name of its bus before its own, unless that is the default bus.
            ArnLike: {
              "aws:SourceArn": ["", "*/"].map((bus) =>
                resourceArn(location, "events", `rule/${bus}${stackPrefix()}_*`),
              ),
            },
          },
        },
      ),
    },
    options,
  );
}
