import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link reportRemovals}. */
interface RemovalReportArgs {
  readonly bucketName: pulumi.Input<string>;
  /** A standard topic in the bucket's Region that lets Amazon S3 publish for the bucket: S3 sends a test message when the notification is made. */
  readonly alarmTopicArn: pulumi.Input<string>;
}

/**
 * Makes a notification that reports to a topic each object that a caller hides behind a delete marker and each version that a caller deletes. Removals by
 * the lifecycle rules are different events, s3:LifecycleExpiration (Amazon S3 User Guide, "Supported event types for SQS, SNS, and Lambda"). Unlike the
 * bucket's other settings, the notification is deleted with the stack, like the stack's topic.
 */
export function reportRemovals(
  name: string,
  { bucketName, alarmTopicArn }: RemovalReportArgs,
  options: pulumi.CustomResourceOptions,
): void {
  new aws.s3.BucketNotification(
    `${name}/notification`,
    {
      bucket: bucketName,
      topics: [{ id: "removed-objects", topicArn: alarmTopicArn, events: ["s3:ObjectRemoved:*"] }],
    },
    options,
  );
}
