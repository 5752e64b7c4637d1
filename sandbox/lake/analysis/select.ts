import type { Expression, SelectItem, SelectSyntax, SortItem } from "../sql/syntax";
import { fieldKey, isComparable, sameName, typeText } from "../types/types";
import { requireOrderable, sortTerm } from "./aggregates";
import { textLiteral } from "./casts";
import { condition } from "./conditions";
import { analyzeGrouping, type Grouping, refuseAggregates, refuseNestedAggregates, requireGrouped } from "./grouping";
import { type AnalyzedRelation, analyzeRelation } from "./relations";
import type { AnalyzedQuery, Field, NamedQueries, Scope, Session, Typed } from "./scope";
import { find, isAggregate, isWindow } from "./walk";

/** A column of SELECT. */
interface Output extends Typed {
  readonly name?: string;
  /** Undefined for a column of a *. */
  readonly node?: Expression;
  readonly key: string;
}

/** Analyzes a SELECT with the ORDER BY of its query. */
export function orderedSelect(
  session: Session,
  select: SelectSyntax,
  orderBy: readonly SortItem[],
  outer: Scope,
  named: NamedQueries,
): AnalyzedQuery {
  const relation: AnalyzedRelation =
    select.from === undefined ? { sql: "", fields: [] } : analyzeRelation(session, select.from, outer, named);
  const scope: Scope = {
    fields: relation.fields,
    parent: outer,
    names: named,
    windows: select.windows,
    givenNames: givenNames(select),
  };
  const where = select.where === undefined ? "" : ` WHERE ${whereSql(session, select.where, scope)}`;
  const outputs = select.items.flatMap((item) => itemOutputs(session, item, scope, select.from !== undefined));
  if (select.distinct) requireComparable(session, outputs, select.at);
  const orderScope: Scope = {
    ...scope,
    fields: outputs.map(({ key: _, node: __, ...output }) => output),
    parent: scope,
  };
  const terms = orderBy.map((item) => ({ item, term: orderTerm(session, item, outputs, orderScope) }));
  const grouping = groupingOf(session, select, orderBy, outputs, scope);
  const having = select.having === undefined ? "" : ` HAVING ${havingSql(session, select.having, scope)}`;
  const list = outputs.map(({ sql, key }) => `${sql} AS ${key}`).join(", ");
  const order = terms.flatMap(({ item, term }) => (term.isConstant ? [] : [sortTerm(term, item)]));
  const unlisted = terms.find(({ term }) => term.ordinal === undefined);
  if (select.distinct && unlisted !== undefined) {
    throw session.error(select.at, "For SELECT DISTINCT, ORDER BY expressions must appear in select list");
  }
  const from = relation.sql === "" ? "" : ` FROM ${relation.sql}`;
  const orderSql = order.length === 0 ? "" : ` ORDER BY ${order.join(", ")}`;
  const sql = `SELECT ${select.distinct ? "DISTINCT " : ""}${list}${from}${where}${grouping?.sql ?? ""}${having}${orderSql}`;
  return { sql, columns: outputs.map(({ name, type, key }) => ({ ...(name !== undefined && { name }), type, key })) };
}

function givenNames({ items }: SelectSyntax): ReadonlySet<string> {
  return new Set(
    items.flatMap((item) => (item.kind === "expression" && item.alias !== undefined ? [item.alias.toLowerCase()] : [])),
  );
}

function whereSql(session: Session, node: Expression, scope: Scope): string {
  refuseAggregates(session, node, "WHERE clause");
  const value = session.analyze(node, scope);
  if (value.type.kind !== "boolean" && value.type.kind !== "unknown") {
    throw session.error(node.at, `WHERE clause must evaluate to a boolean: actual type ${typeText(value.type)}`);
  }
  return condition(session, value, node.at, "WHERE clause").sql;
}

function havingSql(session: Session, node: Expression, scope: Scope): string {
  const window = find(node, isWindow);
  if (window !== undefined)
    throw session.error(window.at, "HAVING clause cannot contain window functions or row pattern measures");
  const value = session.analyze(node, scope);
  if (value.type.kind !== "boolean" && value.type.kind !== "unknown") {
    throw session.error(node.at, `HAVING clause must evaluate to a boolean: actual type ${typeText(value.type)}`);
  }
  return condition(session, value, node.at, "HAVING clause").sql;
}

function itemOutputs(session: Session, item: SelectItem, scope: Scope, hasFrom: boolean): readonly Output[] {
  if (item.kind === "all") return starOutputs(session, item, scope, hasFrom);
  const { value: node, alias } = item;
  const value = session.analyze(node, scope);
  const name = alias ?? (node.kind === "name" || node.kind === "field" ? node.name : undefined);
  return [{ ...value, ...(name !== undefined && { name }), node, key: session.alias("c") }];
}

