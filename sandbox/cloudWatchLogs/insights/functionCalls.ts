import { MalformedQueryError } from "./queryError";
import { asNumber, asText, quoteText, type Value } from "./values";

/**
 * A call of a function of one event's values.
 * Source: Amazon CloudWatch Logs User Guide, "Boolean, comparison, numeric, datetime, and other functions".
 * @param name in lower case
 * @param timestamp the event's, where there are events
 */
export function functionCall(name: string, values: readonly Value[], timestamp: Value | undefined): Value {
  const [first = none, second = none, third = none] = values;
  const called = calls[name];
  if (called === undefined) {
    throw new RangeError(`${name} is played and has no translation`);
  }
  const [least, most] = called.arguments;
  if (values.length < least || values.length > most) {
    throw new MalformedQueryError(`The function ${name} takes ${counted(least, most)}; it has ${values.length}.`);
  }
  if (name === "bin") {
    return floorOf(timestampFor("bin", timestamp), first, "floor");
  }
  return called.translate(first, second, third, values);
}

/** The event's time, which a function rests on. */
export function timestampFor(name: string, timestamp: Value | undefined): Value {
  if (timestamp === undefined) {
    throw new MalformedQueryError(`The function ${name} needs @timestamp, which there is no more after stats.`);
  }
  return timestamp;
}

interface Call {
  readonly arguments: readonly [least: number, most: number];
  readonly translate: (first: Value, second: Value, third: Value, all: readonly Value[]) => Value;
}

const none: Value = { kind: "text", sql: "CAST(NULL AS VARCHAR)" };
const number = (sql: string): Value => ({ kind: "number", sql });
const text = (sql: string): Value => ({ kind: "text", sql });
const boolean = (sql: string): Value => ({ kind: "boolean", sql });

const calls: Readonly<Record<string, Call>> = {
  abs: { arguments: [1, 1], translate: (value) => number(`abs(${asNumber(value)})`) },
  bin: { arguments: [1, 1], translate: (value) => value },
  ceil: { arguments: [1, 1], translate: (value) => number(`ceil(${asNumber(value)})`) },
  coalesce: { arguments: [1, 50], translate: (_first, _second, _third, all) => coalesce(all) },
  dateceil: { arguments: [2, 2], translate: (value, period) => floorOf(value, period, "ceil") },
  datefloor: { arguments: [2, 2], translate: (value, period) => floorOf(value, period, "floor") },
  floor: { arguments: [1, 1], translate: (value) => number(`floor(${asNumber(value)})`) },
  frommillis: { arguments: [1, 1], translate: (value) => ({ kind: "time", sql: asNumber(value) }) },
  isblank: {
    arguments: [1, 1],
    translate: (value) => boolean(`(coalesce(trim(${asText(value)}, ${blanks}), '') = '')`),
  },
  isempty: { arguments: [1, 1], translate: (value) => boolean(`(coalesce(${asText(value)}, '') = '')`) },
  ispresent: { arguments: [1, 1], translate: (value) => boolean(`(${value.sql} IS NOT NULL)`) },
  jsonparse: { arguments: [1, 1], translate: (value) => structure(`insights_structure(${asText(value)})`) },
  jsonstringify: { arguments: [1, 1], translate: (value) => text(jsonText(value)) },
  replace: {
    arguments: [3, 3],
    translate: (value, sought, given) => text(`replace(${asText(value)}, ${asText(sought)}, ${asText(given)})`),
  },
  strcontains: {
    arguments: [2, 2],
    translate: (value, sought) => number(`CASE WHEN contains(${asText(value)}, ${asText(sought)}) THEN 1 ELSE 0 END`),
  },
  strlen: { arguments: [1, 1], translate: (value) => number(`length(${asText(value)})`) },
  substr: {
    arguments: [2, 3],
    // The index counts from zero, and DuckDB's from one.
    translate: (value, start, length, all) => {
      const from = `CAST(${asNumber(start)} AS BIGINT) + 1`;
      const rest = all.length === 3 ? `, CAST(${asNumber(length)} AS BIGINT)` : "";
      return text(`substring(${asText(value)}, ${from}${rest})`);
    },
  },
  tolower: { arguments: [1, 1], translate: (value) => text(`lower(${asText(value)})`) },
  tomillis: { arguments: [1, 1], translate: (value) => number(asNumber(value)) },
  toupper: { arguments: [1, 1], translate: (value) => text(`upper(${asText(value)})`) },
};

const blanks = quoteText(" \t\r\n");

function structure(sql: string): Value {
  return { kind: "structure", sql };
}

/** The JSON of a map or list; nothing else has one. */
function jsonText({ kind, sql }: Value): string {
  return kind === "structure"
    ? `CASE WHEN json_type(${sql}) IN ('OBJECT', 'ARRAY') THEN CAST(${sql} AS VARCHAR) END`
    : none.sql;
}

function coalesce(values: readonly Value[]): Value {
  const [first = none] = values;
  const isOfOneKind = first.kind !== "structure" && values.every(({ kind }) => kind === first.kind);
  return isOfOneKind
    ? { kind: first.kind, sql: `coalesce(${values.map(({ sql }) => sql).join(", ")})` }
    : text(`coalesce(${values.map(asText).join(", ")})`);
}

function floorOf(value: Value, period: Value, rounded: "floor" | "ceil"): Value {
  if (period.kind !== "period") {
    throw new MalformedQueryError("bin, datefloor and dateceil need a length of time such as 30m.");
  }
  return { kind: "time", sql: `(${rounded}(${asNumber(value)} / ${period.sql}) * ${period.sql})` };
}

function counted(least: number, most: number): string {
  return least === most ? `${least} argument${least === 1 ? "" : "s"}` : `${least} to ${most} arguments`;
}
