import type { DeclaredResource } from "../declaredResource";
import { documentOf, numberOr } from "../inputs";
import { queueDefaults } from "./limits";

/** When a message leaves a queue for another. */
export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  /** A message received so often goes to the dead-letter queue instead of being received once more. */
  readonly maxReceiveCount: number;
}

/** Which queues may name this one as their dead-letter queue. */
export interface RedriveAllowPolicy {
  readonly redrivePermission: "allowAll" | "denyAll" | "byQueue";
  readonly sourceQueueArns: readonly string[];
}

/** A queue as it was declared. Times are seconds, sizes bytes. */
export interface QueueSettings {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly accountId: string;
  readonly visibilityTimeoutSeconds: number;
  readonly messageRetentionSeconds: number;
  readonly delaySeconds: number;
  readonly maximumMessageSize: number;
  readonly redrivePolicy?: RedrivePolicy;
  readonly redriveAllowPolicy?: RedriveAllowPolicy;
  /** The key's id, ARN or alias, where the queue is encrypted with a KMS key. */
  readonly kmsMasterKeyId?: string;
}

/**
 * Reads a declared `aws:sqs/queue:Queue`. `policies` are the redrive policies declared as resources of their own, which
 * stand in place of the queue's.
 */
export function queueSettings(
  resource: DeclaredResource,
  policies: { readonly redrivePolicy?: unknown; readonly redriveAllowPolicy?: unknown } = {},
): QueueSettings {
  const { inputs, outputs } = resource;
  const arn = String(outputs.arn);
  const redrivePolicy = parseRedrivePolicy(policies.redrivePolicy ?? inputs.redrivePolicy);
  const redriveAllowPolicy = parseRedriveAllowPolicy(policies.redriveAllowPolicy ?? inputs.redriveAllowPolicy);
  return {
    name: arn.split(":").slice(5).join(":"),
    arn,
    url: String(outputs.url ?? resource.id),
    accountId: arn.split(":")[4] ?? "",
    visibilityTimeoutSeconds: numberOr(inputs.visibilityTimeoutSeconds, queueDefaults.visibilityTimeout),
    messageRetentionSeconds: numberOr(inputs.messageRetentionSeconds, queueDefaults.messageRetentionPeriod),
    delaySeconds: numberOr(inputs.delaySeconds, queueDefaults.delay),
    maximumMessageSize: numberOr(inputs.maxMessageSize, queueDefaults.maximumMessageSize),
    ...(redrivePolicy && { redrivePolicy }),
    ...(redriveAllowPolicy && { redriveAllowPolicy }),
    ...(typeof inputs.kmsMasterKeyId === "string" && { kmsMasterKeyId: inputs.kmsMasterKeyId }),
  };
}

function parseRedrivePolicy(value: unknown): RedrivePolicy | undefined {
  const policy = documentOf(value);
  return typeof policy?.deadLetterTargetArn === "string"
    ? { deadLetterTargetArn: policy.deadLetterTargetArn, maxReceiveCount: Number(policy.maxReceiveCount) }
    : undefined;
}

function parseRedriveAllowPolicy(value: unknown): RedriveAllowPolicy | undefined {
  const policy = documentOf(value);
  const permission = policy?.redrivePermission;
  return permission === "allowAll" || permission === "denyAll" || permission === "byQueue"
    ? {
        redrivePermission: permission,
        sourceQueueArns: Array.isArray(policy?.sourceQueueArns) ? policy.sourceQueueArns.map(String) : [],
      }
    : undefined;
}
