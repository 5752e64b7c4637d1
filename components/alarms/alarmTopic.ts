import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { policyDocument, refusePlainTransport } from "../iamDocuments";
import { currentLocation, namePrefix, resourceArn } from "../names";

/**
 * A topic that a stack's alarms may go to; people subscribe to it. CloudWatch may publish for this stack's alarms alone (Amazon CloudWatch
 * User Guide, "Notifying users on alarm changes").
 * @param name the physical name
 */
export function alarmTopic(
  logicalName: string,
  name: string,
  tags: Readonly<Record<string, string>>,
  options: pulumi.CustomResourceOptions,
): aws.sns.Topic {
  const location = currentLocation(options);
  const topicArn = resourceArn(location, "sns", name);
  return new aws.sns.Topic(
    logicalName,
    {
      name,
      policy: policyDocument(
        {
          Sid: "AllowAlarms",
          Effect: "Allow",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Action: "sns:Publish",
          Resource: topicArn,
          Condition: {
            ArnLike: { "aws:SourceArn": resourceArn(location, "cloudwatch", `alarm:${namePrefix()}_*`) },
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
