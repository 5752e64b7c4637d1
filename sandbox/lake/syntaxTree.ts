import type { JsonValue } from "../../functions/mapping/values/json";
import { duckDbFunction, playCall } from "./calls";
import { macroPrefix, timeFunctions, unknownNames } from "./functions";
import { invalidStatement, type QueryError } from "./statement";
import {
  type ColumnsOf,
  call,
  isNode,
  literal,
  literalText,
  namesOf,
  nodesOf,
  qualifiersOf,
  refuseAliasReferences,
  type TreeNode,
  textOf,
  typedLiteral,
} from "./tree";

/** Tables and time of a statement. */
export interface Surroundings {
  /** The columns of a table; undefined for what is none. */
  readonly columnsOf: ColumnsOf;
  readonly unknownTable: (name: string) => QueryError;
  /** The time at which the query runs, as a timestamp's text. */
  readonly now: string;
}

/** The name of a column that a query gave none, without the column's place. */
export const unnamedColumn = "_col";

/**
 * Translates a statement's tree from Trino's SQL to DuckDB's: functions, paths and casts. Refuses every table that is no event data store,
 * and everything that this walk does not know, so that a new DuckDB opens no door.
 */
export function playTree(tree: TreeNode, surroundings: Surroundings): TreeNode {
  return walkNode(tree, { ...surroundings, withNames: new Set(), spellings: new Map() });
}

interface Scope extends Surroundings {
  /** The tables that WITH names, in lower case. */
  readonly withNames: ReadonlySet<string>;
  /** The first spelling of each name in the statement, by the name in lower case. */
  readonly spellings: Map<string, string>;
}

function walk(value: JsonValue, scope: Scope): JsonValue {
  if (Array.isArray(value)) return value.map((item) => walk(item, scope));
  return isNode(value) ? walkNode(value, scope) : value;
}

function walkNode(node: TreeNode, outer: Scope): TreeNode {
  if (node.class === "CONSTANT") return playConstant(node);
  const scope = scopeOf(node, outer);
  checkNode(node, scope);
  const played = Object.fromEntries(
    Object.entries(node).map(([name, value]) => {
      // DuckDB counts "nowhere" as 2^64 - 1, which is no number of JavaScript's.
      if (name === "query_location") return [name, 0];
      const isUnnest = name === "function" && node.type === "TABLE_FUNCTION";
      return [name, isUnnest && isNode(value) ? walkArguments(value, scope) : walk(value, scope)];
    }),
  );
  if (typeof node.class === "string") return playExpression(played, node.class, scope);
  return node.type === "SELECT_NODE" ? { ...played, select_list: nameColumns(nodesOf(played, "select_list")) } : played;
}

function walkArguments(node: TreeNode, scope: Scope): TreeNode {
  return { ...node, query_location: 0, children: nodesOf(node, "children").map((child) => walkNode(child, scope)) };
}

function scopeOf(node: TreeNode, outer: Scope): Scope {
  const names = isNode(node.cte_map) ? nodesOf(node.cte_map, "map").map((entry) => textOf(entry, "key")) : [];
  if (names.length === 0) return outer;
  return { ...outer, withNames: new Set([...outer.withNames, ...names.map((name) => name.toLowerCase())]) };
}

/** Refuses the nodes that no statement in Trino's SQL has. */
function checkNode(node: TreeNode, scope: Scope): void {
  const type = textOf(node, "type");
  if (typeof node.class === "string") {
    if (!expressionClasses.has(node.class)) throw notTrino(type);
    if (node.class === "OPERATOR" && !operatorTypes.has(type)) throw notTrino(type);
    if (node.class === "STAR" && starExtras.some((name) => isPresent(node[name])))
      throw notTrino("A * with EXCLUDE, REPLACE or COLUMNS");
    return;
  }
  if (type !== "" && !nodeTypes.has(type) && !type.endsWith("_TYPE_INFO")) throw notTrino(type);
  if (type === "BASE_TABLE") checkTable(node, scope);
  if (type === "TABLE_FUNCTION") checkTableFunction(node);
  if (type === "JOIN" && !(joinTypes.has(textOf(node, "join_type")) && joinKinds.has(textOf(node, "ref_type")))) {
    throw notTrino(`${textOf(node, "ref_type")} ${textOf(node, "join_type")} JOIN`);
  }
  if (type === "DISTINCT_MODIFIER" && isPresent(node.distinct_on_targets)) throw notTrino("DISTINCT ON");
  if (isPresent(node.sample)) throw notTrino("TABLESAMPLE");
  if (type === "SELECT_NODE") {
    if (isPresent(node.qualify)) throw notTrino("QUALIFY");
    if (node.aggregate_handling !== "STANDARD_HANDLING") throw notTrino("GROUP BY ALL");
    refuseAliasReferences(node, (table, qualifiers) =>
      isWithName(table, scope) ? undefined : scope.columnsOf(table, qualifiers),
    );
  }
}

