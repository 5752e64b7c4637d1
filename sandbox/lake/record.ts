import type { JsonObject } from "../../functions/mapping/values/json";

/** A record in an event data store: its JSON, from which the columns are filled. */
export interface LakeRecord {
  readonly eventJson: string;
}

/** An event of an integration that CloudTrail has accepted. */
interface IntegrationEvent {
  readonly eventData: string;
  readonly eventID: string;
  readonly channelArn: string;
  /** The time of acceptance, in milliseconds since 1970. */
  readonly ingestionTime: number;
  readonly region: string;
}

/**
 * The record of an accepted integration event (AWS CloudTrail User Guide, CloudTrail Lake integrations event schema). The sandbox has no delays,
 * so there is no addendum. The page has no `eventVersion`; 1.0 is the sandbox's.
 */
export function lakeRecord(event: IntegrationEvent): LakeRecord {
  const eventData = JSON.parse(event.eventData) as JsonObject;
  return recordOf({
    eventVersion: "1.0",
    eventCategory: "ActivityAuditLog",
    eventType: "ActivityLog",
    eventID: event.eventID,
    eventTime: eventData.eventTime ?? null,
    awsRegion: event.region,
    recipientAccountId: eventData.recipientAccountId ?? null,
    metadata: {
      ingestionTime: `${new Date(event.ingestionTime).toISOString().slice(0, 19)}Z`,
      channelARN: event.channelArn,
    },
    eventData,
  });
}

/** The record of one of AWS's own events (AWS CloudTrail User Guide, CloudTrail record contents). */
export function managementRecord(event: JsonObject): LakeRecord {
  return recordOf(event);
}

function recordOf(record: JsonObject): LakeRecord {
  const eventJson = JSON.stringify(record);
  // The search is expensive and almost never finds anything.
  return { eventJson: eventJson.includes("\\ud") ? eventJson.replace(loneSurrogate, "\\ufffd") : eventJson };
}

// A database text cannot contain half a surrogate pair. JSON.stringify writes only halves as escapes of this form.
const loneSurrogate = /(?<=(?<!\\)(?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;
