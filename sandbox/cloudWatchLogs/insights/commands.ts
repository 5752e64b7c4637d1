import { startQuery as limits } from "../logGroup";
import { Cursor } from "./cursor";
import { pathOfName, readExpression, type Scope } from "./expression";
import { asCondition, asResult, asText, MalformedQueryError, orderOf, type Value } from "./values";

export interface TranslatedQuery {
  /** The rows in order, limited only by the query itself. */
  readonly sql: string;
  /** The statement that counts matching events, before grouping and filtering of groups. */
  readonly matchedSql: string;
  readonly columns: readonly { readonly name: string; readonly kind: Value["kind"] }[];
  /** True if a row is an event. Its last column is then `@ptr`. */
  readonly hasEvents: boolean;
  readonly isLimited: boolean;
}

/** The table of the events, with the system fields, the discovered fields as the map `found`, and `position`: the order of the rows. */
export const eventsTable = "events";

interface Stage {
  readonly sql: string;
  readonly scope: Scope;
  readonly shown: ReadonlyMap<string, Value>;
  readonly isDisplayed: boolean;
  readonly isLimited: boolean;
  readonly matchedSql?: string;
}

interface Column {
  readonly name: string;
  readonly value: Value;
}

/**
 * Translates a Logs Insights query, command by command (CloudWatch Logs User Guide, "Logs Insights language query syntax").
 * @throws MalformedQueryError for a mistake, and for what the sandbox does not support
 */
export function translateQuery(query: string): TranslatedQuery {
  const cursor = new Cursor(query);
  let stage = firstStage;
  let index = 0;
  // A query may begin with the separator of commands.
  cursor.takeIf("|");
  do {
    stage = apply(cursor, stage, index++);
  } while (cursor.takeIf("|"));
  if (cursor.next.kind !== "end") {
    cursor.refuse("| or the end of the query is expected");
  }
  const { sql, scope, isLimited, matchedSql = countOf(sql) } = stage;
  const { hasEvents, columns } = scope;
  const shown = stage.shown.size > 0 ? stage.shown : defaultColumns(columns);
  const selected = [...[...shown.values()].map(asResult), ...(hasEvents ? [`"@ptr"`] : [])];
  return {
    sql: `SELECT ${selected.map((column, place) => `${column} AS r${place}`).join(", ")} FROM (${sql}) ORDER BY position`,
    matchedSql,
    columns: [...shown].map(([name, { kind }]) => ({ name, kind })),
    hasEvents,
    isLimited,
  };
}

const firstStage: Stage = {
  sql: `SELECT * FROM ${eventsTable}`,
  scope: {
    hasEvents: true,
    columns: new Map<string, Value>([
      ["@timestamp", { kind: "time", sql: `"@timestamp"` }],
      ["@ingestionTime", { kind: "time", sql: `"@ingestionTime"` }],
      ...["@message", "@logStream", "@log"].map((name) => [name, { kind: "text", sql: `"${name}"` }] as const),
    ]),
  },
  shown: new Map(),
  isDisplayed: false,
  isLimited: false,
};

/** The columns of a query that names none (User Guide, "filter"). */
function defaultColumns(columns: Scope["columns"]): ReadonlyMap<string, Value> {
  return new Map([...columns].filter(([name]) => name === "@timestamp" || name === "@message"));
}

function apply(cursor: Cursor, stage: Stage, index: number): Stage {
  const { kind, text } = cursor.next;
  if (kind !== "word") {
    cursor.refuse("A command is expected");
  }
  cursor.take();
  const { sql, scope } = stage;
  switch (text.toLowerCase()) {
    case "filter":
      return { ...stage, sql: `SELECT * FROM (${sql}) WHERE ${asCondition(readExpression(cursor, scope))}` };
    case "fields":
      return addColumns(stage, readColumns(cursor, scope), "fields", index);
    case "display":
      return addColumns(stage, readColumns(cursor, scope), "display", index);
    case "stats":
      return group(cursor, stage, index);
    case "sort": {
      const keys = cursor.list(() => readSortKey(cursor, scope));
      return { ...stage, sql: `SELECT * REPLACE (${numbered([...keys, "position"])} AS position) FROM (${sql})` };
    }
    case "limit":
      return {
        ...stage,
        sql: `SELECT * FROM (${sql}) ORDER BY position LIMIT ${readRows(cursor)}`,
        matchedSql: stage.matchedSql ?? countOf(sql),
        isLimited: true,
      };
    case "unnest":
      return unnest(cursor, stage, index);
    default:
      throw new MalformedQueryError(
        `The sandbox does not support the command ${text} of Logs Insights; it supports display, fields, filter, limit, sort, stats, unnest.`,
      );
  }
}

