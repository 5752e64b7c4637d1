/** A column's type: text, time without a zone, map of texts to texts, or row of fields. */
export type LakeColumnType = "text" | "time" | "texts" | LakeFields;

/** The fields of a row, or the columns of a table, in order. */
export interface LakeFields {
  readonly [name: string]: LakeColumnType;
}

/**
 * The columns of CloudTrail Lake's table of integration events. A table in S3 has the same ones except `eventJson`, which would double its
 * size. Names are spelled as in the Lake; SQL compares them case-insensitively, and a table in Glue has them in lower case.
 * Source: AWS CloudTrail User Guide, "CloudTrail Lake integrations event schema" and "Supported SQL schemas for event data stores" (which
 * spells `errormssage`).
 */
export const lakeColumns = {
  eventVersion: "text",
  eventCategory: "text",
  eventType: "text",
  eventID: "text",
  eventTime: "time",
  awsRegion: "text",
  recipientAccountId: "text",
  addendum: { reason: "text", updatedFields: "text", originalUID: "text", originalEventID: "text" },
  metadata: { ingestionTime: "text", channelARN: "text" },
  eventData: {
    version: "text",
    userIdentity: { type: "text", principalId: "text", details: "texts" },
    userAgent: "text",
    eventSource: "text",
    eventName: "text",
    eventTime: "text",
    UID: "text",
    requestParameters: "texts",
    responseElements: "texts",
    errorCode: "text",
    errorMessage: "text",
    sourceIPAddress: "text",
    recipientAccountId: "text",
    additionalEventData: "texts",
  },
} as const satisfies LakeFields;
