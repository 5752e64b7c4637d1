import type { ComparisonOperator, Expression } from "../sql/syntax";
import { boolean, isOrderable, json, type Type, typeText } from "../types/types";
import { coerce, commonTypeOf, comparedType } from "./coerce";
import { compareSql } from "./equality";
import type { Session, Typed } from "./scope";

/** Types a comparison. @throws QueryError if Trino does not compare the types */
export function compare(session: Session, operator: ComparisonOperator, left: Typed, right: Typed, at: number): Typed {
  const type = comparedType(left, right);
  const isEquality = operator === "=" || operator === "<>";
  if (type === undefined || (!isEquality && !isOrderable(type))) {
    throw session.error(at, `Cannot apply operator: ${typeText(left.type)} ${operator} ${typeText(right.type)}`);
  }
  const [a, b] = [coerce(session, left, type).sql, coerce(session, right, type).sql];
  return { type: boolean, sql: compareSql(operator, type, a, b, () => session.alias("v")) };
}

/** Types a value as a condition. @param what Trino's name of the condition */
export function condition(session: Session, value: Typed, at: number, what: string): Typed {
  if (value.type.kind !== "boolean" && value.type.kind !== "unknown") {
    throw session.error(at, `${what} must evaluate to a boolean (actual: ${typeText(value.type)})`);
  }
  return coerce(session, value, boolean);
}

/** The type that all values coerce to. @param what Trino's name of the values */
export function common(session: Session, values: readonly Typed[], nodes: readonly Expression[], what: string): Type {
  const type = commonTypeOf(values.map((value) => value.type));
  if (type !== undefined) return type;
  const wrong = values.findIndex(
    (_, index) => commonTypeOf(values.slice(0, index + 1).map((value) => value.type)) === undefined,
  );
  const before = commonTypeOf(values.slice(0, wrong).map((value) => value.type));
  throw session.error(
    nodes[wrong]?.at ?? 0,
    `All ${what} must be the same type or coercible to a common type. Cannot find common type between ${before && typeText(before)} and ${typeText(values[wrong]?.type ?? json)}, all types (without duplicates): [${[...new Set(values.map((value) => typeText(value.type)))].join(", ")}]`,
  );
}
