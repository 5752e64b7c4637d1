import { type Authorize, keyRefusal } from "../authorization";
import type { Principal } from "../iam/accessRequest";
import { type DeclaredResource, documentOf, numberOr } from "../program/declaredResource";
import { queueDefaults } from "./message";

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  /** After this number of receives, a message goes to the dead-letter queue instead of being received again. */
  readonly maxReceiveCount: number;
}

/** A queue as declared. Times are seconds, sizes bytes. */
export interface QueueSettings {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly accountId: string;
  readonly visibilityTimeoutSeconds: number;
  readonly messageRetentionSeconds: number;
  readonly maximumMessageSize: number;
  readonly redrivePolicy?: RedrivePolicy;
  /** The key's id, ARN or alias, if the queue is encrypted with a KMS key. */
  readonly kmsMasterKeyId?: string;
}

export function queueSettings(resource: DeclaredResource): QueueSettings {
  const { inputs, outputs } = resource;
  const arn = String(outputs.arn);
  const redrivePolicy = parseRedrivePolicy(inputs.redrivePolicy);
  return {
    name: arn.split(":").slice(5).join(":"),
    arn,
    url: String(outputs.url ?? resource.id),
    accountId: arn.split(":")[4] ?? "",
    visibilityTimeoutSeconds: numberOr(inputs.visibilityTimeoutSeconds, queueDefaults.visibilityTimeout),
    messageRetentionSeconds: numberOr(inputs.messageRetentionSeconds, queueDefaults.messageRetentionPeriod),
    maximumMessageSize: numberOr(inputs.maxMessageSize, queueDefaults.maximumMessageSize),
    ...(redrivePolicy && { redrivePolicy }),
    ...(typeof inputs.kmsMasterKeyId === "string" && { kmsMasterKeyId: inputs.kmsMasterKeyId }),
  };
}

function parseRedrivePolicy(value: unknown): RedrivePolicy | undefined {
  const policy = documentOf(value);
  return typeof policy?.deadLetterTargetArn === "string"
    ? { deadLetterTargetArn: policy.deadLetterTargetArn, maxReceiveCount: Number(policy.maxReceiveCount) }
    : undefined;
}

/** Condition keys of a call, such as `aws:SourceArn`. */
type CallContext = Readonly<Record<string, string>>;

/** Refuses an action on a queue or on its key, or returns `undefined` (Amazon SQS Developer Guide, Key management). */
export function refusalByQueue(
  authorize: Authorize,
  principal: Principal,
  action: string,
  queue: QueueSettings,
  context: CallContext = {},
): string | undefined {
  const refusal = authorize({ principal, action, resource: queue.arn, context });
  if (refusal !== undefined || queue.kmsMasterKeyId === undefined) {
    return refusal;
  }
  const { kmsMasterKeyId: key, arn: encrypted } = queue;
  return keyRefusal(authorize, { principal, actions: keyActions[action] ?? [], key, encrypted, context });
}

const keyActions: Readonly<Record<string, readonly string[]>> = {
  "sqs:SendMessage": ["kms:GenerateDataKey", "kms:Decrypt"],
  "sqs:ReceiveMessage": ["kms:Decrypt"],
};
