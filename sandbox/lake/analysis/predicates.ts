import type { Expression } from "../sql/syntax";
import { boolean, isOrderable, isText, type Type, typeText } from "../types/types";
import { coerce, commonTypeOf, comparedType } from "./coerce";
import { compare, condition } from "./conditions";
import { compareSql } from "./equality";
import type { Scope, Session, Typed } from "./scope";

export function logical(session: Session, node: Expression & { readonly kind: "and" | "or" }, scope: Scope): Typed {
  // A chain is written without nesting, since the database limits the depth of a tree.
  const terms: Expression[] = [];
  let rest: Expression = node;
  while (rest.kind === node.kind && (rest.kind === "and" || rest.kind === "or")) {
    terms.unshift(rest.right);
    rest = rest.left;
  }
  const conditions = [rest, ...terms].map(
    (term) => condition(session, session.analyze(term, scope), term.at, "Logical expression term").sql,
  );
  return { type: boolean, sql: `(${conditions.join(node.kind === "and" ? " AND " : " OR ")})` };
}

export function between(session: Session, node: Expression & { readonly kind: "between" }, scope: Scope): Typed {
  const [value, low, high] = [node.value, node.low, node.high].map((part) => session.analyze(part, scope)) as [
    Typed,
    Typed,
    Typed,
  ];
  const type = commonOf([low, high].map((bound) => comparedType(value, bound)));
  if (type === undefined || !isOrderable(type)) {
    throw session.error(
      node.at,
      `Cannot check if ${typeText(value.type)} is BETWEEN ${typeText(low.type)} and ${typeText(high.type)}`,
    );
  }
  const lower = compare(session, ">=", value, low, node.at).sql;
  const upper = compare(session, "<=", value, high, node.at).sql;
  return { type: boolean, sql: `(${node.negated ? "NOT " : ""}(${lower} AND ${upper}))` };
}

export function inList(session: Session, node: Expression & { readonly kind: "in" }, scope: Scope): Typed {
  const value = session.analyze(node.value, scope);
  const items = node.list.map((item) => session.analyze(item, scope));
  const type = commonOf(items.map((item) => comparedType(value, item)));
  if (type === undefined) {
    const other = items.find((item) => comparedType(value, item) === undefined) ?? items[0] ?? value;
    throw session.error(
      node.at,
      `IN value and list items must be the same type or coercible to a common type. Cannot find common type between ${typeText(value.type)} and ${typeText(other.type)}`,
    );
  }
  const not = node.negated ? "NOT " : "";
  const needle = coerce(session, value, type).sql;
  const options = items.map((item) => coerce(session, item, type).sql);
  const isPlain = !["array", "map", "row", "double", "real", "timestamp with time zone"].includes(type.kind);
  if (isPlain) return { type: boolean, sql: `(${needle} ${not}IN (${options.join(", ")}))` };
  const equal = options.map((option) => compareSql("=", type, needle, option, () => session.alias("v")));
  return { type: boolean, sql: `(${not}(${equal.join(" OR ")}))` };
}

export function like(session: Session, node: Expression & { readonly kind: "like" }, scope: Scope): Typed {
  const part = (expression: Expression, name: string, at: number) => {
    const value = session.analyze(expression, scope);
    if (!isText(value.type) && value.type.kind !== "unknown") {
      throw session.error(at, `${name} must evaluate to a varchar (actual: ${typeText(value.type)})`);
    }
    return coerce(session, value, { kind: "varchar" }).sql;
  };
  const value = part(node.value, "Left side of LIKE expression", node.value.at);
  const pattern = part(node.pattern, "Pattern for LIKE expression", node.pattern.at);
  const escaping =
    node.escape === undefined ? "" : ` ESCAPE ${part(node.escape, "Escape for LIKE expression", node.escape.at)}`;
  return { type: boolean, sql: `(${value} ${node.negated ? "NOT " : ""}LIKE ${pattern}${escaping})` };
}

export function distinct(session: Session, node: Expression & { readonly kind: "isDistinct" }, scope: Scope): Typed {
  const [left, right] = [session.analyze(node.left, scope), session.analyze(node.right, scope)];
  const type = comparedType(left, right);
  if (type === undefined)
    throw session.error(
      node.at,
      `Cannot apply operator: ${typeText(left.type)} IS DISTINCT FROM ${typeText(right.type)}`,
    );
  const isZoned = type.kind === "timestamp with time zone";
  const [a, b] = [left, right].map((value) => {
    const { sql } = coerce(session, value, type);
    return isZoned ? `struct_extract(${sql}, 'instant')` : sql;
  });
  return { type: boolean, sql: `(${a} IS ${node.negated ? "NOT " : ""}DISTINCT FROM ${b})` };
}

function commonOf(types: readonly (Type | undefined)[]): Type | undefined {
  return types.every((type) => type !== undefined) ? commonTypeOf(types) : undefined;
}