type Star = SelectItem & { readonly kind: "all" };

function starOutputs(session: Session, star: Star, scope: Scope, hasFrom: boolean): readonly Output[] {
  const fields = starFields(session, star, scope, hasFrom);
  if (star.aliases !== undefined && star.aliases.length !== fields.length) {
    throw session.error(
      star.at,
      `Column alias list has ${star.aliases.length} entries but relation has ${fields.length} columns`,
    );
  }
  return fields.map(({ name, type, sql }, index) => {
    const given = star.aliases?.[index] ?? name;
    return { ...(given !== undefined && { name: given }), type, sql, key: session.alias("c") };
  });
}

function starFields(session: Session, { of, at }: Star, scope: Scope, hasFrom: boolean): readonly Field[] {
  const visible = scope.fields.filter((field) => !field.isHidden);
  if (of === undefined) {
    if (!hasFrom) throw session.error(at, "SELECT * not allowed in queries without FROM clause");
    return visible;
  }
  const ofRelation = of.kind === "name" ? scope.fields.filter((field) => sameName(field.qualifier, of.name)) : [];
  if (ofRelation.length > 0) return ofRelation;
  const { type, sql } = session.analyze(of, scope);
  if (type.kind !== "row") throw session.error(at, `SELECT ... .* requires a row type, not ${typeText(type)}`);
  return type.fields.map((field, index) => ({
    ...field,
    sql: `struct_extract(${sql}, ${textLiteral(fieldKey(type, index))})`,
  }));
}

function requireComparable(session: Session, outputs: readonly Output[], at: number): void {
  const wrong = outputs.find((output) => !isComparable(output.type));
  if (wrong !== undefined)
    throw session.error(at, `DISTINCT can only be applied to comparable types (actual: ${typeText(wrong.type)})`);
}

interface OrderTerm extends Typed {
  readonly ordinal?: number;
  readonly isConstant?: boolean;
}

/** The sort key of ORDER BY: the position if it is an output, else an expression. */
export function orderTerm(
  session: Session,
  { value: node }: SortItem,
  outputs: readonly (Typed & { readonly key?: string })[],
  scope: Scope,
): OrderTerm {
  if (node.kind === "integer") {
    const ordinal = Number(node.text);
    const output = outputs[ordinal - 1];
    if (output === undefined) throw session.error(node.at, `ORDER BY position ${node.text} is not in select list`);
    requireOrderable(session, output, node);
    return { type: output.type, sql: String(ordinal), ordinal };
  }
  refuseNestedAggregates(session, node);
  const value = session.analyze(node, scope);
  requireOrderable(session, value, node);
  const index = outputs.findIndex((output) => output.sql === value.sql);
  if (index >= 0) return { type: value.type, sql: String(index + 1), ordinal: index + 1 };
  // The database refuses to sort by a constant, which has no effect.
  const isConstant = ["string", "decimal", "double", "null", "true", "false"].includes(node.kind);
  return { ...value, isConstant };
}

/** The grouping of a SELECT, if it has one or aggregates. @throws QueryError for expressions that are neither grouped by nor aggregated */
function groupingOf(
  session: Session,
  select: SelectSyntax,
  orderBy: readonly SortItem[],
  outputs: readonly Output[],
  scope: Scope,
): Grouping | undefined {
  const nodes = outputs.flatMap(({ node }) => (node === undefined ? [] : [node]));
  const having = select.having === undefined ? [] : [select.having];
  const sorted = orderBy.map(({ value }) => value);
  for (const node of [...nodes, ...having]) refuseNestedAggregates(session, node);
  const isAggregated = [...nodes, ...having, ...sorted].some((node) => find(node, isAggregate) !== undefined);
  if (select.groupBy === undefined && select.having === undefined && !isAggregated) return undefined;
  const grouping =
    select.groupBy === undefined
      ? { sql: select.having === undefined ? "" : " GROUP BY ()", keys: new Set<string>() }
      : analyzeGrouping(
          session,
          select.groupBy,
          outputs.map(({ node }) => node),
          scope,
        );
  const star = outputs.find(({ node, sql }) => node === undefined && !grouping.keys.has(sql));
  if (star !== undefined)
    throw session.error(select.at, `'${star.name}' must be an aggregate expression or appear in GROUP BY clause`);
  for (const node of [...nodes, ...having]) requireGrouped(session, node, scope, grouping.keys);
  const isOutput = (node: Expression) =>
    node.kind === "integer" || (node.kind === "name" && outputs.some((output) => sameName(output.name, node.name)));
  for (const node of sorted)
    if (find(node, isOutput) === undefined || node.kind !== "name")
      requireGrouped(session, node, scope, grouping.keys, isOutput);
  return grouping;
}
