import { findingIf, type ResourcePolicy } from "../policy";
import { onType } from "../rules";

/** Forbids the AWS managed key for topics: services cannot publish to such a topic, so its alarms reach no one. */
export const topicEncryption: ResourcePolicy = {
  name: "topic-encryption",
  description:
    "No topic is encrypted with the AWS managed key alias/aws/sns, under which CloudWatch alarms cannot publish.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-5", "NIST 800-53 SC-28"],
  remediation:
    "Encrypt the topic with a customer managed key whose policy allows cloudwatch.amazonaws.com kms:Decrypt and kms:GenerateDataKey*, or leave it unencrypted.",
  rules: [
    // Source: AWS re:Post, "How do I use an encrypted Amazon SNS topic with a CloudWatch alarm?".
    onType("aws:sns/topic:Topic", ({ name, props: { kmsMasterKeyId: key } }) =>
      findingIf(
        /(^|:)alias\/aws\/sns$/.test(String(key)),
        `kmsMasterKeyId::${key}`,
        `The topic ${name} is encrypted with ${key}, whose key policy cannot be changed and does not let CloudWatch alarms publish; name a customer managed key.`,
      ),
    ),
  ],
};
