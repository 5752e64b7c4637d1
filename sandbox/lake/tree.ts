import type { JsonObject, JsonValue } from "../../functions/mapping/values/json";
import { invalidStatement } from "./statement";

/** A node of DuckDB's syntax tree (`json_serialize_sql`): an expression has a class and a type, others a type alone. */
export type TreeNode = JsonObject;

export function isNode(value: JsonValue | undefined): value is TreeNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function textOf(node: TreeNode, name: string): string {
  const value = node[name];
  return typeof value === "string" ? value : "";
}

export function nodesOf(node: TreeNode, name: string): readonly TreeNode[] {
  const value = node[name];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export function namesOf(node: TreeNode): readonly string[] {
  const names = node.column_names;
  return Array.isArray(names) ? names.map(String) : [];
}

/** The text of a string literal, and undefined for every other expression. */
export function literalText(node: TreeNode | undefined): string | undefined {
  const value = node?.class === "CONSTANT" ? node.value : undefined;
  if (!isNode(value) || !isNode(value.type) || value.type.id !== "VARCHAR") return undefined;
  return typeof value.value === "string" ? value.value : undefined;
}

export function literal(text: string): TreeNode {
  return {
    class: "CONSTANT",
    type: "VALUE_CONSTANT",
    alias: "",
    query_location: 0,
    value: { type: { id: "VARCHAR", type_info: null }, is_null: false, value: text },
  };
}

export function call(name: string, children: readonly TreeNode[], alias: string): TreeNode {
  return {
    class: "FUNCTION",
    type: "FUNCTION",
    alias,
    query_location: 0,
    function_name: name,
    schema: "",
    children,
    filter: null,
    order_bys: { type: "ORDER_MODIFIER", orders: [] },
    distinct: false,
    is_operator: false,
    export_state: false,
    catalog: "",
  };
}

/** A literal of another type: the cast of its text. */
export function typedLiteral(type: "DATE" | "DOUBLE" | "TIMESTAMP", text: string, alias: string): TreeNode {
  return {
    class: "CAST",
    type: "OPERATOR_CAST",
    alias,
    query_location: 0,
    child: literal(text),
    cast_type: { id: type, type_info: null },
    try_cast: false,
  };
}

/** The columns of the table of that name, in lower case, or undefined where they cannot be told. Qualifiers are a catalog and a schema, or less. */
export type ColumnsOf = (table: string, qualifiers: readonly string[]) => ReadonlySet<string> | undefined;

/**
 * Refuses a SELECT that reads a name from its own column list outside of ORDER BY, which Trino cannot do and DuckDB can.
 * Source: Trino documentation, SELECT.
 */
export function refuseAliasReferences(select: TreeNode, columnsOf: ColumnsOf): void {
  const columns = columnsOfTable(select.from_table, columnsOf);
  const list = nodesOf(select, "select_list");
  const aliases = new Set(list.map((item) => textOf(item, "alias").toLowerCase()));
  if (columns === undefined) return;
  for (const part of [list, select.where_clause, select.group_expressions, select.having]) {
    for (const name of singleNames(part)) {
      const wanted = name.toLowerCase();
      if (aliases.has(wanted) && !columns.has(wanted)) {
        throw invalidStatement(
          `Column '${name}' cannot be resolved: it is a name that this SELECT gives, which only ORDER BY can read.`,
        );
      }
    }
  }
}

/** The catalog and the schema that a table is named with, as far as it is. */
export function qualifiersOf(table: TreeNode): readonly string[] {
  return [textOf(table, "catalog_name"), textOf(table, "schema_name")].filter((name) => name !== "");
}

function columnsOfTable(table: JsonValue | undefined, columnsOf: ColumnsOf): ReadonlySet<string> | undefined {
  if (!isNode(table)) return undefined;
  if (table.type === "EMPTY") return new Set();
  if (table.type === "BASE_TABLE") return columnsOf(textOf(table, "table_name"), qualifiersOf(table));
  if (table.type !== "JOIN") return undefined;
  const left = columnsOfTable(table.left, columnsOf);
  const right = columnsOfTable(table.right, columnsOf);
  return left === undefined || right === undefined ? undefined : new Set([...left, ...right]);
}

/** The names without a qualifier that an expression reads itself; subqueries and lambdas have names of their own. */
function singleNames(value: JsonValue | undefined): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(singleNames);
  if (!isNode(value) || value.class === "SUBQUERY" || value.class === "LAMBDA") return [];
  if (value.class === "COLUMN_REF") {
    const names = namesOf(value);
    return names.length === 1 ? names : [];
  }
  return Object.values(value).flatMap(singleNames);
}
