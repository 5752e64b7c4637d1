import { decimalOf } from "../types/coercion";
import { type DecimalType, duckType, isNumeric, type Type } from "../types/types";

export function textCast(
  from: Type,
  to: Type & { readonly kind: "varchar" | "char" },
  sql: string,
): string | undefined {
  const text = plainText(from, sql);
  if (text === undefined || (to.kind === "char" && from.kind !== "varchar" && from.kind !== "char")) return undefined;
  if (to.kind === "char") return `rtrim(left(${text}, ${to.length}), ' ')`;
  if (to.length === undefined) return text;
  if (from.kind === "varchar" || from.kind === "char") {
    const isShort = from.length !== undefined && from.length <= to.length;
    return isShort ? text : `left(${text}, ${to.length})`;
  }
  return `trino_fitting(${text}, ${to.length})`;
}

/** Converts a value to text. */
export function plainText(from: Type, sql: string): string | undefined {
  switch (from.kind) {
    case "varchar":
      return sql;
    case "char":
      return `rpad(${sql}, ${from.length}, ' ')`;
    case "double":
      return `trino_double_text(${sql})`;
    case "real":
      return `trino_real_text(CAST(${sql} AS VARCHAR))`;
    case "time":
      return `left(strftime(TIMESTAMP '1970-01-01' + CAST(${sql} AS INTERVAL), '%H:%M:%S.%f'), ${from.precision === 0 ? 8 : 9 + from.precision})`;
    case "timestamp":
      return timestampText(sql, from.precision);
    case "timestamp with time zone":
      return `(${timestampText(`trino_local(${sql})`, from.precision)} || ' ' || struct_extract(${sql}, 'zone'))`;
    case "interval day to second":
      return `trino_day_interval_text(${sql})`;
    case "interval year to month":
      return `trino_year_interval_text(${sql})`;
    case "varbinary":
      return undefined;
    case "decimal":
      return decimalText(from, sql);
    default:
      return `CAST(${sql} AS VARCHAR)`;
  }
}

/** DuckDB omits the zero before the point if a decimal has only digits after it. */
function decimalText({ precision, scale }: DecimalType, sql: string): string {
  const text = `CAST(${sql} AS VARCHAR)`;
  return precision === scale ? `regexp_replace(${text}, '^(-?)[.]', '\\10.')` : text;
}

function timestampText(sql: string, precision: number): string {
  return `left(strftime(${sql}, '%Y-%m-%d %H:%M:%S.%f'), ${precision === 0 ? 19 : 20 + precision})`;
}

export function numberCast(from: Type, to: Type, sql: string): string | undefined {
  const target = duckType(to);
  if (from.kind === "varchar") return parsedNumber(to, sql);
  if (from.kind === "boolean")
    return to.kind === "decimal" ? `CAST(CAST(${sql} AS INTEGER) AS ${target})` : `CAST(${sql} AS ${target})`;
  if (!isNumeric(from)) return undefined;
  if (to.kind === "boolean") return `(${sql} <> 0)`;
  const isFraction = from.kind === "double" || from.kind === "real";
  return isFraction && decimalOf(to)?.scale === 0 ? `CAST(round(${sql}) AS ${target})` : `CAST(${sql} AS ${target})`;
}

export function parsedNumber(to: Type, sql: string): string {
  switch (to.kind) {
    case "boolean":
      return `trino_parse_boolean(${sql})`;
    case "double":
    case "real":
      return `CAST(trino_parse_double(${sql}) AS ${duckType(to)})`;
    case "decimal":
      return `CAST(trino_parse_decimal(${sql}, ${to.precision}, ${to.scale}) AS ${duckType(to)})`;
    default:
      return `CAST(trino_parse_whole(${sql}, '${to.kind}') AS ${duckType(to)})`;
  }
}

export function timeCast(from: Type, to: Type, sql: string): string | undefined {
  if (from.kind === "varchar") return parsedTime(to, sql);
  const local = from.kind === "timestamp with time zone" ? `trino_local(${sql})` : sql;
  const isTime = from.kind === "date" || from.kind === "timestamp" || from.kind === "timestamp with time zone";
  if (to.kind === "date") return isTime ? `CAST(${local} AS DATE)` : undefined;
  if (to.kind === "timestamp" && isTime) return narrowed(from, to.precision, `CAST(${local} AS TIMESTAMP)`);
  if (to.kind === "timestamp with time zone") {
    if (from.kind === "timestamp with time zone") {
      const instant = narrowed(from, to.precision, `struct_extract(${sql}, 'instant')`);
      return from.precision <= to.precision
        ? sql
        : `CASE WHEN ${sql} IS NOT NULL THEN struct_pack(instant := ${instant}, zone := struct_extract(${sql}, 'zone')) END`;
    }
    return isTime ? `trino_utc(${narrowed(from, to.precision, `CAST(${sql} AS TIMESTAMP)`)})` : undefined;
  }
  if (to.kind === "time") {
    if (from.kind === "time") return from.precision <= to.precision ? sql : undefined;
    return isTime && from.kind !== "date" ? `CAST(${local} AS TIME)` : undefined;
  }
  return undefined;
}

/** Rounds a time to fewer digits of its second. */
function narrowed(from: Type, precision: number, sql: string): string {
  if (!("precision" in from) || from.precision <= precision) return sql;
  const unit = 10 ** (6 - precision);
  return `make_timestamp((epoch_us(${sql}) + ${unit / 2}) // ${unit} * ${unit})`;
}

function parsedTime(to: Type, sql: string): string | undefined {
  switch (to.kind) {
    case "date":
      return `trino_date_of(trino_parse_date(${sql}))`;
    case "time":
      return `CAST(make_timestamp(trino_parse_time(${sql}, ${to.precision})) AS TIME)`;
    case "timestamp":
      return `make_timestamp(trino_parse_timestamp(${sql}, ${to.precision}))`;
    case "timestamp with time zone":
      return `trino_parse_zoned(${sql}, ${to.precision})`;
    default:
      return undefined;
  }
}
