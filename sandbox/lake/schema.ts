import { type LakeColumnType, type LakeFields, lakeColumns } from "../../functions/sinks/lakeColumns";

/** Contents of a store: events of integrations, or AWS's management events. */
export type StoreKind = "integration" | "management";

/** A column's shape in the notation of DuckDB's `from_json`: a type, an object of fields (a ROW) or an array of one shape. */
export type Shape = string | { readonly [field: string]: Shape } | readonly [Shape];

/** The columns of a table, in order. SQL compares their names case-insensitively. */
type Columns = Readonly<Record<string, Shape>>;

// The values of this map are texts: a string as it is, any other value as its JSON.
const textMap = "MAP(VARCHAR, VARCHAR)";

/**
 * The columns of each kind of store, with the names of the records' fields (AWS CloudTrail User Guide, Supported SQL schemas for event data
 * stores). That page omits `eventjson`, which OneLogin's published queries read.
 */
export const storeColumns: Readonly<Record<StoreKind, Columns>> = {
  integration: shapeOf(lakeColumns),
  // For AWS's own events, the columns that the saved and the published queries read.
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

/** The last column in every table, which holds the whole record. */
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

/** The columns of a kind of store, in order. */
export function columnShapes(kind: StoreKind): Columns {
  return { ...storeColumns[kind], [recordColumn]: "VARCHAR" };
}

export function rowsOfRecords(kind: StoreKind, records: string): string {
  const structure = JSON.stringify(storeColumns[kind]);
  return `SELECT unnest(fields), ${recordColumn}
    FROM (SELECT from_json(${recordColumn}, '${structure}') AS fields, ${recordColumn} FROM ${records})`;
}
