import { duckType, fieldKey, isNumeric, type RowType, sameType, type Type, typeText } from "../types/types";
import { numberCast, parsedNumber, plainText, textCast, timeCast } from "./scalarCasts";

export function textLiteral(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  // A NUL would end the statement.
  return text.includes("\0") ? `(${quoted.split("\0").join("' || chr(0) || '")})` : quoted;
}

/**
 * Returns the SQL that casts a value, or undefined if Trino has no such cast.
 * @param alias makes names for lambdas
 */
export function castSql(from: Type, to: Type, sql: string, alias: () => string): string | undefined {
  if (from.kind === "unknown") return `CAST(NULL AS ${duckType(to)})`;
  if (sameType(from, to)) return sql;
  if (to.kind === "json") return toJson(from, sql, alias);
  if (from.kind === "json") return fromJson(to, sql, alias);
  if (from.kind === "array" || from.kind === "map" || from.kind === "row") return structureCast(from, to, sql, alias);
  if (to.kind === "varchar" || to.kind === "char") return textCast(from, to, sql);
  if (from.kind === "char") return undefined;
  if (to.kind === "varbinary") return from.kind === "varchar" ? `encode(${sql})` : undefined;
  if (isNumeric(to) || to.kind === "boolean") return numberCast(from, to, sql);
  return timeCast(from, to, sql);
}

function structureCast(from: Type, to: Type, sql: string, alias: () => string): string | undefined {
  const name = alias();
  if (from.kind === "array" && to.kind === "array") {
    const element = castSql(from.element, to.element, name, alias);
    return element === undefined || element === name
      ? element && sql
      : `list_transform(${sql}, lambda ${name}: ${element})`;
  }
  if (from.kind === "map" && to.kind === "map") {
    const key = castSql(from.key, to.key, name, alias);
    const value = castSql(from.value, to.value, name, alias);
    if (key === undefined || value === undefined) return undefined;
    const part = (list: string, cast: string) => `list_transform(${list}(${sql}), lambda ${name}: ${cast})`;
    return `CASE WHEN ${sql} IS NOT NULL THEN map(${part("map_keys", key)}, ${part("map_values", value)}) END`;
  }
  return from.kind === "row" && to.kind === "row" ? rowCast(from, to, sql, alias) : undefined;
}

function rowCast(from: RowType, to: RowType, sql: string, alias: () => string): string | undefined {
  if (from.fields.length !== to.fields.length) return undefined;
  const fields = to.fields.map((field, index) => {
    const source = from.fields[index];
    const value = `struct_extract(${sql}, ${textLiteral(fieldKey(from, index))})`;
    return source && castSql(source.type, field.type, value, alias);
  });
  return fields.every((field) => field !== undefined) ? packed(to, fields, sql) : undefined;
}

/** Casts to a row of the values. @param source SQL that is NULL if the row is */
export function packed(type: RowType, values: readonly string[], source?: string): string {
  const fields = values.map((value, index) => `"${fieldKey(type, index).replaceAll('"', '""')}" := ${value}`);
  const row = `struct_pack(${fields.join(", ")})`;
  return source === undefined ? row : `CASE WHEN ${source} IS NOT NULL THEN ${row} END`;
}

function toJson(from: Type, sql: string, alias: () => string): string | undefined {
  const name = alias();
  const orNull = (type: Type, value: string) => {
    const json = type.kind === "json" ? value : castSql(type, { kind: "json" }, value, alias);
    return json && `coalesce(${json}, 'null')`;
  };
  switch (from.kind) {
    case "varchar":
    case "date":
    case "timestamp":
      return `trino_json_string(${plainText(from, sql)})`;
    case "double":
    case "real":
      return `trino_json_double(${sql})`;
    case "array": {
      const item = orNull(from.element, name);
      return item && `('[' || array_to_string(list_transform(${sql}, lambda ${name}: ${item}), ',') || ']')`;
    }
    case "map": {
      const item = orNull(from.value, name);
      const key = plainText(from.key, name);
      if (item === undefined || key === undefined) return undefined;
      return `trino_json_map(list_transform(map_keys(${sql}), lambda ${name}: ${key}), list_transform(map_values(${sql}), lambda ${name}: ${item}))`;
    }
    case "row":
      return rowToJson(from, sql, orNull);
    default:
      return isNumeric(from) || from.kind === "boolean" ? plainText(from, sql) : undefined;
  }
}

function rowToJson(
  from: RowType,
  sql: string,
  orNull: (type: Type, value: string) => string | undefined,
): string | undefined {
  const members = from.fields.map((field, index) => {
    const value = orNull(field.type, `struct_extract(${sql}, ${textLiteral(fieldKey(from, index))})`);
    return value && `${textLiteral(`${JSON.stringify(field.name ?? "")}:`)} || ${value}`;
  });
  if (!members.every((member) => member !== undefined)) return undefined;
  return `CASE WHEN ${sql} IS NOT NULL THEN '{' || ${members.join(" || ',' || ")} || '}' END`;
}

function fromJson(to: Type, sql: string, alias: () => string): string | undefined {
  const name = alias();
  const type = textLiteral(typeText(to));
  const inner = (target: Type, value: string) => (target.kind === "json" ? value : fromJson(target, value, alias));
  switch (to.kind) {
    case "varchar":
      return jsonText(to, sql);
    case "array": {
      const item = inner(to.element, name);
      return item && `list_transform(trino_json_items(${sql}, ${type}), lambda ${name}: ${item})`;
    }
    case "map": {
      const value = inner(to.value, name);
      const key = castSql({ kind: "varchar" }, to.key, name, alias);
      if (key === undefined || value === undefined) return undefined;
      const keys = `list_transform(trino_json_keys(${sql}, ${type}), lambda ${name}: ${key})`;
      return `CASE WHEN trino_json_keys(${sql}, ${type}) IS NOT NULL THEN map(${keys}, list_transform(trino_json_values(${sql}, ${type}), lambda ${name}: ${value})) END`;
    }
    case "row": {
      const fields = to.fields.map((field, index) =>
        inner(field.type, `trino_json_field(${sql}, ${textLiteral(field.name ?? "")}, ${index}, ${to.fields.length})`),
      );
      return fields.every((field) => field !== undefined) ? packed(to, fields, `nullif(${sql}, 'null')`) : undefined;
    }
    default:
      return jsonNumber(to, sql);
  }
}

function jsonText(to: Type & { readonly kind: "varchar" }, sql: string): string {
  const text = `trino_json_text(${sql})`;
  return to.length === undefined ? text : `trino_fitting(${text}, ${to.length})`;
}

function jsonNumber(to: Type, sql: string): string | undefined {
  if (!isNumeric(to) && to.kind !== "boolean") return undefined;
  const text = `trino_json_scalar(${sql}, '${to.kind === "integer" ? "INT" : to.kind.toUpperCase()}')`;
  if (to.kind === "boolean") {
    return `CASE WHEN ${text} IN ('true', 'false') OR trino_json_is_text(${sql}) THEN trino_parse_boolean(${text}) ELSE trino_parse_double(${text}) <> 0 END`;
  }
  const fromBoolean = `CAST(CASE ${text} WHEN 'true' THEN 1 ELSE 0 END AS ${duckType(to)})`;
  const number = `CASE WHEN NOT trino_json_is_text(${sql}) AND ${text} LIKE '%.%' THEN ${numberCast({ kind: "double" }, to, `trino_parse_double(${text})`)} ELSE ${parsedNumber(to, text)} END`;
  return `CASE WHEN ${sql} IN ('true', 'false') THEN ${fromBoolean} ELSE ${number} END`;
}
