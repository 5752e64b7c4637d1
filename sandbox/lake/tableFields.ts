import type { Field } from "./analysis/scope";
import { columnShapes, type Shape, type StoreKind } from "./schema";
import { quoteIdentifier } from "./statement";
import type { Type } from "./types/types";

/** The columns of a store's table, with Trino's types. */
export function tableFields(kind: StoreKind): readonly Field[] {
  return Object.entries(columnShapes(kind)).map(([name, shape]) => ({
    name,
    type: typeOf(shape),
    sql: quoteIdentifier(name),
  }));
}

function typeOf(shape: Shape): Type {
  if (typeof shape === "string") return simpleType(shape);
  if (isList(shape)) return { kind: "array", element: typeOf(shape[0]) };
  const fields = Object.entries(shape).map(([name, field]) => ({
    name: name.toLowerCase(),
    key: name,
    type: typeOf(field),
  }));
  return { kind: "row", fields };
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function simpleType(name: string): Type {
  switch (name) {
    case "TIMESTAMP":
      return { kind: "timestamp", precision: 3 };
    case "BOOLEAN":
      return { kind: "boolean" };
    case "VARCHAR":
      return { kind: "varchar" };
    case "MAP(VARCHAR, VARCHAR)":
      return { kind: "map", key: { kind: "varchar" }, value: { kind: "varchar" } };
    default:
      throw new Error(`The column type ${name} has no Trino type.`);
  }
}
