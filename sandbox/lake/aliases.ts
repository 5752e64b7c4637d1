import type { JsonValue } from "../../functions/mapping/values/json";
import { invalidStatement } from "./queryError";
import { isNode, namesOf, nodesOf, type TreeNode, textOf } from "./tree";

/** The columns of the table of that name, in lower case, or undefined where they cannot be told. */
export type ColumnsOf = (table: string) => ReadonlySet<string> | undefined;

/**
 * Refuses a SELECT whose own expressions, WHERE, GROUP BY or HAVING read a name that it only gives in its list of
 * columns. Trino gives these names when the rows are chosen and grouped already, so only ORDER BY can read them; DuckDB
 * would read them everywhere.
 *
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

function columnsOfTable(table: JsonValue | undefined, columnsOf: ColumnsOf): ReadonlySet<string> | undefined {
  if (!isNode(table)) return undefined;
  if (table.type === "EMPTY") return new Set();
  if (table.type === "BASE_TABLE") return columnsOf(textOf(table, "table_name"));
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
