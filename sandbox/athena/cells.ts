import {
  DuckDBListType,
  DuckDBListValue,
  DuckDBMapType,
  DuckDBMapValue,
  type DuckDBResultReader,
  DuckDBStructType,
  DuckDBStructValue,
  DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from "@duckdb/node-api";
import { timestampText } from "../lake/results";

/** A column of an answer as Athena describes it (Amazon Athena API Reference, ColumnInfo). */
export interface ColumnInfo {
  readonly Name: string;
  readonly Type: string;
}

/** Describes the columns of an answer by names that are given. */
export function columnInfos(names: readonly string[], reader: DuckDBResultReader): readonly ColumnInfo[] {
  return reader.columnTypes().map((type, index) => ({ Name: names[index] ?? "", Type: typeName(type) }));
}

/** Names of types (Amazon Athena User Guide, "Data types in Amazon Athena"). The sum of whole numbers is a bigint in Trino. */
function typeName(type: DuckDBType): string {
  if (type.alias === "JSON") {
    return "json";
  }
  const { typeId } = type;
  const known = Object.entries(typeNames).find(([, ids]) => ids.includes(typeId));
  return known?.[0] ?? "varchar";
}

const { TINYINT, SMALLINT, INTEGER, BIGINT, HUGEINT, UTINYINT, USMALLINT, UINTEGER, UBIGINT } = DuckDBTypeId;
const typeNames: Readonly<Record<string, readonly DuckDBTypeId[]>> = {
  boolean: [DuckDBTypeId.BOOLEAN],
  integer: [TINYINT, SMALLINT, INTEGER, UTINYINT, USMALLINT],
  bigint: [BIGINT, HUGEINT, UINTEGER, UBIGINT],
  double: [DuckDBTypeId.DOUBLE, DuckDBTypeId.FLOAT],
  decimal: [DuckDBTypeId.DECIMAL],
  date: [DuckDBTypeId.DATE],
  timestamp: [DuckDBTypeId.TIMESTAMP],
  "timestamp with time zone": [DuckDBTypeId.TIMESTAMP_TZ],
  varbinary: [DuckDBTypeId.BLOB],
  array: [DuckDBTypeId.LIST],
  map: [DuckDBTypeId.MAP],
  row: [DuckDBTypeId.STRUCT],
};

/** Writes the rows of an answer as GetQueryResults gives them: every value is a text, and NULL is undefined. */
export function rowTexts(reader: DuckDBResultReader): readonly (readonly (string | undefined)[])[] {
  const types = reader.columnTypes();
  return reader
    .getRows()
    .map((row) => row.map((value, index) => (value === null ? undefined : cellText(value, types[index]))));
}

/** Arrays, maps and rows are written as `[a, b]` and `{k=v}`, as Java writes collections. */
function cellText(value: DuckDBValue, type: DuckDBType | undefined): string {
  if (typeof value === "number" && (type?.typeId === DuckDBTypeId.DOUBLE || type?.typeId === DuckDBTypeId.FLOAT)) {
    return javaDouble(value);
  }
  if (value instanceof DuckDBTimestampValue) {
    return timestampText(value.micros);
  }
  if (value instanceof DuckDBListValue && type instanceof DuckDBListType) {
    return `[${value.items.map((item) => cellText(item, type.valueType)).join(", ")}]`;
  }
  if (value instanceof DuckDBMapValue && type instanceof DuckDBMapType) {
    const entries = value.entries.map(
      (entry) => `${cellText(entry.key, type.keyType)}=${cellText(entry.value, type.valueType)}`,
    );
    return `{${entries.join(", ")}}`;
  }
  if (value instanceof DuckDBStructValue && type instanceof DuckDBStructType) {
    const fields = type.entryNames.map(
      (name, index) => `${name}=${cellText(value.entries[name] ?? null, type.entryTypes[index])}`,
    );
    return `{${fields.join(", ")}}`;
  }
  return String(value);
}

/** Writes a double such as 1.0 or 1.5E10 (Java SE API documentation, Double.toString). */
function javaDouble(value: number): string {
  if (!Number.isFinite(value) || value === 0) {
    return Object.is(value, -0) ? "-0.0" : `${value}${value === 0 ? ".0" : ""}`;
  }
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) {
    return Number.isInteger(value) ? `${value}.0` : String(value);
  }
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  return `${digits.includes(".") ? digits : `${digits}.0`}E${exponent.replace("+", "")}`;
}
