import { createHash } from "node:crypto";
import { toUSVString } from "node:util";
import type { AuditEventEntry } from "../../functions/mapping/auditEvent";
import { isJsonObject, type JsonObject, type JsonValue } from "../../functions/mapping/values/json";
import { type LakeColumnType, lakeColumns } from "../../functions/sinks/lakeColumns";
import { Database } from "../database";

/** Reads the audit events in objects, for the ledger. */
export class EventReader {
  private database: Promise<Database> | undefined;

  /** @param folder gives the folder that holds the objects' bytes */
  constructor(private readonly folder: () => string) {}

  /** Gives the digest of each event in an object; none where it is not one of audit events. */
  async digestsOf(path: string): Promise<readonly string[]> {
    try {
      return (await this.rowsOf(path)).map(([id, eventData]) => digestOf(id, eventData));
    } catch {
      return [];
    }
  }

  /** Gives the audit events in an object, under the names of CloudTrail's schema. */
  async eventsOf(path: string): Promise<readonly JsonObject[]> {
    return (await this.rowsOf(path)).map(([, eventData]) => restored(lakeColumns.eventData, eventData));
  }

  /** Gives the id and the eventData of each row. */
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

/** The digest of an audit event as a row holds it; undefined for one that is no JSON object. */
export function rowDigest({ id, eventData }: Pick<AuditEventEntry, "id" | "eventData">): string | undefined {
  const content: unknown = JSON.parse(eventData);
  return isJsonObject(content) ? digestOf(id, content) : undefined;
}

function digestOf(id: string, eventData: JsonObject): string {
  const content = JSON.stringify([id, canonical(lakeColumns.eventData, eventData)]);
  return createHash("sha1").update(content).digest("binary");
}

/** A row's map with the names of its columns as CloudTrail's schema writes them, and without those that have no value. */
function restored(columns: Readonly<Record<string, LakeColumnType>>, row: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(columns).flatMap(([name, type]) => {
      const value = row[name.toLowerCase()];
      const isStruct = typeof type === "object" && isJsonObject(value);
      return value === undefined || value === null ? [] : [[name, isStruct ? restored(type, value) : value]];
    }),
  );
}

/** A value in the form of its column, whether it is the event's own or read from a row, whose names are in lower case. */
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

/** A text as it is, another value as its JSON; half a surrogate pair is U+FFFD in UTF-8. */
function textOf(value: JsonValue | undefined): string | null {
  if (value === undefined || value === null) {
    return null;
  }
  return toUSVString(typeof value === "string" ? value : JSON.stringify(value));
}
