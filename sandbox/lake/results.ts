import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  type DuckDBResultReader,
  DuckDBStructValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from "@duckdb/node-api";
import type { JsonValue } from "../../functions/mapping/values/json";
import { unnamedColumn } from "./syntaxTree";

/**
 * An answer. Texts and JSON are strings; a number beyond a double is its digits; a timestamp is `2026-11-20 10:00:00.000`; a MAP and a
 * ROW are objects, an ARRAY is an array.
 */
export interface QueryResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly JsonValue[])[];
}

/** Reads a result. A column that the query gave no name is `_col` and its place, counted from zero, as in Trino. */
export function readResult(reader: DuckDBResultReader): QueryResult {
  return {
    columns: reader.columnNames().map((name, index) => (unnamedPattern.test(name) ? `${unnamedColumn}${index}` : name)),
    rows: reader.getRows().map((row) => row.map(jsonValue)),
  };
}

// DuckDB counts up where a subquery has several such columns.
const unnamedPattern = new RegExp(`^${unnamedColumn}(_\\d+)?$`);

function jsonValue(value: DuckDBValue): JsonValue {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBTimestampValue) return timestampText(value.micros);
  if (value instanceof DuckDBDateValue) return value.toString();
  if (value instanceof DuckDBListValue) return value.items.map(jsonValue);
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(Object.entries(value.entries).map(([name, field]) => [name, jsonValue(field)]));
  }
  if (value instanceof DuckDBMapValue) {
    return Object.fromEntries(value.entries.map(({ key, value: entry }) => [String(key), jsonValue(entry)]));
  }
  return String(value);
}

/** A time, in microseconds since 1970, as Trino writes a `timestamp(3)`. */
export function timestampText(microseconds: bigint): string {
  return new Date(Number(microseconds / 1000n)).toISOString().replace("T", " ").replace("Z", "");
}