/** @param known receives each column when it is read, for the columns after it */
function readColumns(cursor: Cursor, scope: Scope, known = new Map<string, Value>()): readonly Column[] {
  return cursor.list(() => {
    const { start } = cursor.next;
    const value = readExpression(cursor, scope);
    const written = cursor.query.slice(start, cursor.passed);
    const name = cursor.takeIf("as") ? readName(cursor) : written.replaceAll("`", "");
    known.set(name, value);
    return { name, value };
  });
}

function readName(cursor: Cursor): string {
  if (cursor.next.kind !== "word") {
    cursor.refuse("A name is expected");
  }
  return pathOfName(cursor.take().text).join(".");
}

function readSortKey(cursor: Cursor, scope: Scope): string {
  const order = orderOf(readExpression(cursor, scope));
  const descending = cursor.takeIf("desc");
  if (!descending) {
    cursor.takeIf("asc");
  }
  return `${order} ${descending ? "DESC" : "ASC"} NULLS LAST`;
}

function readRows(cursor: Cursor): number {
  const rows = Number(cursor.next.text);
  if (cursor.next.kind !== "number" || !Number.isInteger(rows) || rows < 1 || rows > limits.mostRows) {
    cursor.refuse(`A number of rows from 1 to ${limits.mostRows} is expected`);
  }
  cursor.take();
  return rows;
}

/** Maps the columns' names to their places in the SQL. */
function placed(columns: readonly Column[], prefix: string) {
  const made = columns.map(({ name, value }, place) => ({ name, value, column: `${prefix}_${place}` }));
  return {
    selected: made.map(({ value, column }) => `${value.sql} AS ${column}`),
    values: made.map(({ name, value, column }) => [name, { kind: value.kind, sql: column }] as const),
  };
}

function addColumns(
  { sql, scope, shown, isDisplayed, ...rest }: Stage,
  columns: readonly Column[],
  kind: "fields" | "display",
  index: number,
): Stage {
  const { selected, values } = placed(columns, `c${index}`);
  const isKept = kind === "fields" && isDisplayed;
  return {
    ...rest,
    sql: `SELECT *, ${selected.join(", ")} FROM (${sql})`,
    scope: { ...scope, columns: new Map([...scope.columns, ...values]) },
    shown: isKept ? shown : new Map([...(kind === "display" ? [] : shown), ...values]),
    isDisplayed: isDisplayed || kind === "display",
  };
}

/** Groups the rows and replaces the earlier columns. A query without matches returns no row. */
function group(cursor: Cursor, { sql, scope, isLimited, matchedSql = countOf(sql) }: Stage, index: number): Stage {
  const siblings = new Map<string, Value>();
  const aggregated = readColumns(cursor, { ...scope, siblings }, siblings);
  const groups = (cursor.takeIf("by") ? readColumns(cursor, scope) : []).map(({ name, value }) => ({
    name,
    value: value.kind === "structure" ? { kind: "text" as const, sql: asText(value) } : value,
  }));
  const byName = new Map([...groups, ...aggregated].map(({ name, value }) => [name, value]));
  const { selected, values } = placed(
    [...byName].map(([name, value]) => ({ name, value })),
    `s${index}`,
  );
  const position = numbered(groups.map(({ value }) => orderOf(value)));
  const grouping = groups.length === 0 ? "" : `GROUP BY ${groups.map(({ value }) => value.sql).join(", ")}`;
  const after = new Map(values);
  return {
    sql: `SELECT ${selected.join(", ")}, ${position} AS position FROM (${sql}) ${grouping} HAVING count(*) > 0`,
    scope: { columns: after, hasEvents: false },
    shown: after,
    isDisplayed: false,
    isLimited,
    matchedSql,
  };
}

/** Makes a row of every item of a list. Any other value is a list of one item. */
function unnest(cursor: Cursor, { sql, scope, ...rest }: Stage, index: number): Stage {
  const value = readExpression(cursor, scope);
  cursor.expect("into");
  const name = readName(cursor);
  const json = value.kind === "structure" ? value.sql : `to_json(${asText(value)})`;
  const items = `CASE WHEN json_type(${json}) = 'ARRAY' THEN json_extract(${json}, '$[*]') ELSE [${json}] END`;
  const column = `u${index}`;
  const lists = `SELECT *, ${items} AS list${index} FROM (${sql})`;
  const rows = `SELECT * EXCLUDE (list${index}), unnest(list${index}) AS ${column}, generate_subscripts(list${index}, 1) AS place${index} FROM (${lists})`;
  return {
    ...rest,
    sql: `SELECT * EXCLUDE (place${index}) REPLACE (${numbered(["position", `place${index}`])} AS position) FROM (${rows})`,
    scope: { ...scope, columns: new Map([...scope.columns, [name, { kind: "structure", sql: column }]]) },
  };
}

function numbered(order: readonly string[]): string {
  return `row_number() OVER (${order.length === 0 ? "" : `ORDER BY ${order.join(", ")}`})`;
}

function countOf(sql: string): string {
  return `SELECT count(*) FROM (${sql})`;
}
