import { defineType } from "../defineType";
import { arn, jsonText, policyDocument } from "../formats";
import { limits } from "../limits";
import { flag, oneOf, optional, type Properties, required, text, wholeNumber } from "../values";

/** A topic (Amazon SNS API Reference, CreateTopic). */
export const topic = defineType("aws:sns/topic:Topic", {
  properties: {
    name: required(text(limits.topic.name)),
    namePrefix: optional(text()),
    displayName: optional(text(limits.topic.displayName)),
    policy: optional(
      policyDocument("resource-based policy", { maximum: limits.topic.policyCharacters, countsWhiteSpace: true }),
    ),
    kmsMasterKeyId: optional(text({ minimum: 1 })),
    signatureVersion: optional(oneOf([1, 2])),
    tracingConfig: optional(oneOf(["PassThrough", "Active"])),
    fifoTopic: optional(flag, false),
    fifoThroughputScope: optional(oneOf(["Topic", "MessageGroup"])),
    contentBasedDeduplication: optional(flag, false),
    archivePolicy: optional(jsonText()),
    deliveryPolicy: optional(jsonText()),
    ...feedback(),
  },
  tagged: true,
  autoName: "name",
  documents: ["policy", "archivePolicy", "deliveryPolicy"],
  replaceOnChanges: ["fifoTopic"],
  computedAtCreate: ["arn", "beginningArchiveTime", "owner"],
  answer: ({ name }, identity) => {
    const topicArn = identity.arn("sns", String(name));
    return { id: topicArn, arn: topicArn, owner: identity.accountId, beginningArchiveTime: "" };
  },
});

/** Roles and rates for the log of deliveries, by the kind of subscriber. */
function feedback(): Properties {
  const kinds = ["application", "firehose", "http", "lambda", "sqs"];
  return Object.fromEntries(
    kinds.flatMap((kind) => [
      [`${kind}SuccessFeedbackRoleArn`, optional(arn("iam", "role/.+"))],
      [`${kind}FailureFeedbackRoleArn`, optional(arn("iam", "role/.+"))],
      [`${kind}SuccessFeedbackSampleRate`, optional(wholeNumber(limits.topic.sampleRate))],
    ]),
  );
}
