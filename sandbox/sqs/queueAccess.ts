import type { Authorize } from "../authorization";
import type { Principal } from "../iam/accessRequest";
import { keyRefusal } from "../keyAccess";
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
  const { kmsMasterKeyId: key, arn: encrypted } = queue;
  return keyRefusal(authorize, { principal, actions: keyActions[action] ?? [], key, encrypted, context });
}

const keyActions: Readonly<Record<string, readonly string[]>> = {
  "sqs:SendMessage": ["kms:GenerateDataKey", "kms:Decrypt"],
  "sqs:ReceiveMessage": ["kms:Decrypt"],
};
