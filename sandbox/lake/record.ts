import type { JsonObject } from "../../functions/mapping/values/json";
import { type LakeColumnType, type LakeFields, lakeColumns } from "../../functions/sinks/lakeColumns";

/** A record as it lies in an event data store: its JSON, from which the columns are filled. */
export interface LakeRecord {
  readonly eventJson: string;
}

/** An event of an integration that CloudTrail has accepted. */
interface IntegrationEvent {
  readonly eventData: string;
  readonly eventID: string;
  readonly channelArn: string;
  /** When the event was accepted, in milliseconds since 1970. */
  readonly ingestionTime: number;
  readonly region: string;
}

/**
 * The record of an accepted integration event (AWS CloudTrail User Guide, CloudTrail Lake integrations event schema). Nothing is
 * delayed here, so there is no addendum. The page gives no `eventVersion`; 1.0 is the sandbox's.
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
  // The search is dear and almost never finds anything.
  return { eventJson: eventJson.includes("\\ud") ? eventJson.replace(loneSurrogate, "\\ufffd") : eventJson };
}

// Half a character is no text in a database. JSON.stringify writes only halves as escapes of this form.
const loneSurrogate = /(?<=(?<!\\)(?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;

/** Contents of a store: events of integrations, or AWS's management events. */
export type StoreKind = "integration" | "management";

/** A column's shape in the notation of DuckDB's `from_json`: a type, an object of fields (a ROW) or an array of one shape. */
export type Shape = string | { readonly [field: string]: Shape } | readonly [Shape];

/** The columns of a table, in their order. SQL compares their names without regard to case. */
type Columns = Readonly<Record<string, Shape>>;

// The values of such a map are texts: a string as it is, anything else as its JSON.
const textMap = "MAP(VARCHAR, VARCHAR)";

/**
 * The columns of each kind of store, named as the records' fields (AWS CloudTrail User Guide, Supported SQL schemas for event data stores).
 * That page leaves out `eventjson`, which OneLogin's published queries read.
 */
const storeColumns: Readonly<Record<StoreKind, Columns>> = {
  integration: shapeOf(lakeColumns),
  // Of AWS's own events, the columns that the saved and the published queries read.
  management: {
    userIdentity: {
      type: "VARCHAR",
      principalId: "VARCHAR",
      arn: "VARCHAR",
      accountId: "VARCHAR",
      userName: "VARCHAR",
      sessionContext: { attributes: { creationDate: "TIMESTAMP", mfaAuthenticated: "VARCHAR" } },
    },
    eventTime: "TIMESTAMP",
    eventSource: "VARCHAR",
    eventName: "VARCHAR",
    awsRegion: "VARCHAR",
    sourceIPAddress: "VARCHAR",
    errorCode: "VARCHAR",
    requestParameters: textMap,
    eventID: "VARCHAR",
    readOnly: "BOOLEAN",
    resources: [{ accountId: "VARCHAR", type: "VARCHAR", ARN: "VARCHAR", ARNPrefix: "VARCHAR" }],
    recipientAccountId: "VARCHAR",
  },
};

/** The column, last in every table, that holds the whole record. */
export const recordColumn = "eventJson";

function shapeOf(fields: LakeFields): Readonly<Record<string, Shape>> {
  const shapes = Object.entries(fields).map(([name, type]) => [name, shapeOfType(type)] as const);
  return Object.fromEntries(shapes);
}

function shapeOfType(type: LakeColumnType): Shape {
  switch (type) {
    case "text":
      return "VARCHAR";
    case "time":
      return "TIMESTAMP";
    case "texts":
      return textMap;
    default:
      return shapeOf(type);
  }
}

/** The columns of a kind of store, in their order. */
export function columnShapes(kind: StoreKind): Columns {
  return { ...storeColumns[kind], [recordColumn]: "VARCHAR" };
}

export function rowsOfRecords(kind: StoreKind, records: string): string {
  const structure = JSON.stringify(storeColumns[kind]);
  return `SELECT unnest(fields), ${recordColumn}
    FROM (SELECT from_json(${recordColumn}, '${structure}') AS fields, ${recordColumn} FROM ${records})`;
}
