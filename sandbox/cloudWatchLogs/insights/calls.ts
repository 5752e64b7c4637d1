import { asNumber, asText, MalformedQueryError, orderOf, quoteText, type Value } from "./values";

/**
 * Translates a function of one event's values (CloudWatch Logs User Guide, "Boolean, comparison, numeric, datetime, and other functions").
 * @param timestamp the event's timestamp; undefined after `stats`, where there are no events
 */
export function functionCall(word: string, values: readonly Value[], timestamp: Value | undefined): Value {
  const call = functions.get(word.toLowerCase());
  if (call === undefined) {
    const supported = [...functions.keys(), ...aggregates].join(", ");
    throw new MalformedQueryError(
      `The sandbox does not support the function ${word} of Logs Insights; it supports ${supported}.`,
    );
  }
  const [least, most, translate] = call;
  if (values.length < least || values.length > most) {
    const counted = least === most ? `${least}` : `${least} to ${most}`;
    throw new MalformedQueryError(`The function ${word} has ${values.length} arguments; it takes ${counted}.`);
  }
  return translate(values, timestamp);
}

/** The functions of many events, which only `stats` supports, in lower case. */
export const aggregates: ReadonlySet<string> = new Set(
  "avg count count_distinct max min sortsfirst sortslast sum".split(" "),
);

/** Translates the call of one of `aggregates` (Amazon CloudWatch Logs User Guide, "Functions to use with stats"). */
export function aggregateCall(name: string, [value, ...others]: readonly Value[]): Value {
  if (value === undefined && name === "count") {
    return double("count(*)");
  }
  if (value === undefined || others.length > 0) {
    throw new MalformedQueryError(`The aggregation function ${name} takes one argument.`);
  }
  switch (name) {
    case "count":
      return double(`count(${value.sql})`);
    case "count_distinct":
      return double(`count(DISTINCT ${value.kind === "structure" ? asText(value) : value.sql})`);
    case "sum":
    case "avg":
      return double(`${name}(${asNumber(value)})`);
    default: {
      const select = name === "min" || name === "sortsfirst" ? "arg_min" : "arg_max";
      // For times, the result is a number of milliseconds.
      return value.kind === "text" || value.kind === "structure"
        ? text(`${select}(${asText(value)}, ${orderOf(value)})`)
        : double(`${select}(${asNumber(value)}, ${orderOf(value)})`);
    }
  }
}

type Call = readonly [
  least: number,
  most: number,
  translate: (values: readonly Value[], timestamp: Value | undefined) => Value,
];

const none: Value = { kind: "text", sql: "CAST(NULL AS VARCHAR)" };
const number = (sql: string): Value => ({ kind: "number", sql });
const double = (sql: string): Value => number(`CAST(${sql} AS DOUBLE)`);
const text = (sql: string): Value => ({ kind: "text", sql });
const boolean = (sql: string): Value => ({ kind: "boolean", sql });

const functions: ReadonlyMap<string, Call> = new Map<string, Call>([
  ["bin", [1, 1, ([period = none], timestamp) => bin(period, timestamp)]],
  ["coalesce", [1, 50, coalesce]],
  ["frommillis", [1, 1, ([value = none]) => ({ kind: "time", sql: asNumber(value) })]],
  ["ispresent", [1, 1, ([value = none]) => boolean(`(${value.sql} IS NOT NULL)`)]],
  ["jsonparse", [1, 1, ([value = none]) => ({ kind: "structure", sql: `insights_structure(${asText(value)})` })]],
  ["jsonstringify", [1, 1, ([value = none]) => text(jsonText(value))]],
  ["strcontains", [2, 2, (values) => number(`CASE WHEN contains(${values.map(asText).join(", ")}) THEN 1 ELSE 0 END`)]],
  ["substr", [2, 3, substring]],
  ["tolower", [1, 1, ([value = none]) => text(`lower(${asText(value)})`)]],
  ["tomillis", [1, 1, ([value = none]) => number(asNumber(value))]],
  ["toupper", [1, 1, ([value = none]) => text(`upper(${asText(value)})`)]],
]);

function bin(period: Value, timestamp: Value | undefined): Value {
  if (period.kind !== "period") {
    throw new MalformedQueryError("bin needs a length of time such as 30m.");
  }
  if (timestamp === undefined) {
    throw new MalformedQueryError("bin needs @timestamp, which does not exist after stats.");
  }
  return { kind: "time", sql: `(floor(${asNumber(timestamp)} / ${period.sql}) * ${period.sql})` };
}

function coalesce(values: readonly Value[]): Value {
  const [first = none] = values;
  const isOfOneKind = first.kind !== "structure" && values.every(({ kind }) => kind === first.kind);
  return isOfOneKind
    ? { kind: first.kind, sql: `coalesce(${values.map(({ sql }) => sql).join(", ")})` }
    : text(`coalesce(${values.map(asText).join(", ")})`);
}

/** The index counts from zero, DuckDB's from one. */
function substring([value = none, start = none, length]: readonly Value[]): Value {
  const from = `CAST(${asNumber(start)} AS BIGINT) + 1`;
  const rest = length === undefined ? "" : `, CAST(${asNumber(length)} AS BIGINT)`;
  return text(`substring(${asText(value)}, ${from}${rest})`);
}

function jsonText({ kind, sql }: Value): string {
  return kind === "structure"
    ? `CASE WHEN json_type(${sql}) IN ('OBJECT', 'ARRAY') THEN CAST(${sql} AS VARCHAR) END`
    : none.sql;
}

/** A length of time such as `30m`, in milliseconds. Source of the units: Amazon CloudWatch Logs User Guide, "stats". */
export function periodOf(written: string): Value {
  const [, digits = "", word = ""] = /^(\d+)([A-Za-z]+)$/.exec(written) ?? [];
  const unit = units.get(word);
  if (unit === undefined) {
    const supported = [...units.keys()].join(", ");
    throw new MalformedQueryError(
      `The sandbox does not support the unit of time ${word}, as in ${written}; it supports ${supported}.`,
    );
  }
  const [milliseconds, most] = unit;
  // Logs Insights silently limits a number that is larger than the unit's maximum: 300s is 60 s.
  if (Number(digits) < 1 || Number(digits) > most) {
    throw new MalformedQueryError(`${written} must be from 1 to ${most} ${word}; use a larger unit.`);
  }
  return { kind: "period", sql: String(Number(digits) * milliseconds) };
}

const units: ReadonlyMap<string, readonly [milliseconds: number, most: number]> = new Map([
  ["ms", [1, 1_000]],
  ["s", [1_000, 60]],
  ["m", [60_000, 60]],
  ["h", [3_600_000, 24]],
  ["d", [86_400_000, 31]],
]);

export function literal(kind: "text" | "number", value: string): Value {
  return { kind, sql: kind === "text" ? quoteText(value) : `CAST(${Number(value)} AS DOUBLE)`, isLiteral: true };
}
