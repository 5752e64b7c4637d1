import { isTrue } from "../documents/values";
import { findingIf, type ResourcePolicy } from "../policy";
import { onType } from "../rules";
import { isSet } from "../unknownValue";

/** Requires encryption at rest for queues, topics and log groups. */
export const encryptionAtRest: ResourcePolicy = {
  name: "encryption-at-rest",
  description:
    "No queue disables encryption at rest. If configured, queues, topics and log groups use a customer managed key.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 SC-28"],
  remediation: "Omit sqsManagedSseEnabled, or name a key.",
  configuration: {
    requireQueueKeys: {
      type: "boolean",
      description: "Requires a customer managed key (`kmsMasterKeyId`) for every queue.",
      default: false,
    },
    requireTopicKeys: {
      type: "boolean",
      description:
        "Requires a customer managed key (`kmsMasterKeyId`) for every topic: SNS does not encrypt topics by default.",
      default: false,
    },
    requireLogGroupKeys: {
      type: "boolean",
      description: "Requires a customer managed key (`kmsKeyId`) for every log group.",
      default: false,
    },
  },
  rules: [
    // SQS encrypts a queue by default (Amazon SQS API Reference, SetQueueAttributes: SqsManagedSseEnabled).
    onType("aws:sqs/queue:Queue", ({ name, props }) =>
      findingIf(
        !isTrue(props.sqsManagedSseEnabled, true) && !isSet(() => props.kmsMasterKeyId),
        "sqsManagedSseEnabled::false",
        `The queue ${name} is not encrypted at rest (sqsManagedSseEnabled is false, and no kmsMasterKeyId is set); omit sqsManagedSseEnabled, or name a key.`,
      ),
    ),
    onType("aws:sqs/queue:Queue", ({ name, props }, { configuration }) =>
      findingIf(
        configuration.requireQueueKeys === true && !isSet(() => props.kmsMasterKeyId),
        "kmsMasterKeyId",
        `The queue ${name} is not encrypted with a customer managed key (kmsMasterKeyId is not set); set it to the key's ARN.`,
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
        `The log group ${name} is not encrypted with a customer managed key (kmsKeyId is not set); set it to the key's ARN.`,
      ),
    ),
  ],
};
