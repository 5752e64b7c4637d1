import type { Query, QueryBody, SortItem } from "../sql/syntax";
import { notSupported, place } from "../statement";
import { commonType } from "../types/coercion";
import { isComparable, type Type, typeText } from "../types/types";
import { sortTerm } from "./aggregates";
import { castSql } from "./casts";
import { coerce } from "./coerce";
import type { AnalyzedQuery, NamedQueries, QueryColumn, Scope, Session } from "./scope";
import { orderedSelect, orderTerm } from "./select";
import { valuesSql } from "./values";

/** Analyzes a query and translates it. @param outer the scope around it, for correlated subqueries */
export function analyzeQuery(
  session: Session,
  query: Query,
  outer: Scope,
  around: NamedQueries = outerNames(outer),
): AnalyzedQuery {
  const named = new Map(around);
  const definitions: string[] = [];
  const own = new Set<string>();
  for (const { name, columns, query: inner, at } of query.with) {
    const key = name.toLowerCase();
    if (own.has(key)) throw session.error(at, `WITH query name '${name}' specified more than once`);
    own.add(key);
    const analyzed = analyzeQuery(session, inner, outer, named);
    if (columns !== undefined && columns.length !== analyzed.columns.length) {
      throw session.error(
        at,
        `Column alias list has ${columns.length} entries but WITH query(${name}) has ${analyzed.columns.length} columns`,
      );
    }
    const reference = session.alias("w");
    definitions.push(`${reference} AS (${analyzed.sql})`);
    named.set(key, {
      reference,
      columns: analyzed.columns.map((column, index) => ({ ...column, ...(columns && { name: columns[index] ?? "" }) })),
    });
  }
  const scope: Scope = { fields: [], parent: outer, names: named };
  const body = withOrder(session, query, scope, named);
  const prefix = definitions.length === 0 ? "" : `WITH ${definitions.join(", ")} `;
  return { ...body, sql: `${prefix}${body.sql}` };
}

/** A subquery in an expression can read the names of the surrounding query. */
function outerNames(scope: Scope): NamedQueries {
  for (let current: Scope | undefined = scope; current !== undefined; current = current.parent) {
    if (current.names !== undefined) return current.names;
  }
  return new Map();
}

function withOrder(session: Session, query: Query, outer: Scope, named: NamedQueries): AnalyzedQuery {
  const limits = `${query.limit === undefined ? "" : ` LIMIT ${query.limit}`}${query.offset === undefined ? "" : ` OFFSET ${query.offset}`}`;
  if (query.withTies) throw notSupported(`${place(session.statement, query.at)}: FETCH FIRST WITH TIES`);
  if (query.body.kind === "select") {
    const { sql, columns } = orderedSelect(session, query.body, query.orderBy, outer, named);
    return { sql: `${sql}${limits}`, columns };
  }
  const body = analyzeBody(session, query.body, outer, named);
  const order =
    query.orderBy.length === 0 ? "" : ` ORDER BY ${outputOrder(session, query.orderBy, body.columns, outer)}`;
  if (order === "" && limits === "") return body;
  return { sql: `SELECT * FROM (${body.sql}) AS ${session.alias("t")}${order}${limits}`, columns: body.columns };
}

/** ORDER BY of a set operation or of VALUES: it can read only the columns. */
function outputOrder(
  session: Session,
  items: readonly SortItem[],
  columns: readonly QueryColumn[],
  outer: Scope,
): string {
  const fields = columns.map(({ name, type, key }) => ({ ...(name !== undefined && { name }), type, sql: key }));
  return items.map((item) => sortTerm(orderTerm(session, item, fields, { fields, parent: outer }), item)).join(", ");
}

function analyzeBody(session: Session, body: QueryBody, outer: Scope, named: NamedQueries): AnalyzedQuery {
  switch (body.kind) {
    case "select":
      return orderedSelect(session, body, [], outer, named);
    case "values":
      return valuesSql(session, body.rows, outer);
    case "nested":
      return analyzeQuery(session, body.query, outer, named);
    case "setOperation":
      return setOperation(session, body, outer, named);
  }
}

type SetOperation = QueryBody & { readonly kind: "setOperation" };

function setOperation(session: Session, node: SetOperation, outer: Scope, named: NamedQueries): AnalyzedQuery {
  const left = analyzeBody(session, node.left, outer, named);
  const right = analyzeBody(session, node.right, outer, named);
  const { operation, all, at } = node;
  if (left.columns.length !== right.columns.length) {
    throw session.error(
      at,
      `${operation} query has different number of fields: ${left.columns.length}, ${right.columns.length}`,
    );
  }
  const columns = left.columns.map((column, index) => {
    const other = right.columns[index] ?? column;
    const type = (operation === "UNION" ? unitedType : commonType)(column.type, other.type);
    if (type === undefined) {
      throw session.error(
        at,
        `column ${index + 1} in ${operation} query has incompatible types: ${typeText(column.type)}, ${typeText(other.type)}`,
      );
    }
    if (!isComparable(type) && !all)
      throw session.error(at, `Type ${typeText(type)} is not comparable and therefore cannot be used in ${operation}`);
    return { ...column, type };
  });
  const side = (query: AnalyzedQuery) => {
    const alias = session.alias("t");
    const list = query.columns.map((column, index) => {
      const wanted = columns[index] ?? column;
      const value = { type: column.type, sql: `${alias}.${column.key}` };
      const sql =
        castSql(column.type, wanted.type, value.sql, () => session.alias("v")) ??
        coerce(session, value, wanted.type).sql;
      return `${sql} AS ${wanted.key}`;
    });
    return `SELECT ${list.join(", ")} FROM (${query.sql}) AS ${alias}`;
  };
  return { sql: `(${side(left)} ${operation}${all ? " ALL" : ""} ${side(right)})`, columns };
}

/** Unlike Trino, CloudTrail Lake unites a timestamp with a text, as a text (AWS's published query of both stores). */
function unitedType(left: Type, right: Type): Type | undefined {
  const kinds = [left.kind, right.kind];
  return kinds.includes("timestamp") && kinds.includes("varchar") ? { kind: "varchar" } : commonType(left, right);
}
