import { type Scope, translate } from "./expressions";
import type { Column, Command } from "./syntax";
import { asCondition, asResult, asText, orderOf, type Value } from "./values";

/** A query as DuckDB runs it. */
export interface TranslatedQuery {
  readonly sql: string;
  /** Counts the events that match, before anything is grouped or left out. */
  readonly matchedSql: string;
  /** What the columns of the answer are, in their order. */
  readonly columns: readonly { readonly name: string; readonly kind: Value["kind"] }[];
  /** Whether a row is an event; the last column is its `@ptr` then. */
  readonly hasEvents: boolean;
}

/** The table that the events lie in, with the system fields, the discovered fields as the map `found`, and `position`: the order of the rows. */
export const eventsTable = "events";

interface Stage {
  readonly sql: string;
  readonly scope: Scope;
  /** The columns that the answer has so far. */
  readonly shown: ReadonlyMap<string, Value>;
  readonly isDisplayed: boolean;
  readonly matchedSql?: string;
}

/** Translates the commands, each on what the one before it gives. */
export function translateQuery(commands: readonly Command[], mostRows: number): TranslatedQuery {
  const last = commands.reduce(apply, firstStage);
  const { hasEvents, columns } = last.scope;
  const shown = last.shown.size > 0 ? last.shown : defaultColumns(columns);
  const pointer = hasEvents ? [`"@ptr"`] : [];
  const selected = [...[...shown.values()].map(asResult), ...pointer];
  return {
    sql: `SELECT ${selected.map((sql, index) => `${sql} AS r${index}`).join(", ")} FROM (${last.sql}) ORDER BY position LIMIT ${mostRows}`,
    matchedSql: last.matchedSql ?? countOf(last.sql),
    columns: [...shown].map(([name, { kind }]) => ({ name, kind })),
    hasEvents,
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
};

/** What a query shows that names no fields. Source: the User Guide, "filter". */
function defaultColumns(columns: Scope["columns"]): ReadonlyMap<string, Value> {
  return new Map([...columns].filter(([name]) => name === "@timestamp" || name === "@message"));
}

function apply(stage: Stage, command: Command, index: number): Stage {
  const { sql, scope } = stage;
  switch (command.kind) {
    case "filter":
      return { ...stage, sql: `SELECT * FROM (${sql}) WHERE ${asCondition(translate(command.condition, scope))}` };
    case "fields":
    case "display":
      return addColumns(stage, command, index);
    case "stats":
      return group(stage, command, index);
    case "sort": {
      const keys = command.keys.map(
        ({ expression, descending }) =>
          `${orderOf(translate(expression, scope))} ${descending ? "DESC" : "ASC"} NULLS LAST`,
      );
      return { ...stage, sql: `SELECT * REPLACE (${numbered([...keys, "position"])} AS position) FROM (${sql})` };
    }
    case "limit":
      return {
        ...stage,
        sql: `SELECT * FROM (${sql}) ORDER BY position LIMIT ${command.rows}`,
        matchedSql: stage.matchedSql ?? countOf(sql),
      };
    case "unnest":
      return unnest(stage, command, index);
  }
}

function addColumns(
  { sql, scope, shown, isDisplayed, ...rest }: Stage,
  { kind, columns }: { readonly kind: "fields" | "display"; readonly columns: readonly Column[] },
  index: number,
): Stage {
  const made = columns.map(({ name, expression }, place) => ({
    name,
    value: translate(expression, scope),
    column: `c${index}_${place}`,
  }));
  const added = made.map(({ name, value, column }) => [name, { kind: value.kind, sql: column }] as const);
  const isKept = kind === "fields" && isDisplayed;
  return {
    ...rest,
    sql: `SELECT *, ${made.map(({ value, column }) => `${value.sql} AS ${column}`).join(", ")} FROM (${sql})`,
    scope: { ...scope, columns: new Map([...scope.columns, ...added]) },
    shown: isKept ? shown : new Map([...(kind === "display" ? [] : shown), ...added]),
    isDisplayed: isDisplayed || kind === "display",
  };
}

/** Groups the rows. What there was before is gone; a query that matches nothing gives no row. */
function group(
  { sql, scope, ...rest }: Stage,
  { columns, by }: { readonly columns: readonly Column[]; readonly by: readonly Column[] },
  index: number,
): Stage {
  const groups = by.map(({ name, expression }) => {
    const value = translate(expression, scope);
    return [name, value.kind === "structure" ? { kind: "text" as const, sql: asText(value) } : value] as const;
  });
  const siblings = new Map<string, Value>();
  for (const { name, expression } of columns) {
    siblings.set(name, translate(expression, { ...scope, siblings }));
  }
  const made = [...new Map([...groups, ...siblings])].map(([name, value], place) => ({
    name,
    value,
    column: `s${index}_${place}`,
  }));
  const selected = made.map(({ value, column }) => `${value.sql} AS ${column}`);
  const order = groups.length === 0 ? [] : groups.map(([, value]) => orderOf(value));
  const grouping = groups.length === 0 ? "" : `GROUP BY ${groups.map(([, value]) => value.sql).join(", ")}`;
  const after = new Map(made.map(({ name, value, column }) => [name, { kind: value.kind, sql: column }] as const));
  return {
    sql: `SELECT ${[...selected, `${numbered(order)} AS position`].join(", ")} FROM (${sql}) ${grouping} HAVING count(*) > 0`,
    scope: { columns: after, hasEvents: false },
    shown: after,
    isDisplayed: false,
    matchedSql: rest.matchedSql ?? countOf(sql),
  };
}

/** Makes a row of every item of a list. Anything else is a list of one item. */
function unnest(
  { sql, scope, ...rest }: Stage,
  { list, name }: Extract<Command, { readonly kind: "unnest" }>,
  index: number,
): Stage {
  const value = translate(list, scope);
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
