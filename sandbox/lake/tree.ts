import type { JsonObject, JsonValue } from "../../functions/mapping/values/json";

/**
 * A node of the syntax tree that DuckDB makes of a statement (`json_serialize_sql`): an expression, which has a class and
 * a type, or a table, a SELECT or a modifier, which has a type alone.
 */
export type TreeNode = JsonObject;

/** True for a JSON object, and so for every node. */
export function isNode(value: JsonValue | undefined): value is TreeNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The text under `name`, or an empty one. */
export function textOf(node: TreeNode, name: string): string {
  const value = node[name];
  return typeof value === "string" ? value : "";
}

/** The nodes in the list under `name`. */
export function nodesOf(node: TreeNode, name: string): readonly TreeNode[] {
  const value = node[name];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The names that a column reference strings together, as they were written. */
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

/** A string literal. */
export function literal(text: string): TreeNode {
  return {
    class: "CONSTANT",
    type: "VALUE_CONSTANT",
    alias: "",
    query_location: 0,
    value: { type: { id: "VARCHAR", type_info: null }, is_null: false, value: text },
  };
}

/** A call of a function of DuckDB's, or of a macro. */
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
