import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** The arguments of {@link reportRemovals}. */
interface RemovalReportArgs {
  readonly bucketName: pulumi.Input<string>;
  /** A standard topic of the bucket's Region, which lets Amazon S3 publish for the bucket: S3 sends a test message when this is made. */
  readonly alarmTopicArn: pulumi.Input<string>;
}

/**
 * Reports to a topic each object that a caller hides behind a delete marker, and each version that one deletes. The lifecycle's own removals are
 * other events, s3:LifecycleExpiration (Amazon S3 User Guide, "Supported event types for SQS, SNS, and Lambda"). Unlike the bucket's other
 * settings it goes with the stack, as the stack's topic does.
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
