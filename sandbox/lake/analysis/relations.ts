import type { Expression, Relation } from "../sql/syntax";
import { quoteIdentifier } from "../statement";
import { bigint, fieldKey, type Type, typeText } from "../types/types";
import { textLiteral } from "./casts";
import { coerce, comparedType } from "./coerce";
import { compare, condition } from "./conditions";
import {
  type Field,
  type NamedQueries,
  type QueryColumn,
  resolve,
  type Scope,
  type Session,
  type Typed,
} from "./scope";
import { valuesSql } from "./values";

/** A part of FROM in DuckDB's SQL, and its columns. */
export interface AnalyzedRelation {
  readonly sql: string;
  readonly fields: readonly Field[];
}

/** @param outer the scope around the query, for correlated subqueries */
export function analyzeRelation(session: Session, node: Relation, outer: Scope, named: NamedQueries): AnalyzedRelation {
  switch (node.kind) {
    case "table":
      return table(session, node.name, named);
    case "subquery": {
      const query = session.query(node.query, outer, named);
      return derived(session, query.sql, query.columns);
    }
    case "values": {
      const { sql, columns } = valuesSql(session, node.rows, outer);
      return derived(session, sql, columns);
    }
    case "unnest":
      return unnest(session, node, { sql: "(SELECT 1)", fields: [] }, outer, false);
    case "alias":
      return aliased(session, node, analyzeRelation(session, node.relation, outer, named));
    case "join":
      return join(session, node, outer, named);
  }
}

function table(session: Session, names: readonly string[], named: NamedQueries): AnalyzedRelation {
  const name = names.at(-1) ?? "";
  const qualifiers = names.slice(0, -1);
  const alias = session.alias("t");
  const query = qualifiers.length === 0 ? named.get(name.toLowerCase()) : undefined;
  if (query !== undefined) {
    const fields = fieldsOf(query.columns, alias).map((field) => ({ ...field, qualifier: name }));
    return { sql: `${query.reference} AS ${alias}`, fields };
  }
  const columns = session.surroundings.columnsOf(name, qualifiers);
  if (columns === undefined) throw session.surroundings.unknownTable(names.join("."));
  const fields = columns.map((column) => ({ ...column, qualifier: name, sql: `${alias}.${column.sql}` }));
  // The database has no catalogs.
  const path = [...qualifiers.slice(-1), name].map((part) => quoteIdentifier(part.toLowerCase())).join(".");
  return { sql: `${path} AS ${alias}`, fields };
}

function fieldsOf(columns: readonly QueryColumn[], alias: string): readonly Field[] {
  return columns.map(({ key, ...column }) => ({ ...column, sql: `${alias}.${key}` }));
}

/** A query in FROM. */
function derived(session: Session, sql: string, columns: readonly QueryColumn[]): AnalyzedRelation {
  const alias = session.alias("t");
  return { sql: `(${sql}) AS ${alias}`, fields: fieldsOf(columns, alias) };
}

type Alias = Relation & { readonly kind: "alias" };

function aliased(session: Session, node: Alias, relation: AnalyzedRelation): AnalyzedRelation {
  const visible = relation.fields.filter((field) => !field.isHidden);
  const { columns, name } = node;
  if (columns !== undefined && columns.length !== visible.length) {
    throw session.error(
      node.at,
      `Column alias list has ${columns.length} entries but '${name}' has ${visible.length} columns available`,
    );
  }
  const fields = visible.map((field, index) => {
    const column = columns?.[index] ?? field.name;
    return { type: field.type, sql: field.sql, qualifier: name, ...(column !== undefined && { name: column }) };
  });
  return { sql: relation.sql, fields };
}

type Join = Relation & { readonly kind: "join" };

function join(session: Session, node: Join, outer: Scope, named: NamedQueries): AnalyzedRelation {
  const left = analyzeRelation(session, node.left, outer, named);
  const unnested = unnestOf(node.right);
  if (unnested !== undefined) return joinUnnest(session, node, unnested, left, outer);
  const isLateral = isLateralQuery(node.right);
  const around = isLateral ? { fields: left.fields, parent: outer, names: named } : outer;
  const right = analyzeRelation(session, node.right, around, named);
  const fields = [...left.fields, ...right.fields];
  const lateral = isLateral ? "LATERAL " : "";
  if (node.using !== undefined) return joinUsing(session, node, node.using, left, right);
  if (node.on === undefined) return { sql: `${left.sql} CROSS JOIN ${lateral}${right.sql}`, fields };
  const on = condition(session, session.analyze(node.on, { fields, parent: outer }), node.on.at, "JOIN ON clause");
  return { sql: `(${left.sql} ${node.type} JOIN ${lateral}${right.sql} ON ${on.sql})`, fields };
}

/** A subquery that reads the columns of the relation on its left. */
function isLateralQuery(node: Relation): boolean {
  const relation = node.kind === "alias" ? node.relation : node;
  return relation.kind === "subquery" && relation.lateral;
}

