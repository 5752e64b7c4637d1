import type { Expression, GroupBySyntax } from "../sql/syntax";
import { notSupported, place } from "../statement";
import { isComparable, typeText } from "../types/types";
import { resolve, type Scope, type Session } from "./scope";
import { expressionsIn, find, isAggregate, isWindow } from "./walk";

/** GROUP BY in DuckDB's SQL, and the SQL of its expressions. */
export interface Grouping {
  readonly sql: string;
  readonly keys: ReadonlySet<string>;
}

/** @param items the expressions of SELECT, which an ordinal refers to */
export function analyzeGrouping(
  session: Session,
  groupBy: GroupBySyntax,
  items: readonly (Expression | undefined)[],
  scope: Scope,
): Grouping {
  if (groupBy.distinct) throw notSupported("GROUP BY DISTINCT");
  const keys = new Set<string>();
  const keyOf = (node: Expression, needsColumn: boolean) => {
    const target = ordinalTarget(session, node, items);
    refuseAggregates(session, target, "GROUP BY clause");
    if (needsColumn && !isColumn(session, target, scope))
      throw session.error(node.at, "GROUP BY expression must be a column reference");
    const { type, sql } = session.analyze(target, scope);
    if (!isComparable(type))
      throw session.error(node.at, `${typeText(type)} is not comparable, and therefore cannot be used in GROUP BY`);
    keys.add(sql);
    return sql;
  };
  const elements = groupBy.elements.map((element) => {
    if (element.kind === "simple") {
      return element.items.length === 0 ? "()" : element.items.map((item) => keyOf(item, false)).join(", ");
    }
    const sets = element.sets.map((set) => set.map((item) => keyOf(item, true)).join(", "));
    return element.kind === "sets"
      ? `GROUPING SETS (${sets.map((set) => `(${set})`).join(", ")})`
      : `${element.kind.toUpperCase()} (${sets.join(", ")})`;
  });
  return { sql: ` GROUP BY ${elements.join(", ")}`, keys };
}

function ordinalTarget(session: Session, node: Expression, items: readonly (Expression | undefined)[]): Expression {
  if (node.kind !== "integer") return node;
  const target = items[Number(node.text) - 1];
  if (target !== undefined) return target;
  if (Number(node.text) <= items.length && Number(node.text) > 0)
    throw notSupported(`${place(session.statement, node.at)}: GROUP BY a column of *`);
  throw session.error(node.at, `GROUP BY position ${node.text} is not in select list`);
}

function isColumn(session: Session, node: Expression, scope: Scope): boolean {
  if (node.kind === "name") return true;
  return (
    node.kind === "field" &&
    node.base.kind === "name" &&
    resolve(session, scope, [node.base.name, node.name], node.at) !== undefined
  );
}

/** @param what Trino's name of the clause */
export function refuseAggregates(session: Session, node: Expression, what: string): void {
  const found = find(node, (inner) => isAggregate(inner) || isWindow(inner));
  if (found !== undefined) {
    const name = found.kind === "call" ? found.name : "";
    throw session.error(
      found.at,
      `${what} cannot contain aggregations, window functions or grouping operations: [${name}]`,
    );
  }
}

export function refuseNestedAggregates(session: Session, node: Expression): void {
  const outer = find(
    node,
    (inner) =>
      isAggregate(inner) &&
      expressionsIn(inner).some(
        (part) => find(part, (nested) => isAggregate(nested) || isWindow(nested)) !== undefined,
      ),
  );
  if (outer?.kind === "call")
    throw session.error(outer.at, `Cannot nest aggregations inside aggregation '${outer.name}'`);
}

/** Rejects expressions that are neither grouped by nor aggregated. @param isOutput checks for a name of SELECT's own columns, which ORDER BY reads */
export function requireGrouped(
  session: Session,
  node: Expression,
  scope: Scope,
  keys: ReadonlySet<string>,
  isOutput: (node: Expression) => boolean = () => false,
  parameters: ReadonlySet<string> = new Set(),
): void {
  if (isAggregate(node) || isOutput(node)) return;
  const isInLambda = parameters.size > 0;
  if (!isInLambda && node.kind !== "lambda" && keys.has(session.analyze(node, scope).sql)) return;
  if (node.kind === "name") {
    requireKey(session, node, [node.name], scope, keys, parameters);
    return;
  }
  if (
    node.kind === "field" &&
    node.base.kind === "name" &&
    resolve(session, ownFields(scope), [node.base.name, node.name], node.at) !== undefined
  ) {
    requireKey(session, node, [node.base.name, node.name], scope, keys, parameters);
    return;
  }
  const inner =
    node.kind === "lambda"
      ? new Set([...parameters, ...node.parameters.map((name) => name.toLowerCase())])
      : parameters;
  for (const part of expressionsIn(node)) requireGrouped(session, part, scope, keys, isOutput, inner);
}

const ownFields = (scope: Scope): Scope => ({ fields: scope.fields });

function requireKey(
  session: Session,
  node: Expression,
  names: readonly string[],
  scope: Scope,
  keys: ReadonlySet<string>,
  parameters: ReadonlySet<string>,
): void {
  if (parameters.has(names[0]?.toLowerCase() ?? "")) return;
  const found = resolve(session, ownFields(scope), names, node.at);
  if (found !== undefined && !keys.has(found.sql)) {
    throw session.error(node.at, `'${names.join(".")}' must be an aggregate expression or appear in GROUP BY clause`);
  }
}
