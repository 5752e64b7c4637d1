import type { Expression, Query } from "../sql/syntax";
import { notSupported, place } from "../statement";
import { commonType } from "../types/coercion";
import { boolean, type Type, typeText } from "../types/types";
import { coerce } from "./coerce";
import { compare } from "./conditions";
import { type AnalyzedQuery, emptyScope, type Scope, type Session, type Typed } from "./scope";

type Subquery = Extract<Expression, { readonly kind: "exists" | "query" | "inQuery" | "compareQuery" }>;

/** Types an expression that reads a query. */
export function analyzeSubquery(session: Session, node: Subquery, scope: Scope): Typed {
  if (scope.isLambda === true) throw notSupported(`${place(session.statement, node.at)}: a subquery in a lambda`);
  const query = (syntax: Query) => session.query(syntax, { ...emptyScope, parent: scope });
  switch (node.kind) {
    case "exists":
      return { type: boolean, sql: `EXISTS (${query(node.query).sql})` };
    case "query": {
      const only = column(session, query(node.query), node.at);
      return { type: only.type, sql: `(${only.sql})` };
    }
    case "inQuery": {
      const value = session.analyze(node.value, scope);
      const inner = column(session, query(node.query), node.at);
      const type = commonType(value.type, inner.type);
      if (type === undefined) throw mismatch(session, value.type, inner.type, node.at);
      requirePlain(session, type, node.at);
      return {
        type: boolean,
        sql: `(${coerce(session, value, type).sql} ${node.negated ? "NOT " : ""}IN (${coerced(session, inner, type)}))`,
      };
    }
    case "compareQuery": {
      const value = session.analyze(node.left, scope);
      const inner = column(session, query(node.query), node.at);
      // Checks that the operator supports the types.
      compare(session, node.operator, value, { type: inner.type, sql: "NULL" }, node.at);
      const type = commonType(value.type, inner.type);
      if (type === undefined) throw mismatch(session, value.type, inner.type, node.at);
      requirePlain(session, type, node.at);
      return {
        type: boolean,
        sql: `(${coerce(session, value, type).sql} ${node.operator} ${node.quantifier} (${coerced(session, inner, type)}))`,
      };
    }
  }
}

function mismatch(session: Session, value: Type, inner: Type, at: number): Error {
  return session.error(
    at,
    `Value expression and result of subquery must be of the same type: row(${typeText(value)}) vs row(${typeText(inner)})`,
  );
}

function requirePlain(session: Session, type: Type, at: number): void {
  if (["array", "map", "row", "timestamp with time zone"].includes(type.kind)) {
    throw notSupported(`${place(session.statement, at)}: a subquery's ${typeText(type)} compared`);
  }
}

interface Column extends Typed {
  readonly name: string;
}

function column(session: Session, query: AnalyzedQuery, at: number): Column {
  const [only, ...more] = query.columns;
  if (only === undefined || more.length > 0)
    throw notSupported(`${place(session.statement, at)}: a subquery of several columns as a value`);
  return { type: only.type, sql: query.sql, name: only.key };
}

function coerced(session: Session, inner: Column, type: Type): string {
  const alias = session.alias("t");
  const { sql } = coerce(session, { type: inner.type, sql: `${alias}.${inner.name}` }, type);
  return `SELECT ${sql} FROM (${inner.sql}) AS ${alias}`;
}
