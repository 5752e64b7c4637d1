import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { policyDocument, refusePlainTransport } from "../aws/iamDocuments";
import { currentLocation, resourceArn, stackPrefix } from "../aws/location";

/** The arguments of a topic. */
export interface AlarmTopicArgs {
  /** The physical name. */
  readonly name: string;
  /** The customer managed key that encrypts what is published. @default none: then CloudWatch needs no key policy to publish */
  readonly kmsKeyArn?: pulumi.Input<string> | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A topic that a stack's alarms may go to; people subscribe to it. CloudWatch may publish for this stack's alarms alone (Amazon CloudWatch
 * User Guide, "Notifying users on alarm changes").
 */
export function alarmTopic(
  logicalName: string,
  { name, kmsKeyArn, tags }: AlarmTopicArgs,
  options: pulumi.CustomResourceOptions,
): aws.sns.Topic {
  const location = currentLocation(options);
  const topicArn = resourceArn(location, "sns", name);
  return new aws.sns.Topic(
    logicalName,
    {
      name,
      kmsMasterKeyId: kmsKeyArn,
      policy: policyDocument(
        {
          Sid: "AllowAlarms",
          Effect: "Allow",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Action: "sns:Publish",
          Resource: topicArn,
          Condition: {
            ArnLike: { "aws:SourceArn": resourceArn(location, "cloudwatch", `alarm:${stackPrefix()}_*`) },
            StringEquals: { "aws:SourceAccount": location.accountId },
          },
        },
        refusePlainTransport(topicArn, "sns:Publish"),
      ),
      tags,
    },
    options,
  );
}
