import { createHash, hash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import type { AuditEventEntry } from "../mapping/auditEvent";
import { lakeColumns } from "./lakeColumns";
import type { LakeRow } from "./lakeRows";
import { lakeSchema } from "./parquetSchema";

/** An object of the lake, ready to be stored. */
export interface LakeObject {
  readonly key: string;
  readonly body: Uint8Array;
  /** Base64 of the SHA-256 digest of `body`. */
  readonly checksum: string;
}

/**
 * Makes the Parquet object of the events of one integration.
 * @param storedAt milliseconds since 1970; the object is in that day's partition (UTC)
 * @param rows one for each of `entries`
 */
export function lakeObject(
  integration: string,
  storedAt: number,
  entries: readonly AuditEventEntry[],
  rows: readonly LakeRow[],
): LakeObject {
  const body = parquetOf(rows);
  return { key: keyOf(integration, storedAt, entries), body, checksum: hash("sha256", body, "base64") };
}

/**
 * An object's key. Its name is the hour and a SHA-256 over the events' ids and contents, in any order: storing the same events again within the
 * hour meets the object that is there, and ids with other content have another name.
 */
function keyOf(integration: string, storedAt: number, entries: readonly AuditEventEntry[]): string {
  const time = new Date(storedAt).toISOString();
  // An id holds no blank.
  const pairs = entries.map(({ id, eventDataChecksum }) => `${id} ${eventDataChecksum}\n`).sort();
  const digest = createHash("sha256");
  for (const pair of pairs) {
    digest.update(pair);
  }
  return `events/integration=${integration}/day=${time.slice(0, 10)}/${time.slice(11, 13)}-${digest.digest("hex")}.parquet`;
}

/** Writes rows as a Parquet file with one row group. Equal rows give equal bytes. */
function parquetOf(rows: readonly LakeRow[]): Uint8Array {
  return new Uint8Array(
    parquetWriteBuffer({
      schema: [...lakeSchema],
      columnData: columns.map((name) => ({
        name,
        data: rows.map((row) => row[name] ?? null),
        bloomFilter: name === bloomed,
      })),
      rowGroupSize: rows.length,
      codec: "GZIP",
      compressors: { GZIP: (bytes) => gzipSync(bytes) },
      createdBy,
    }),
  );
}

/** Every column: the file is broken where the data of one is missing. */
const columns = Object.keys(lakeColumns).map((name) => name.toLowerCase());

/** A filter on the fields of `eventdata` would make writing three times as long. */
const bloomed = "eventid";

/** The version is that of the objects' layout. Source: apache/parquet-format, parquet.thrift, FileMetaData. */
const createdBy = "partner-audit version 1.0.0 (build hyparquet-writer)";
