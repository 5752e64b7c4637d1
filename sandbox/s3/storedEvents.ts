import { createHash } from "node:crypto";
import type { DuckDBInstance } from "@duckdb/node-api";
import type { AuditEventEntry } from "../../functions/mapping/auditEvent";
import { type LakeColumnType, lakeColumns } from "../../functions/sinks/lakeColumns";
import { lakeRows } from "../../functions/sinks/lakeRows";
import { openDatabase } from "../database";

/** Reads the audit events in objects, for the ledger. */
export class EventReader {
  private instance: Promise<DuckDBInstance> | undefined;

  /** @param folder holds the objects' bytes */
  constructor(private readonly folder: string) {}

  /** Gives the digest of each event in an object; none where it is not one of audit events. */
  async digestsOf(path: string): Promise<readonly string[]> {
    this.instance ??= openDatabase(":memory:", this.folder);
    const connection = await (await this.instance).connect();
    try {
      const file = `'${path.replaceAll("'", "''")}'`;
      const reader = await connection.runAndReadAll(`SELECT eventid, to_json(eventdata) FROM read_parquet(${file})`);
      return reader.getRows().map(([id, eventData]) => digestOf(String(id), JSON.parse(String(eventData))));
    } catch {
      return [];
    } finally {
      connection.closeSync();
    }
  }

  async close(): Promise<void> {
    (await this.instance)?.closeSync();
  }
}

/** The digest of an audit event as a row holds it; undefined for one that no row can hold. */
export function rowDigest({ id, eventData }: Pick<AuditEventEntry, "id" | "eventData">): string | undefined {
  const [row] = lakeRows([{ id, eventData, eventDataChecksum: "" }], { region: "", storedAt: 0 }).rows;
  return row && digestOf(id, row.eventdata);
}

function digestOf(id: string, eventData: unknown): string {
  const content = JSON.stringify([id, canonical(lakeColumns.eventData, eventData)]);
  return createHash("sha1").update(content).digest("binary");
}

/** A value in one form, whether it is read from JSON, where a map is an object, or from a row, where it is a list of entries. */
function canonical(type: LakeColumnType, value: unknown): unknown {
  if (typeof value !== "object" || value === null) {
    return value ?? null;
  }
  if (type === "texts") {
    const entries: readonly (readonly [string, unknown])[] = Array.isArray(value)
      ? value.map((entry) => [entry.key, entry.value])
      : Object.entries(value);
    return [...entries].sort(([one], [other]) => (one < other ? -1 : 1));
  }
  const fields = new Map(Object.entries(value));
  return Object.entries(type).map(([name, inner]) => canonical(inner, fields.get(name.toLowerCase())));
}
