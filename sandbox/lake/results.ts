import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  type DuckDBResultReader,
  DuckDBStructValue,
  DuckDBTimestampValue,
  DuckDBTimeValue,
  type DuckDBValue,
} from "@duckdb/node-api";
import type { JsonValue } from "../../functions/mapping/values/json";
import type { QueryColumn } from "./analysis/scope";
import { fieldKey, type Type } from "./types/types";
import { doubleText } from "./values/numbers";
import { localTime } from "./values/zones";

/**
 * An answer. Texts and JSON are strings; a decimal, and a number beyond a double, is a string of its digits; a timestamp is `2026-11-20
 * 10:00:00.000`, and with a time zone `2026-11-20 10:00:00.000 UTC`; a MAP and a ROW are objects, an ARRAY is an array.
 */
export interface QueryResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly JsonValue[])[];
}

/** Reads a result. A column without a name in the query is `_col` and its position, counted from zero, as in Trino. */
export function readResult(reader: DuckDBResultReader, columns: readonly QueryColumn[]): QueryResult {
  return {
    columns: columns.map(({ name }, index) => name ?? `_col${index}`),
    rows: reader
      .getRows()
      .map((row) => row.map((value, index) => jsonValue(value, columns[index]?.type ?? { kind: "unknown" }))),
  };
}

function jsonValue(value: DuckDBValue, type: Type): JsonValue {
  if (value === null || typeof value === "boolean") return value;
  switch (type.kind) {
    case "char":
      return String(value).padEnd(type.length, " ");
    case "timestamp":
      return value instanceof DuckDBTimestampValue ? timestampText(value.micros, type.precision) : String(value);
    case "timestamp with time zone":
      return zonedText(value, type.precision);
    case "time":
      return value instanceof DuckDBTimeValue ? timestampText(value.micros, type.precision).slice(11) : String(value);
    case "interval day to second":
    case "interval year to month":
      return intervalText(type.kind, Number(value));
    case "array":
      return value instanceof DuckDBListValue ? value.items.map((item) => jsonValue(item, type.element)) : null;
    case "map":
      return value instanceof DuckDBMapValue
        ? Object.fromEntries(
            value.entries.map(({ key, value: entry }) => [keyText(key, type.key), jsonValue(entry, type.value)]),
          )
        : null;
    case "row": {
      const entries = value instanceof DuckDBStructValue ? value.entries : {};
      return Object.fromEntries(
        type.fields.map((field, index) => [
          fieldKey(type, index),
          jsonValue(entries[fieldKey(type, index)] ?? null, field.type),
        ]),
      );
    }
    default:
      return simpleValue(value);
  }
}

function keyText(key: DuckDBValue, type: Type): string {
  return typeof key === "number" && (type.kind === "double" || type.kind === "real")
    ? doubleText(key)
    : String(jsonValue(key, type));
}

function simpleValue(value: DuckDBValue): JsonValue {
  if (typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof DuckDBDecimalValue) return value.toString().replace(/^(-?)\./, "$10.");
  if (value instanceof DuckDBDateValue) return value.toString();
  if (value instanceof DuckDBBlobValue) return `0x${Buffer.from(value.bytes).toString("hex")}`;
  return String(value);
}

/** Formats a time, in microseconds since 1970, as Trino does. @param precision digits of the second's fraction, at most 6 */
export function timestampText(microseconds: bigint, precision = 3): string {
  const seconds = (microseconds - (((microseconds % 1_000_000n) + 1_000_000n) % 1_000_000n)) / 1_000_000n;
  const text = new Date(Number(seconds) * 1_000).toISOString().slice(0, 19).replace("T", " ");
  const fraction = String(microseconds - seconds * 1_000_000n).padStart(6, "0");
  return precision === 0 ? text : `${text}.${fraction.slice(0, precision)}`;
}

function zonedText(value: DuckDBValue, precision: number): JsonValue {
  const { instant, zone } = value instanceof DuckDBStructValue ? value.entries : {};
  if (!(instant instanceof DuckDBTimestampValue)) return null;
  return `${timestampText(localTime(instant.micros, String(zone)), precision)} ${zone}`;
}

function intervalText(kind: "interval day to second" | "interval year to month", value: number): string {
  const [sign, size] = [value < 0 ? "-" : "", Math.abs(value)];
  if (kind === "interval year to month") return `${sign}${Math.floor(size / 12)}-${size % 12}`;
  return `${sign}${Math.floor(size / 86_400_000)} ${timestampText(BigInt(size % 86_400_000) * 1_000n).slice(11)}`;
}
