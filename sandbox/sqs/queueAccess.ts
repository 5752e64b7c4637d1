import type { Authorize } from "../authorization";
import type { Principal } from "../iam/accessRequest";
import type { QueueSettings } from "./queueSettings";

/** What the caller's situation adds to a call: condition keys such as `aws:SourceArn`. */
export type CallContext = Readonly<Record<string, string>>;

/**
 * Whether a principal may do `action` to a queue, and to the key that encrypts it: the sentence of the refusal, or
 * `undefined`. What a producer and a consumer need of the key is in "Amazon SQS Developer Guide, Key management".
 */
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
  // SQS calls KMS in the name of its caller (IAM User Guide, "AWS global condition context keys", aws:ViaAWSService).
  const keyContext = principal.type === "AWS" ? { ...context, "aws:ViaAWSService": "true" } : context;
  for (const keyAction of keyActions[action] ?? []) {
    const keyRefusal = authorize({ principal, action: keyAction, resource: keyArn(queue), context: keyContext });
    if (keyRefusal !== undefined) {
      return keyRefusal;
    }
  }
  return undefined;
}

const keyActions: Readonly<Record<string, readonly string[]>> = {
  "sqs:SendMessage": ["kms:GenerateDataKey", "kms:Decrypt"],
  "sqs:ReceiveMessage": ["kms:Decrypt"],
};

/** The key is named by its ARN, its id, or an alias; policies name it by an ARN. */
function keyArn(queue: QueueSettings): string {
  const key = queue.kmsMasterKeyId ?? "";
  const [, partition, , region, accountId] = queue.arn.split(":");
  const name = key.startsWith("alias/") ? key : `key/${key}`;
  return key.startsWith("arn:") ? key : `arn:${partition}:kms:${region}:${accountId}:${name}`;
}