const expressionClasses: ReadonlySet<string> = new Set(
  "BETWEEN CASE CAST COLUMN_REF COMPARISON CONJUNCTION FUNCTION LAMBDA OPERATOR STAR SUBQUERY WINDOW".split(" "),
);
const operatorTypes: ReadonlySet<string> = new Set(
  `ARRAY_CONSTRUCTOR ARRAY_EXTRACT COMPARE_IN COMPARE_NOT_IN GROUPING_FUNCTION OPERATOR_COALESCE OPERATOR_IS_NOT_NULL
   OPERATOR_IS_NULL OPERATOR_NOT OPERATOR_TRY STRUCT_EXTRACT`.split(/\s+/),
);
const nodeTypes: ReadonlySet<string> = new Set(
  `BASE_TABLE DISTINCT_MODIFIER EMPTY EXPRESSION_LIST JOIN LIMIT_MODIFIER ORDER_ASCENDING ORDER_DEFAULT ORDER_DESCENDING
   ORDER_MODIFIER SELECT_NODE SET_OPERATION_NODE SUBQUERY TABLE_FUNCTION ASCENDING DESCENDING`.split(/\s+/),
);
const joinTypes: ReadonlySet<string> = new Set(["INNER", "LEFT", "RIGHT", "OUTER"]);
const joinKinds: ReadonlySet<string> = new Set(["REGULAR", "CROSS", "NATURAL"]);
const starExtras = ["exclude_list", "qualified_exclude_list", "replace_list", "rename_list", "columns", "expr"];

function isPresent(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === false) return false;
  return Array.isArray(value) ? value.length > 0 : true;
}

function notTrino(what: string): QueryError {
  return invalidStatement(`${what.replaceAll("_", " ")} is not part of the SQL that this sandbox emulates.`);
}

function checkTable(node: TreeNode, scope: Scope): void {
  const qualifiers = qualifiersOf(node);
  const name = textOf(node, "table_name");
  const isKnown =
    (qualifiers.length === 0 && isWithName(name, scope)) || scope.columnsOf(name, qualifiers) !== undefined;
  if (!isKnown) throw scope.unknownTable([...qualifiers, name].join("."));
}

function isWithName(name: string, scope: Scope): boolean {
  return scope.withNames.has(name.toLowerCase());
}

function checkTableFunction(node: TreeNode): void {
  const name = isNode(node.function) ? textOf(node.function, "function_name") : "";
  if (name !== "unnest") throw invalidStatement(`Table function '${name}' not registered`);
}

function playExpression(node: TreeNode, nodeClass: string, scope: Scope): TreeNode {
  switch (nodeClass) {
    case "FUNCTION":
      return playCall(node, scope.now);
    case "WINDOW":
      return { ...node, function_name: duckDbFunction(textOf(node, "function_name").toLowerCase()) };
    case "COLUMN_REF":
      return playColumn(node, scope);
    case "CAST":
      return playCast(node);
    case "OPERATOR":
      return playOperator(node, scope);
    default:
      return node;
  }
}

/** A number such as 2e3 would lose its type on the way through JSON, where it is 2000. */
function playConstant(node: TreeNode): TreeNode {
  const value = isNode(node.value) ? node.value : {};
  const isDouble = isNode(value.type) && value.type.id === "DOUBLE";
  return isDouble ? typedLiteral("DOUBLE", String(value.value), textOf(node, "alias")) : { ...node, query_location: 0 };
}

function playColumn(node: TreeNode, scope: Scope): TreeNode {
  const names = namesOf(node);
  const only = names.length === 1 ? names.join().toLowerCase() : "";
  const timeType = timeFunctions.get(only);
  if (timeType !== undefined) return typedLiteral(timeType, scope.now, textOf(node, "alias"));
  if (unknownNames.has(only)) throw invalidStatement(`The sandbox does not emulate ${only}.`);
  return { ...node, column_names: names.map((name) => firstSpelling(name, scope)) };
}

/** Trino ignores case in names. DuckDB does for columns, but compares expressions with the case of their fields, as in `GROUP BY`. */
function firstSpelling(name: string, scope: Scope): string {
  const key = name.toLowerCase();
  const spelling = scope.spellings.get(key) ?? name;
  scope.spellings.set(key, spelling);
  return spelling;
}

/** A cast from JSON to VARCHAR takes the text out of its quotes in Trino, and one to JSON puts it into them. */
function playCast(node: TreeNode): TreeNode {
  const child = node.child;
  const target = isNode(node.cast_type) ? node.cast_type : {};
  const name = isNode(target.type_info) ? textOf(target.type_info, "name").toLowerCase() : "";
  if (!isNode(child)) return node;
  if (target.id === "VARCHAR") return call(`${macroPrefix}cast_varchar`, [child], textOf(node, "alias"));
  if (target.id === "UNBOUND" && name === "json") return call("to_json", [child], textOf(node, "alias"));
  return node;
}

function playOperator(node: TreeNode, scope: Scope): TreeNode {
  const children = nodesOf(node, "children");
  const [container, key] = children;
  const text = literalText(key);
  if (container === undefined || text === undefined) return node;
  if (node.type === "ARRAY_EXTRACT") return call(`${macroPrefix}subscript`, children, textOf(node, "alias"));
  if (node.type !== "STRUCT_EXTRACT") return node;
  return { ...node, children: [container, literal(firstSpelling(text, scope))] };
}

/** Gives the columns of a SELECT that have no name the one that Trino gives them: a field its own, the rest a number. */
function nameColumns(columns: readonly TreeNode[]): readonly TreeNode[] {
  return columns.map((column) => {
    if (textOf(column, "alias") !== "" || column.class === "STAR" || column.class === "COLUMN_REF") return column;
    const field = column.type === "STRUCT_EXTRACT" ? literalText(nodesOf(column, "children")[1]) : undefined;
    return { ...column, alias: field ?? unnamedColumn };
  });
}
