import { defineType } from "../defineType";
import { arn, jsonText, policyDocument } from "../formats";
import { limits } from "../limits";
import { endpointSuffix } from "../partitions";
import type { Inputs } from "../resourceType";
import { failure, flag, object, oneOf, optional, required, text, wholeNumber } from "../values";

const queueArn = arn("sqs");

const queueUrl = text({ pattern: /^https:\/\/\S+\/\d{12}\/\S+$/, form: "the URL of a queue" });

const queuePolicyDocument = policyDocument("resource-based policy", {
  maximum: limits.queue.policyCharacters,
  countsWhiteSpace: true,
});

/** A queue (Amazon SQS API Reference, CreateQueue). */
export const queue = defineType("aws:sqs/queue:Queue", {
  properties: {
    name: required(text(limits.queue.name)),
    namePrefix: optional(text()),
    visibilityTimeoutSeconds: optional(wholeNumber(limits.queue.visibilityTimeoutSeconds), 30),
    messageRetentionSeconds: optional(wholeNumber(limits.queue.messageRetentionSeconds), 345_600),
    maxMessageSize: optional(wholeNumber(limits.queue.maxMessageSize), 262_144),
    delaySeconds: optional(wholeNumber(limits.queue.delaySeconds), 0),
    receiveWaitTimeSeconds: optional(wholeNumber(limits.queue.receiveWaitTimeSeconds), 0),
    redrivePolicy: optional(
      jsonText(
        object({
          deadLetterTargetArn: required(queueArn),
          maxReceiveCount: required(wholeNumber(limits.queue.maxReceiveCount)),
        }),
      ),
    ),
    redriveAllowPolicy: optional(jsonText()),
    policy: optional(queuePolicyDocument),
    kmsMasterKeyId: optional(text({ minimum: 1 })),
    kmsDataKeyReusePeriodSeconds: optional(wholeNumber(limits.queue.kmsDataKeyReusePeriodSeconds), 300),
    sqsManagedSseEnabled: optional(flag),
    fifoQueue: optional(flag, false),
    contentBasedDeduplication: optional(flag, false),
    deduplicationScope: optional(oneOf(["messageGroup", "queue"])),
    fifoThroughputLimit: optional(oneOf(["perQueue", "perMessageGroupId"])),
  },
  tagged: true,
  autoName: "name",
  rules: queueRules,
  documents: ["policy", "redrivePolicy", "redriveAllowPolicy"],
  replaceOnChanges: ["fifoQueue"],
  computedAtCreate: ["arn", "url"],
  answer: ({ name, kmsMasterKeyId, sqsManagedSseEnabled }, identity) => {
    const { region, accountId } = identity;
    const url = `https://sqs.${region}.${endpointSuffix(identity.partition)}/${accountId}/${String(name)}`;
    return {
      id: url,
      url,
      arn: identity.arn("sqs", String(name)),
      // Amazon SQS Developer Guide, Encryption at rest: a new queue has SSE-SQS unless it has a key of its own.
      sqsManagedSseEnabled: sqsManagedSseEnabled ?? kmsMasterKeyId === undefined,
    };
  },
});

/** A queue's own policy (Amazon SQS API Reference, SetQueueAttributes, Policy). */
export const queuePolicy = defineType("aws:sqs/queuePolicy:QueuePolicy", {
  properties: { queueUrl: required(queueUrl), policy: required(queuePolicyDocument) },
  documents: ["policy"],
  replaceOnChanges: ["queueUrl"],
  computedAtCreate: [],
  answer: (inputs) => ({ id: String(inputs.queueUrl) }),
});

function queueRules(inputs: Inputs): readonly string[] {
  const twoKeys = inputs.sqsManagedSseEnabled === true && inputs.kmsMasterKeyId !== undefined;
  return twoKeys ? [failure("sqsManagedSseEnabled", "it conflicts with kmsMasterKeyId", true, "one of them")] : [];
}
