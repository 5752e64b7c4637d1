import { commonType } from "../types/coercion";
import { type Type, unknown } from "../types/types";
import { castSql } from "./casts";
import type { Session, Typed } from "./scope";

/** Coerces a value to a type. */
export function coerce(session: Session, value: Typed, to: Type): Typed {
  // Only CloudTrail Lake does this: see comparedType.
  if (value.type.kind === "varchar" && to.kind === "timestamp")
    return { type: to, sql: `make_timestamp(trino_lake_timestamp(${value.sql}))` };
  const sql = castSql(value.type, to, value.sql, () => session.alias("v"));
  if (sql === undefined) throw new Error(`There is no cast from ${value.type.kind} to ${to.kind}.`);
  return { type: to, sql };
}

/** The common type of several values, or undefined. */
export function commonTypeOf(types: readonly Type[]): Type | undefined {
  return types.reduce<Type | undefined>((common, type) => common && commonType(common, type), unknown);
}

/**
 * Returns the type in which two values are compared. Unlike Trino, CloudTrail Lake compares a timestamp with a literal text (AWS's published
 * queries do; AWS CloudTrail User Guide, "Example: CloudTrail Lake queries").
 */
export function comparedType(left: Typed, right: Typed): Type | undefined {
  const isTimeText = (time: Typed, text: Typed) =>
    time.type.kind === "timestamp" && text.type.kind === "varchar" && text.isLiteral === true;
  if (isTimeText(left, right)) return left.type;
  return isTimeText(right, left) ? right.type : commonType(left.type, right.type);
}
