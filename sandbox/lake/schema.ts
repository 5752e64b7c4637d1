/** What an event data store holds: events of integrations, or AWS's own management events. */
export type StoreKind = "integration" | "management";

/**
 * The shape of a column's value, in the notation of DuckDB's `from_json`: the name of a type, an object of named fields
 * (a ROW in Trino) or an array with the shape of its elements.
 */
export type Shape = string | { readonly [field: string]: Shape } | readonly [Shape];

/** The columns of a table, in their order. SQL compares their names without regard to case. */
export type Columns = Readonly<Record<string, Shape>>;

// The values of such a map are texts: a string as it is, anything else as its JSON.
const textMap = "MAP(VARCHAR, VARCHAR)";

/**
 * The columns of an event data store of each kind. They are named as the fields of the records, from which they are
 * filled.
 *
 * Source: AWS CloudTrail User Guide, Supported SQL schemas for event data stores. Two things differ from that page in the
 * schema for non-AWS events. It spells `errormssage`, and this table follows the event schema, `errorMessage`; a
 * portable query reads neither, but the record's JSON. And it leaves out `eventjson`, which the queries that OneLogin
 * published for its integration read.
 */
export const storeColumns: Readonly<Record<StoreKind, Columns>> = {
  integration: {
    eventVersion: "VARCHAR",
    eventCategory: "VARCHAR",
    eventType: "VARCHAR",
    eventID: "VARCHAR",
    eventTime: "TIMESTAMP",
    awsRegion: "VARCHAR",
    recipientAccountId: "VARCHAR",
    addendum: { reason: "VARCHAR", updatedFields: "VARCHAR", originalUID: "VARCHAR", originalEventID: "VARCHAR" },
    metadata: { ingestionTime: "VARCHAR", channelARN: "VARCHAR" },
    eventData: {
      version: "VARCHAR",
      userIdentity: { type: "VARCHAR", principalId: "VARCHAR", details: textMap },
      userAgent: "VARCHAR",
      eventSource: "VARCHAR",
      eventName: "VARCHAR",
      eventTime: "VARCHAR",
      UID: "VARCHAR",
      requestParameters: textMap,
      responseElements: textMap,
      errorCode: "VARCHAR",
      errorMessage: "VARCHAR",
      sourceIPAddress: "VARCHAR",
      recipientAccountId: "VARCHAR",
      additionalEventData: textMap,
    },
  },
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

/** The names of all columns of a store, in lower case. */
export function columnNames(kind: StoreKind): ReadonlySet<string> {
  return new Set([...Object.keys(storeColumns[kind]), recordColumn].map((name) => name.toLowerCase()));
}

/** The query that makes a store's rows of the records in the table `records`. */
export function rowsOfRecords(kind: StoreKind, records: string): string {
  const structure = JSON.stringify(storeColumns[kind]);
  return `SELECT unnest(fields), ${recordColumn}
    FROM (SELECT from_json(${recordColumn}, '${structure}') AS fields, ${recordColumn} FROM ${records})`;
}
