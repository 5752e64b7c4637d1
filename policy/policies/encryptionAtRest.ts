import { isTrue } from "../documents/values";
import { findingIf, type ResourcePolicy } from "../policy";
import { onType } from "../rules";
import { isSet } from "../unknownValue";

/** Keeps queues, topics and log groups encrypted at rest. */
export const encryptionAtRest: ResourcePolicy = {
  name: "encryption-at-rest",
  description:
    "No queue turns its encryption at rest off; queues, topics and log groups are encrypted with a key of the customer's where that is configured.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 SC-28"],
  remediation: "Leave sqsManagedSseEnabled out, or name a key.",
  configuration: {
    requireQueueKeys: {
      type: "boolean",
      description: "Requires a key of the customer's (`kmsMasterKeyId`) of every queue.",
      default: false,
    },
    requireTopicKeys: {
      type: "boolean",
      description: "Requires a key of the customer's (`kmsMasterKeyId`) of every topic: SNS encrypts none by itself.",
      default: false,
    },
    requireLogGroupKeys: {
      type: "boolean",
      description: "Requires a key of the customer's (`kmsKeyId`) of every log group.",
      default: false,
    },
  },
  rules: [
    // SQS encrypts a queue where nothing is said (Amazon SQS API Reference, SetQueueAttributes: SqsManagedSseEnabled).
    onType("aws:sqs/queue:Queue", ({ name, props }) =>
      findingIf(
        !isTrue(props.sqsManagedSseEnabled, true) && !isSet(() => props.kmsMasterKeyId),
        "sqsManagedSseEnabled::false",
        `The queue ${name} is not encrypted at rest (sqsManagedSseEnabled is false, and no kmsMasterKeyId is set); leave sqsManagedSseEnabled out, or name a key.`,
      ),
    ),
    onType("aws:sqs/queue:Queue", ({ name, props }, { configuration }) =>
      findingIf(
        configuration.requireQueueKeys === true && !isSet(() => props.kmsMasterKeyId),
        "kmsMasterKeyId",
        `The queue ${name} is not encrypted with a key of the customer's (kmsMasterKeyId is not set); set it to the key's ARN.`,
      ),
    ),
    onType("aws:sns/topic:Topic", ({ name, props }, { configuration }) =>
      findingIf(
        configuration.requireTopicKeys === true && !isSet(() => props.kmsMasterKeyId),
        "kmsMasterKeyId",
        `The topic ${name} is not encrypted at rest (kmsMasterKeyId is not set); set it to the key's ARN.`,
      ),
    ),
    onType("aws:cloudwatch/logGroup:LogGroup", ({ name, props }, { configuration }) =>
      findingIf(
        configuration.requireLogGroupKeys === true && !isSet(() => props.kmsKeyId),
        "kmsKeyId",
        `The log group ${name} is not encrypted with a key of the customer's (kmsKeyId is not set); set it to the key's ARN.`,
      ),
    ),
  ],
};
