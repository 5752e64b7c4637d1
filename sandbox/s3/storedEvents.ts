import { createHash } from "node:crypto";
import { toUSVString } from "node:util";
import type { AuditEventEntry } from "../../functions/mapping/auditEvent";
import { isJsonObject, type JsonObject, type JsonValue } from "../../functions/mapping/values/json";
import { type LakeColumnType, lakeColumns } from "../../functions/sinks/lakeColumns";
import { Database } from "../database";

/** Reads the audit events in objects, for the ledger. */
export class EventReader {
  private database: Promise<Database> | undefined;

  /** @param folder returns the folder of the objects' bytes */
  constructor(private readonly folder: () => string) {}

  /** Returns the digest of each event in an object; none if the object does not hold audit events. */
  async digestsOf(path: string): Promise<readonly string[]> {
    try {
      return (await this.rowsOf(path)).map(([id, eventData]) => digestOf(id, eventData));
    } catch {
      return [];
    }
  }

  /** Returns the audit events in an object, under the names of CloudTrail's schema. */
  async eventsOf(path: string): Promise<readonly JsonObject[]> {
    return (await this.rowsOf(path)).map(([, eventData]) => restored(lakeColumns.eventData, eventData));
  }

  /** Returns the id and the eventData of each row. */
  private async rowsOf(path: string): Promise<readonly (readonly [string, JsonObject])[]> {
    this.database ??= Database.open("reader", this.folder());
    const connection = await (await this.database).connect();
    try {
      const file = `'${path.replaceAll("'", "''")}'`;
      const reader = await connection.runAndReadAll(`SELECT eventid, to_json(eventdata) FROM read_parquet(${file})`);
      return reader.getRows().map(([id, eventData]) => [String(id), JSON.parse(String(eventData))]);
    } finally {
      connection.closeSync();
    }
  }

  async close(): Promise<void> {
    (await this.database)?.close();
  }
}

/** Computes the digest of an audit event in a row's form; undefined if it is not a JSON object. */
export function rowDigest({ id, eventData }: Pick<AuditEventEntry, "id" | "eventData">): string | undefined {
  const content: unknown = JSON.parse(eventData);
  return isJsonObject(content) ? digestOf(id, content) : undefined;
}

function digestOf(id: string, eventData: JsonObject): string {
  const content = JSON.stringify([id, canonical(lakeColumns.eventData, eventData)]);
  return createHash("sha1").update(content).digest("binary");
}

/** Converts a row to a map with the names of CloudTrail's schema, without empty columns. */
function restored(columns: Readonly<Record<string, LakeColumnType>>, row: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(columns).flatMap(([name, type]) => {
      const value = row[name.toLowerCase()];
      const isStruct = typeof type === "object" && isJsonObject(value);
      return value === undefined || value === null ? [] : [[name, isStruct ? restored(type, value) : value]];
    }),
  );
}

/** Converts a value to the form of its column, from an event or from a row, whose names are in lower case. */
function canonical(type: LakeColumnType, value: JsonValue | undefined): unknown {
  if (typeof type === "object") {
    return isJsonObject(value)
      ? Object.entries(type).map(([name, inner]) => canonical(inner, value[name] ?? value[name.toLowerCase()]))
      : null;
  }
  return type === "texts" && isJsonObject(value)
    ? Object.entries(value)
        .map(([key, entry]) => [toUSVString(key), textOf(entry)])
        .sort(([one = ""], [other = ""]) => ((one ?? "") < (other ?? "") ? -1 : 1))
    : textOf(value);
}

/** Formats a text as it is, any other value as JSON; half a surrogate pair is U+FFFD in UTF-8. */
function textOf(value: JsonValue | undefined): string | null {
  if (value === undefined || value === null) {
    return null;
  }
  return toUSVString(typeof value === "string" ? value : JSON.stringify(value));
}
