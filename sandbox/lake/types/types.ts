/** A Trino type. Source: Trino documentation, "Data types". */
export type Type =
  | SimpleType
  | { readonly kind: "varchar"; readonly length?: number }
  | { readonly kind: "char"; readonly length: number }
  | DecimalType
  | TimeType
  | { readonly kind: "array"; readonly element: Type }
  | { readonly kind: "map"; readonly key: Type; readonly value: Type }
  | RowType;

export interface SimpleType {
  readonly kind: SimpleKind;
}

export type SimpleKind = (typeof simpleKinds)[number];

export const simpleKinds = [
  "unknown",
  "boolean",
  "tinyint",
  "smallint",
  "integer",
  "bigint",
  "real",
  "double",
  "varbinary",
  "date",
  "json",
  "uuid",
  "ipaddress",
  "interval day to second",
  "interval year to month",
] as const;

export interface DecimalType {
  readonly kind: "decimal";
  readonly precision: number;
  readonly scale: number;
}

export interface TimeType {
  readonly kind: "time" | "timestamp" | "timestamp with time zone";
  /** Digits of the second's fraction. */
  readonly precision: number;
}

export interface RowType {
  readonly kind: "row";
  readonly fields: readonly RowField[];
}

export interface RowField {
  readonly name?: string;
  /** The field's name in DuckDB, if it differs. */
  readonly key?: string;
  readonly type: Type;
}

export const unknown: Type = { kind: "unknown" };
export const boolean: Type = { kind: "boolean" };
export const integer: Type = { kind: "integer" };
export const bigint: Type = { kind: "bigint" };
export const double: Type = { kind: "double" };
export const date: Type = { kind: "date" };
export const json: Type = { kind: "json" };
export const varchar: Type = { kind: "varchar" };

/** Formats the type as Trino prints it, in `typeof` and in messages. */
export function typeText(type: Type): string {
  switch (type.kind) {
    case "varchar":
      return type.length === undefined ? "varchar" : `varchar(${type.length})`;
    case "char":
      return `char(${type.length})`;
    case "decimal":
      return `decimal(${type.precision},${type.scale})`;
    case "time":
    case "timestamp":
      return `${type.kind}(${type.precision})`;
    case "timestamp with time zone":
      return `timestamp(${type.precision}) with time zone`;
    case "array":
      return `array(${typeText(type.element)})`;
    case "map":
      return `map(${typeText(type.key)}, ${typeText(type.value)})`;
    case "row":
      return `row(${type.fields.map(fieldText).join(", ")})`;
    default:
      return type.kind;
  }
}

function fieldText({ name, type }: RowField): string {
  return name === undefined ? typeText(type) : `${/^[a-z_]\w*$/.test(name) ? name : `"${name}"`} ${typeText(type)}`;
}

/** The name of a row's field in DuckDB's struct. */
export function fieldKey(type: RowType, index: number): string {
  const { name, key } = type.fields[index] ?? {};
  if (key !== undefined) return key;
  const isFirst = name !== undefined && type.fields.findIndex((field) => sameName(field.name, name)) === index;
  return isFirst ? name : `field${index}`;
}

/** Compares names as Trino does: case-insensitively. */
export function sameName(a: string | undefined, b: string): boolean {
  return a !== undefined && a.toLowerCase() === b.toLowerCase();
}

/** Returns the DuckDB type that stores the type's values. JSON is its canonical text; a time with a zone is its instant and its zone. */
export function duckType(type: Type): string {
  switch (type.kind) {
    case "unknown":
      return "INTEGER";
    case "varchar":
    case "char":
    case "json":
    case "uuid":
    case "ipaddress":
      return "VARCHAR";
    case "real":
      return "FLOAT";
    case "varbinary":
      return "BLOB";
    case "decimal":
      return `DECIMAL(${type.precision}, ${type.scale})`;
    case "interval day to second":
      return "BIGINT";
    case "interval year to month":
      return "INTEGER";
    case "timestamp with time zone":
      return "STRUCT(instant TIMESTAMP, zone VARCHAR)";
    case "array":
      return `${duckType(type.element)}[]`;
    case "map":
      return `MAP(${duckType(type.key)}, ${duckType(type.value)})`;
    case "row":
      return `STRUCT(${type.fields.map((field, index) => `"${fieldKey(type, index).replaceAll('"', '""')}" ${duckType(field.type)}`).join(", ")})`;
    default:
      return type.kind.toUpperCase();
  }
}

export function isNumeric(type: Type): boolean {
  return ["tinyint", "smallint", "integer", "bigint", "real", "double", "decimal"].includes(type.kind);
}

export function isText(type: Type): type is Type & { readonly kind: "varchar" | "char" } {
  return type.kind === "varchar" || type.kind === "char";
}

/** Types whose values `=` compares. */
export function isComparable(type: Type): boolean {
  switch (type.kind) {
    case "array":
      return isComparable(type.element);
    case "map":
      return isComparable(type.value);
    case "row":
      return type.fields.every((field) => isComparable(field.type));
    default:
      return true;
  }
}

/** Types whose values `<` and ORDER BY compare. */
export function isOrderable(type: Type): boolean {
  switch (type.kind) {
    case "json":
    case "map":
      return false;
    case "array":
      return isOrderable(type.element);
    case "row":
      return type.fields.every((field) => isOrderable(field.type));
    default:
      return true;
  }
}

export function sameType(a: Type, b: Type): boolean {
  return typeText(a) === typeText(b);
}
