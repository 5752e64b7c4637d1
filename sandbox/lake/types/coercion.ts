import { type DecimalType, type RowType, type SimpleKind, sameType, type Type } from "./types";

/** The type that both coerce to, or undefined if there is none. Source: Trino 400, TypeCoercion. */
export function commonType(a: Type, b: Type): Type | undefined {
  if (sameType(a, b)) return a;
  if (a.kind === "unknown") return b;
  if (b.kind === "unknown") return a;
  return commonNumber(a, b) ?? commonText(a, b) ?? commonTime(a, b) ?? commonStructure(a, b);
}

/** Checks whether a value of one type coerces implicitly to another. */
export function coerces(from: Type, to: Type): boolean {
  const common = commonType(from, to);
  return common !== undefined && sameType(common, to);
}

const wholeDigits: Partial<Record<SimpleKind, number>> = { tinyint: 3, smallint: 5, integer: 10, bigint: 19 };
const ascending: readonly Type["kind"][] = ["tinyint", "smallint", "integer", "bigint", "decimal", "real", "double"];

function commonNumber(a: Type, b: Type): Type | undefined {
  const [low, high] = ascending.indexOf(a.kind) <= ascending.indexOf(b.kind) ? [a, b] : [b, a];
  if (!ascending.includes(low.kind) || !ascending.includes(high.kind)) return undefined;
  if (high.kind !== "decimal") return high;
  const other = decimalOf(low);
  return other && commonDecimal(other, high);
}

/** The decimal that holds every value of a number's type. */
export function decimalOf(type: Type): DecimalType | undefined {
  if (type.kind === "decimal") return type;
  const digits = wholeDigits[type.kind as SimpleKind];
  return digits === undefined ? undefined : { kind: "decimal", precision: digits, scale: 0 };
}

function commonDecimal(a: DecimalType, b: DecimalType): DecimalType {
  const scale = Math.max(a.scale, b.scale);
  const whole = Math.max(a.precision - a.scale, b.precision - b.scale);
  return { kind: "decimal", precision: Math.min(38, whole + scale), scale };
}

function commonText(a: Type, b: Type): Type | undefined {
  const isText = (type: Type) => type.kind === "varchar" || type.kind === "char";
  if (!isText(a) || !isText(b)) return undefined;
  const length = a.length === undefined || b.length === undefined ? undefined : Math.max(a.length, b.length);
  if (a.kind === "varchar" && b.kind === "varchar")
    return length === undefined ? { kind: "varchar" } : { kind: "varchar", length };
  return { kind: "char", length: Math.min(length ?? longestChar, longestChar) };
}

const longestChar = 65_536;

function commonTime(a: Type, b: Type): Type | undefined {
  const order = ["date", "timestamp", "timestamp with time zone"];
  if (a.kind === "time" && b.kind === "time") return a.precision > b.precision ? a : b;
  const [low, high] = order.indexOf(a.kind) <= order.indexOf(b.kind) ? [a, b] : [b, a];
  if (!order.includes(low.kind) || !("precision" in high) || high.kind === "decimal") return undefined;
  const precision = "precision" in low ? Math.max(low.precision, high.precision) : high.precision;
  return { ...high, precision };
}

function commonStructure(a: Type, b: Type): Type | undefined {
  if (a.kind === "array" && b.kind === "array") {
    const element = commonType(a.element, b.element);
    return element && { kind: "array", element };
  }
  if (a.kind === "map" && b.kind === "map") {
    const key = commonType(a.key, b.key);
    const value = commonType(a.value, b.value);
    return key && value && { kind: "map", key, value };
  }
  return a.kind === "row" && b.kind === "row" ? commonRow(a, b) : undefined;
}

function commonRow(a: RowType, b: RowType): Type | undefined {
  if (a.fields.length !== b.fields.length) return undefined;
  const fields = a.fields.map((field, index) => {
    const other = b.fields[index];
    const type = other && commonType(field.type, other.type);
    const name = field.name !== undefined && field.name === other?.name ? field.name : undefined;
    return type && { ...(name !== undefined && { name }), type };
  });
  return fields.every((field) => field !== undefined) ? { kind: "row", fields } : undefined;
}
