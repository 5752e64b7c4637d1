import * as aws from "@pulumi/aws";
import type { Planted } from "./planted";

/** Topics under the AWS managed key of Amazon SNS, named in each form that SNS takes. */
export const encrypted: readonly Planted[] = [
  topic("by its alias", "topic-alias", "alias/aws/sns"),
  topic("by the alias's ARN", "topic-alias-arn", "arn:aws:kms:us-east-1:123456789012:alias/aws/sns"),
  topic(
    "by the alias's ARN in another partition",
    "topic-gov",
    "arn:aws-us-gov:kms:us-gov-west-1:123456789012:alias/aws/sns",
  ),
];

function topic(what: string, resource: string, kmsMasterKeyId: string): Planted {
  return {
    policy: "topic-encryption",
    what: `a topic under the AWS managed key, ${what}`,
    resource,
    subject: `kmsMasterKeyId::${kmsMasterKeyId}`,
    declare: () => new aws.sns.Topic(resource, { kmsMasterKeyId }),
  };
}
