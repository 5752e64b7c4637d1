import type { BucketSettings } from "./bucket";

/** A topic in a bucket's notification configuration (Amazon S3 API Reference, TopicConfiguration). */
export interface TopicNotification {
  readonly id: string;
  readonly topicArn: string;
  /** Types such as `s3:ObjectRemoved:*`. */
  readonly events: readonly string[];
  readonly filterPrefix?: string;
  readonly filterSuffix?: string;
}

/** An event of an object. */
export interface ObjectEvent {
  /** The type, without `s3:`. */
  readonly name: "ObjectCreated:Put" | "ObjectRemoved:Delete" | "ObjectRemoved:DeleteMarkerCreated";
  readonly key: string;
  readonly versionId?: string;
  readonly size?: number;
  readonly eTag?: string;
  readonly principalId: string;
  /** The identifiers in the headers of the answer. */
  readonly responseElements: Readonly<Record<string, string>>;
}

/** Checks whether a configuration selects an event. */
export function selectsEvent({ events, filterPrefix = "", filterSuffix = "" }: TopicNotification, event: ObjectEvent) {
  const types = [`s3:${event.name}`, `s3:${event.name.split(":")[0]}:*`];
  return (
    types.some((type) => events.includes(type)) &&
    event.key.startsWith(filterPrefix) &&
    event.key.endsWith(filterSuffix)
  );
}

/** The message of an event (Amazon S3 User Guide, "Event message structure", version 2.1). A notification has one event. */
export function eventMessage(
  { name, arn, region, accountId }: BucketSettings,
  configurationId: string,
  event: ObjectEvent,
  { at, sequencer }: { readonly at: number; readonly sequencer: number },
): string {
  const { key, size, eTag, versionId, principalId, responseElements } = event;
  const record = {
    eventVersion: "2.1",
    eventSource: "aws:s3",
    awsRegion: region,
    eventTime: new Date(at).toISOString(),
    eventName: event.name,
    userIdentity: { principalId },
    requestParameters: { sourceIPAddress: "127.0.0.1" },
    responseElements,
    s3: {
      s3SchemaVersion: "1.0",
      configurationId,
      bucket: { name, ownerIdentity: { principalId: accountId }, arn },
      object: {
        key: encodeURIComponent(key).replaceAll("%20", "+").replaceAll("%2F", "/"),
        ...{ size, eTag, versionId },
        sequencer: sequencer.toString(16).toUpperCase().padStart(16, "0"),
      },
    },
  };
  return JSON.stringify({ Records: [record] });
}

/** The message that S3 sends to a destination when it is configured (Amazon S3 User Guide, "Walkthrough: Configuring a bucket for notifications"). */
export function testMessage(bucketName: string, at: number, requestId: string): string {
  return JSON.stringify({
    Service: "Amazon S3",
    Event: "s3:TestEvent",
    Time: new Date(at).toISOString(),
    Bucket: bucketName,
    RequestId: requestId,
    HostId: requestId,
  });
}
