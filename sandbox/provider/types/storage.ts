import { nameLimits, queueLimits } from "../../../components/aws/limits";
import { defineType } from "../defineType";
import { arn, endpointSuffix, policyDocument } from "../formats";
import { containsUnknown, type Inputs } from "../resourceType";
import { failure, flag, isInputs, jsonText, listOf, object, oneOf, required, text, wholeNumber } from "../values";

const queuePolicyDocument = policyDocument("resource-based policy", 8192);

/**
 * A queue (Amazon SQS API Reference, CreateQueue, SetQueueAttributes; Developer Guide, Amazon SQS quotas). The sandbox supports only standard
 * queues.
 */
export const queue = defineType("aws:sqs/queue:Queue", {
  properties: {
    name: required(
      text(
        1,
        nameLimits.queue,
        /^[A-Za-z0-9_-]+(\.fifo)?$/,
        "letters, digits, _ and -, and .fifo at the end of a FIFO queue's name",
      ),
    ),
    fifoQueue: flag,
    contentBasedDeduplication: flag,
    deduplicationScope: oneOf("messageGroup", "queue"),
    fifoThroughputLimit: oneOf("perMessageGroupId", "perQueue"),
    visibilityTimeoutSeconds: { check: wholeNumber(queueLimits.visibilityTimeoutSeconds), default: 30 },
    messageRetentionSeconds: { check: wholeNumber({ minimum: 60, maximum: 1_209_600 }), default: 345_600 },
    maxMessageSize: {
      check: wholeNumber({ minimum: 1024, maximum: queueLimits.maximumMessageBytes }),
      default: 262_144,
    },
    redrivePolicy: jsonText(
      object({
        deadLetterTargetArn: required(arn("sqs")),
        maxReceiveCount: required(wholeNumber({ minimum: 1, maximum: queueLimits.maximumReceiveCount.maximum })),
      }),
    ),
    redriveAllowPolicy: jsonText(),
    policy: queuePolicyDocument,
    kmsMasterKeyId: text(1),
    sqsManagedSseEnabled: flag,
  },
  tagged: true,
  autoName: "name",
  rules: ({ sqsManagedSseEnabled, kmsMasterKeyId, fifoQueue, name }) => [
    ...(sqsManagedSseEnabled === true && kmsMasterKeyId !== undefined
      ? [failure("sqsManagedSseEnabled", "it conflicts with kmsMasterKeyId", true, "one of them")]
      : []),
    ...(typeof name === "string" && name.endsWith(".fifo") !== (fifoQueue === true)
      ? [failure("name", "the name of a FIFO queue, and of no other, ends with .fifo", name, "one that does")]
      : []),
  ],
  documents: ["policy", "redrivePolicy", "redriveAllowPolicy"],
  answer: ({ name, kmsMasterKeyId, sqsManagedSseEnabled }, identity) => {
    const { partition, region, accountId } = identity;
    const url = `https://sqs.${region}.${endpointSuffix(partition)}/${accountId}/${String(name)}`;
    return {
      id: url,
      url,
      arn: identity.arn("sqs", String(name)),
      // Amazon SQS Developer Guide, Encryption at rest: a new queue has SSE-SQS unless it has its own key.
      sqsManagedSseEnabled: sqsManagedSseEnabled ?? kmsMasterKeyId === undefined,
    };
  },
});

/** A queue's own policy (Amazon SQS API Reference, SetQueueAttributes, Policy). */
export const queuePolicy = defineType("aws:sqs/queuePolicy:QueuePolicy", {
  properties: {
    queueUrl: required(text(0, undefined, /^https:\/\/\S+\/\d{12}\/\S+$/, "the URL of a queue")),
    policy: required(queuePolicyDocument),
  },
  documents: ["policy"],
  replaceOnChanges: ["queueUrl"],
  answer: ({ queueUrl }) => ({ id: String(queueUrl) }),
});

/** A standard topic (Amazon SNS API Reference, CreateTopic and SetTopicAttributes). */
export const topic = defineType("aws:sns/topic:Topic", {
  properties: {
    name: required(text(1, 256, /^[A-Za-z0-9_-]+$/, "letters, digits, _ and -")),
    policy: policyDocument("resource-based policy", 30_720),
    kmsMasterKeyId: text(1),
  },
  tagged: true,
  autoName: "name",
  documents: ["policy"],
  answer: ({ name }, identity) => {
    const topicArn = identity.arn("sns", String(name));
    return { id: topicArn, arn: topicArn };
  },
});

/** A symmetric KMS key (AWS Key Management Service API Reference, CreateKey, ScheduleKeyDeletion and EnableKeyRotation). */
export const key = defineType("aws:kms/key:Key", {
  properties: {
    description: text(0, 8192),
    policy: policyDocument("resource-based policy", 32_768),
    deletionWindowInDays: wholeNumber({ minimum: 7, maximum: 30 }),
    enableKeyRotation: { check: flag, default: false },
  },
  tagged: true,
  documents: ["policy"],
  answer: (_inputs, identity) => {
    const keyId = identity.uuid();
    return { id: keyId, keyId, arn: identity.arn("kms", `key/${keyId}`) };
  },
});

// Amazon DynamoDB Developer Guide, "Supported data types and naming rules in Amazon DynamoDB".
const attributeName = text(1, 255);

/** A table without indexes and with on-demand capacity (Amazon DynamoDB API Reference, CreateTable). */
export const table = defineType("aws:dynamodb/table:Table", {
  properties: {
    name: required(text(3, 255, /^[a-zA-Z0-9_.-]+$/, "letters, digits, _ - and .")),
    billingMode: required(oneOf("PAY_PER_REQUEST")),
    hashKey: required(attributeName),
    rangeKey: attributeName,
    attributes: required(listOf(object({ name: required(attributeName), type: required(oneOf("S", "N", "B")) }))),
    ttl: object({ attributeName, enabled: flag }),
    pointInTimeRecovery: object({ enabled: required(flag) }),
  },
  tagged: true,
  autoName: "name",
  rules: keysAndAttributes,
  replaceOnChanges: ["hashKey", "rangeKey"],
  answer: ({ name }, identity) => ({ id: String(name), arn: identity.arn("dynamodb", `table/${String(name)}`) }),
});

/** Every key must be an attribute, and every declared attribute a key. */
function keysAndAttributes({ hashKey, rangeKey, attributes }: Inputs): readonly string[] {
  if (containsUnknown([hashKey, rangeKey, attributes])) {
    return [];
  }
  const keys = [hashKey, rangeKey].flatMap((key) => (key === undefined ? [] : [String(key)]));
  const declared: readonly unknown[] = Array.isArray(attributes) ? attributes : [];
  const names = declared.map((one) => (isInputs(one) ? String(one.name) : ""));
  const undeclared = keys.filter((key) => !names.includes(key));
  const unused = names.filter((name) => !keys.includes(name));
  return [
    ...undeclared.map((key) => failure("attributes", `the key ${key} is missing`, names, "an entry for each key")),
    ...unused.map((name) => failure("attributes", `${name} is not a key`, name, "the keys alone")),
  ];
}
