import { lakeFunctions } from "../functions/lakeFunctions";
import type { CallSyntax, Expression, FrameBound, FrameSyntax, SortItem, WindowSyntax } from "../sql/syntax";
import { notSupported, place } from "../statement";
import { isComparable, isOrderable, typeText } from "../types/types";
import { condition } from "./conditions";
import type { Scope, Session, Typed } from "./scope";

type Call = CallSyntax & { readonly at: number };

/** Adds DISTINCT, ORDER BY, FILTER and OVER to the SQL of an aggregate or a window function. @param template the SQL with `{arguments}` */
export function aggregateSql(session: Session, node: Call, template: string, scope: Scope): string {
  if (node.distinct) requireComparable(session, node, scope);
  const isFilterable = node.filter === undefined || lakeFunctions.get(node.name)?.kind === "aggregate";
  if (!isFilterable) throw session.error(node.at, `Filter is only valid for aggregation functions`);
  const distinct = node.distinct ? "DISTINCT " : "";
  const orderBy = node.orderBy.length === 0 ? "" : ` ORDER BY ${sortSql(session, node.orderBy, scope)}`;
  const nulls = node.nulls === "IGNORE" ? " IGNORE NULLS" : "";
  const filter =
    node.filter === undefined
      ? ""
      : ` FILTER (WHERE ${condition(session, session.analyze(node.filter, scope), node.filter.at, "Filter expression").sql})`;
  const over = node.over === undefined ? "" : ` OVER (${windowSql(session, node, scope)})`;
  return template.replace(
    /\{([\s\S]*)\}/,
    (_, inside: string) => `(${distinct}${inside}${orderBy}${nulls})${filter}${over}`,
  );
}

function requireComparable(session: Session, node: Call, scope: Scope): void {
  for (const argument of node.arguments) {
    const { type } = session.analyze(argument, scope);
    if (!isComparable(type))
      throw session.error(argument.at, `DISTINCT can only be applied to comparable types (actual: ${typeText(type)})`);
  }
  if (node.over !== undefined)
    throw session.error(node.at, `DISTINCT in window function parameters not yet supported: ${node.name}`);
}

/** The terms of an ORDER BY within a call or a window. By default NULL is last, both ascending and descending. */
export function sortSql(session: Session, items: readonly SortItem[], scope: Scope): string {
  return items
    .map((item) => {
      const value = session.analyze(item.value, scope);
      requireOrderable(session, value, item.value);
      return sortTerm(value, item);
    })
    .join(", ");
}

export function requireOrderable(session: Session, value: Typed, node: Expression): void {
  if (!isOrderable(value.type)) {
    throw session.error(
      node.at,
      `Type ${typeText(value.type)} is not orderable, and therefore cannot be used in ORDER BY`,
    );
  }
}

export function sortTerm({ sql }: Pick<Typed, "sql">, { descending, nullsFirst }: SortItem): string {
  return `${sql} ${descending ? "DESC" : "ASC"} NULLS ${nullsFirst ? "FIRST" : "LAST"}`;
}

function windowSql(session: Session, node: Call, scope: Scope): string {
  const window = typeof node.over === "string" ? namedWindow(session, node.over, node.at, scope) : node.over;
  if (window === undefined) return "";
  if (window.base !== undefined)
    throw notSupported(`${place(session.statement, node.at)}: a window that extends another one`);
  if (node.nulls !== undefined && !nullTreating.has(node.name))
    throw session.error(node.at, `Cannot specify null treatment clause for ${node.name} function`);
  const parts = window.partitionBy.map((part) => {
    const value = session.analyze(part, scope);
    if (!isComparable(value.type))
      throw session.error(
        part.at,
        `${typeText(value.type)} is not comparable, and therefore cannot be used in window function PARTITION BY`,
      );
    return value.sql;
  });
  const partition = parts.length === 0 ? "" : `PARTITION BY ${parts.join(", ")} `;
  const order = window.orderBy.length === 0 ? "" : `ORDER BY ${sortSql(session, window.orderBy, scope)} `;
  if (window.orderBy.length === 0 && needingOrder.has(node.name))
    throw session.error(node.at, `${node.name} function requires an ORDER BY window clause`);
  return `${partition}${order}${window.frame === undefined ? "" : frameSql(session, window.frame, window, node, scope)}`;
}

function namedWindow(session: Session, name: string, at: number, scope: Scope): WindowSyntax {
  for (let current: Scope | undefined = scope; current !== undefined; current = current.parent) {
    const found = current.windows?.get(name);
    if (found !== undefined) return found;
  }
  throw session.error(at, `Cannot resolve WINDOW name ${name}`);
}

const nullTreating: ReadonlySet<string> = new Set(["first_value", "last_value", "nth_value", "lag", "lead"]);
const needingOrder: ReadonlySet<string> = new Set(["lag", "lead"]);

function frameSql(session: Session, frame: FrameSyntax, window: WindowSyntax, node: Call, scope: Scope): string {
  const bound = ({ edge, value }: FrameBound) => {
    if (value === undefined) return edge;
    const offset = session.analyze(value, scope);
    const kind = offset.type.kind;
    if (frame.unit !== "RANGE") {
      if (!["tinyint", "smallint", "integer", "bigint"].includes(kind))
        throw session.error(value.at, `Window frame offset type must be numeric or interval (actual: ${kind})`);
      return `${offset.sql} ${edge}`;
    }
    if (window.orderBy.length !== 1)
      throw session.error(
        node.at,
        "Window frame of type RANGE PRECEDING or FOLLOWING requires single sort item in ORDER BY (actual: " +
          `${window.orderBy.length})`,
      );
    if (kind === "interval day to second") return `to_milliseconds(${offset.sql}) ${edge}`;
    if (kind === "interval year to month") return `to_months(${offset.sql}) ${edge}`;
    return `${offset.sql} ${edge}`;
  };
  if (frame.end === undefined) return `${frame.unit} ${bound(frame.start)}`;
  return `${frame.unit} BETWEEN ${bound(frame.start)} AND ${bound(frame.end)}`;
}
