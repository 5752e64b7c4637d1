import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

/** Rows of a query as DuckDB returns them; maps are lists of entries. */
export type Rows = readonly Readonly<Record<string, unknown>>[];

/** Queries a Parquet file with DuckDB. In `query`, the file is `$file`. */
export async function askParquet(body: Uint8Array, query: string): Promise<Rows> {
  const folder = mkdtempSync(join(tmpdir(), "partner-audit-parquet-"));
  const file = join(folder, "object.parquet");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    writeFileSync(file, body);
    const reader = await connection.runAndReadAll(query.replaceAll("$file", `'${file}'`));
    return reader.getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true });
  }
}