function joinUsing(
  session: Session,
  node: Join,
  using: readonly string[],
  left: AnalyzedRelation,
  right: AnalyzedRelation,
): AnalyzedRelation {
  const merged = using.map((name) => {
    const [a, b] = [left, right].map((side, index) => {
      const found = resolve(session, { fields: side.fields }, [name], node.at);
      if (found === undefined)
        throw session.error(node.at, `Column '${name}' is missing from ${index === 0 ? "left" : "right"} side of join`);
      return found;
    }) as [Field, Field];
    const type = comparedType(a, b);
    if (type === undefined)
      throw session.error(node.at, `Column types must match for USING: ${typeText(a.type)} vs ${typeText(b.type)}`);
    const sides = [a, b].map((side) => coerce(session, side, type).sql);
    return {
      name,
      a,
      b,
      field: { name, type, sql: `coalesce(${sides.join(", ")})` },
      on: compare(session, "=", a, b, node.at).sql,
    };
  });
  const isMerged = (field: Field) => merged.some(({ a, b }) => field === a || field === b);
  const rest = [...left.fields, ...right.fields].map((field) =>
    isMerged(field) ? { ...field, isHidden: true } : field,
  );
  const on = merged.map(({ on: equal }) => equal).join(" AND ");
  return {
    sql: `(${left.sql} ${node.type} JOIN ${right.sql} ON ${on})`,
    fields: [...merged.map(({ field }) => field), ...rest],
  };
}

type Unnest = Relation & { readonly kind: "unnest" };

function unnestOf(node: Relation): { readonly unnest: Unnest; readonly alias?: Alias } | undefined {
  if (node.kind === "unnest") return { unnest: node };
  return node.kind === "alias" && node.relation.kind === "unnest" ? { unnest: node.relation, alias: node } : undefined;
}

function joinUnnest(
  session: Session,
  node: Join,
  { unnest: items, alias }: NonNullable<ReturnType<typeof unnestOf>>,
  left: AnalyzedRelation,
  outer: Scope,
): AnalyzedRelation {
  const isTrue = node.on?.kind === "true";
  if (node.type !== "CROSS" && node.type !== "INNER" && node.type !== "LEFT")
    throw session.error(node.at, `${node.type} JOIN involving UNNEST is not supported`);
  if (node.type !== "CROSS" && !isTrue)
    throw session.error(node.at, `${node.type} JOIN involving UNNEST is only supported with condition ON TRUE`);
  const { sql, fields } = unnest(session, items, left, outer, node.type === "LEFT");
  const own = { sql, fields: fields.slice(left.fields.length) };
  return {
    sql,
    fields: [
      ...fields.slice(0, left.fields.length),
      ...(alias === undefined ? own : aliased(session, alias, own)).fields,
    ],
  };
}

/** Adds the items' elements to each row of the relation on the left. @param keepsEmpty keeps a row whose items have no elements, as LEFT JOIN does */
function unnest(
  session: Session,
  node: Unnest,
  left: AnalyzedRelation,
  outer: Scope,
  keepsEmpty: boolean,
): AnalyzedRelation {
  const scope = { fields: left.fields, parent: outer };
  const lists = node.items.flatMap((item) => elementLists(session, item, scope));
  const sizes = lists.map(({ sql }) => `coalesce(len(${sql}), 0)`);
  const inner = session.alias("t");
  const [kept, elements, count] = [session.alias("k"), session.alias("e"), session.alias("i")];
  const columns = left.fields.map((field, index) => `${field.sql} AS ${kept}_${index}`);
  const size = sizes.length === 1 ? sizes.join("") : `greatest(${sizes.join(", ")})`;
  const places = `range(1, ${size} + 1)`;
  const rows = keepsEmpty ? `CASE WHEN ${size} = 0 THEN [NULL] ELSE ${places} END` : places;
  const values = lists.map(({ sql }, index) => `${sql} AS ${elements}_${index}`);
  const sql = `(SELECT ${[...columns, ...values, `unnest(${rows}) AS ${count}`].join(", ")} FROM ${left.sql}) AS ${inner}`;
  const before = left.fields.map((field, index) => ({ ...field, sql: `${inner}.${kept}_${index}` }));
  const added = lists.flatMap(({ element, isRow }, index): readonly Field[] => {
    const item = `${inner}.${elements}_${index}[${inner}.${count}]`;
    if (!isRow || element.kind !== "row") return [{ type: element, sql: item }];
    return element.fields.map((field, position) => ({
      ...(field.name !== undefined && { name: field.name }),
      type: field.type,
      sql: `struct_extract(${item}, ${textLiteral(fieldKey(element, position))})`,
    }));
  });
  const ordinal = node.ordinality ? [{ type: bigint, sql: `${inner}.${count}` }] : [];
  return { sql, fields: [...before, ...added, ...ordinal] };
}

interface ElementList extends Typed {
  readonly element: Type;
  readonly isRow: boolean;
}

function elementLists(session: Session, node: Expression, scope: Scope): readonly ElementList[] {
  const { type, sql } = session.analyze(node, scope);
  if (type.kind === "array") return [{ type, sql, element: type.element, isRow: true }];
  if (type.kind === "map") {
    return [
      { type, sql: `map_keys(${sql})`, element: type.key, isRow: false },
      { type, sql: `map_values(${sql})`, element: type.value, isRow: false },
    ];
  }
  throw session.error(node.at, `Cannot unnest type: ${typeText(type)}`);
}
