import type { Authorize } from "../authorization";
import type { DeclaredResource } from "../program/declaredResource";
import { isInputs } from "../provider/values";
import type { Bucket } from "../s3/bucket";
import { eventMessage, type ObjectEvent, selectsEvent, type TopicNotification, testMessage } from "../s3/notifications";
import { type PublishedMessage, type Topic, topicKeyRefusal } from "../sns/endpoint";
import type { Deployment } from "./deployment";

interface NotificationOptions {
  /** By name. */
  readonly buckets: ReadonlyMap<string, Bucket>;
  /** By ARN. */
  readonly topics: ReadonlyMap<string, Topic>;
  readonly authorize: Authorize;
  readonly now: () => number;
  readonly newIdentifier: () => string;
  readonly published: (message: PublishedMessage) => void;
}

/**
 * Applies the declared notification configurations, whose topics get a test message, and returns the function that sends the messages of events.
 * Rejects a topic that S3 may not publish to; a message that is rejected later is lost. Sources: Amazon S3 API Reference,
 * PutBucketNotificationConfiguration; User Guide, "Event notification types and destinations", "Granting permissions to publish event
 * notification messages to a destination".
 */
export function createNotifications(
  deployment: Deployment,
  { buckets, topics, authorize, now, newIdentifier, published }: NotificationOptions,
): (bucket: Bucket, event: ObjectEvent) => void {
  const configured = new Map<Bucket, readonly TopicNotification[]>();
  let sent = 0;
  const refusalOf = ({ settings }: Bucket, topicArn: string): string | undefined => {
    const topic = topics.get(topicArn);
    if (topic === undefined) {
      return "The topic does not exist.";
    }
    if (topicArn.split(":")[3] !== settings.region) {
      return "The topic is not in the bucket's Region.";
    }
    const principal = { type: "Service", name: "s3.amazonaws.com" } as const;
    const context = { "aws:SourceArn": settings.arn, "aws:SourceAccount": settings.accountId };
    // The guide names no source for the call to KMS.
    return (
      authorize({ principal, action: "sns:Publish", resource: topicArn, context }) ??
      topicKeyRefusal(authorize, principal, topic, {})
    );
  };
  const publish = (topicArn: string, message: string) =>
    published({ topicArn, subject: "Amazon S3 Notification", message, at: now() });

  deployment.forEach("aws:s3/bucketNotification:BucketNotification", (resource) => {
    const bucket = buckets.get(String(resource.inputs.bucket));
    if (bucket === undefined) {
      return;
    }
    const notifications = topicNotifications(resource);
    for (const { topicArn } of notifications) {
      const refusal = refusalOf(bucket, topicArn);
      if (refusal !== undefined) {
        const problem = "InvalidArgument: Unable to validate the following destination configurations";
        deployment.refuse(resource, `${problem}: ${topicArn}: ${refusal}`);
      } else {
        publish(topicArn, testMessage(bucket.settings.name, now(), newIdentifier()));
      }
    }
    configured.set(bucket, notifications);
  });

  return (bucket, event) => {
    for (const notification of configured.get(bucket) ?? []) {
      if (selectsEvent(notification, event) && refusalOf(bucket, notification.topicArn) === undefined) {
        sent += 1;
        const message = eventMessage(bucket.settings, notification.id, event, { at: now(), sequencer: sent });
        publish(notification.topicArn, message);
      }
    }
  };
}

function topicNotifications({ name, inputs }: DeclaredResource): readonly TopicNotification[] {
  const topics: readonly unknown[] = Array.isArray(inputs.topics) ? inputs.topics : [];
  return topics.filter(isInputs).map(({ id, topicArn, events, filterPrefix, filterSuffix }, index) => ({
    // The provider makes an id if none is given.
    id: String(id ?? `tf-s3-topic-${name}-${index}`),
    topicArn: String(topicArn),
    events: Array.isArray(events) ? events.map(String) : [],
    ...(typeof filterPrefix === "string" && { filterPrefix }),
    ...(typeof filterSuffix === "string" && { filterSuffix }),
  }));
}
