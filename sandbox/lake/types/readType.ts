import type { TypeSyntax } from "../sql/syntax";
import { invalidStatement, notSupported, place } from "../statement";
import { type RowField, simpleKinds, type Type } from "./types";

/** Returns the type that a statement names. @throws QueryError for an unknown type, or one that the sandbox does not emulate */
export function readType(syntax: TypeSyntax, statement: string): Type {
  const read = (argument: number | TypeSyntax | undefined): Type => {
    if (argument === undefined || typeof argument === "number") throw unknownType(syntax, statement);
    return readType(argument, statement);
  };
  const [first, second] = syntax.arguments;
  switch (syntax.name) {
    case "varchar":
    case "char":
      return textType(syntax, statement);
    case "decimal":
      return decimalType(syntax, statement);
    case "int":
      return { kind: "integer" };
    case "time":
    case "timestamp":
    case "timestamp with time zone":
      return timeType(syntax.name, first, statement, syntax.at);
    case "array":
      return { kind: "array", element: read(first) };
    case "map":
      return { kind: "map", key: read(first), value: read(second) };
    case "row":
      return { kind: "row", fields: rowFields(syntax, read) };
    default:
      return simpleType(syntax, statement);
  }
}

function simpleType(syntax: TypeSyntax, statement: string): Type {
  const kind = simpleKinds.find((name) => name === syntax.name);
  const where = place(statement, syntax.at);
  if (kind === "uuid" || kind === "ipaddress" || unsupportedTypes.has(syntax.name)) {
    throw notSupported(`${where}: the type ${syntax.name}`);
  }
  if (kind === undefined || syntax.arguments.length > 0) throw unknownType(syntax, statement);
  return { kind };
}

const unsupportedTypes: ReadonlySet<string> = new Set(
  "hyperloglog p4hyperloglog setdigest qdigest tdigest geometry sphericalgeography color codepoints joniregexp re2jregexp jsonpath json2016 likepattern"
    .split(" ")
    .concat("time with time zone", "function", "bingtile", "objectid"),
);

function unknownType(syntax: TypeSyntax, statement: string): Error {
  return invalidStatement(`${place(statement, syntax.at)}: Unknown type: ${syntax.name}`);
}

function textType(syntax: TypeSyntax, statement: string): Type {
  const [length] = syntax.arguments;
  if (length !== undefined && (typeof length !== "number" || syntax.arguments.length > 1))
    throw unknownType(syntax, statement);
  if (syntax.name === "char") {
    if (length !== undefined && length > 65_536)
      throw outOfRange("CHAR length must be in range [0, 65536]", syntax, statement);
    return { kind: "char", length: length ?? 1 };
  }
  return length === undefined ? { kind: "varchar" } : { kind: "varchar", length };
}

function decimalType(syntax: TypeSyntax, statement: string): Type {
  const [precision = 38, scale = 0] = syntax.arguments;
  if (typeof precision !== "number" || typeof scale !== "number") throw unknownType(syntax, statement);
  if (precision < 1 || precision > 38)
    throw outOfRange("DECIMAL precision must be in range [1, 38]", syntax, statement);
  if (scale > precision)
    throw outOfRange(`DECIMAL scale must be in range [0, precision (${precision})]`, syntax, statement);
  return { kind: "decimal", precision, scale };
}

function outOfRange(message: string, syntax: TypeSyntax, statement: string): Error {
  return invalidStatement(`${place(statement, syntax.at)}: ${message}`);
}

function timeType(
  kind: "time" | "timestamp" | "timestamp with time zone",
  precision: number | TypeSyntax = 3,
  statement: string,
  at: number,
): Type {
  if (typeof precision !== "number") throw invalidStatement(`${place(statement, at)}: Unknown type: ${kind}`);
  if (precision > 12)
    throw invalidStatement(
      `${place(statement, at)}: ${kind.toUpperCase()} precision must be in range [0, 12]: ${precision}`,
    );
  if (precision > finestPrecision) throw notSupported(`${place(statement, at)}: a time finer than microseconds`);
  return { kind, precision };
}

/** DuckDB stores times in microseconds. */
export const finestPrecision = 6;

function rowFields(syntax: TypeSyntax, read: (argument: number | TypeSyntax) => Type): readonly RowField[] {
  return syntax.arguments.map((argument, index) => {
    const name = syntax.fieldNames?.[index];
    return { ...(name !== undefined && { name }), type: read(argument) };
  });
}
