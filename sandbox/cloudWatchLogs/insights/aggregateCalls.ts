import { timestampFor } from "./functionCalls";
import { MalformedQueryError } from "./queryError";
import { asNumber, asText, orderOf, type Value } from "./values";

/**
 * A call of a function of many events.
 * Source: Amazon CloudWatch Logs User Guide, "stats", "Functions to use with stats".
 * @param name in lower case
 * @param timestamp the events', where there are events
 */
export function aggregateCall(name: string, values: readonly Value[], timestamp: Value | undefined): Value {
  const [value] = values;
  if (value === undefined && name === "count") {
    return number("count(*)");
  }
  if (value === undefined || values.length > 1) {
    throw new MalformedQueryError(`The aggregation function ${name} takes one argument; it has ${values.length}.`);
  }
  switch (name) {
    case "count":
      return number(`count(${value.sql})`);
    case "count_distinct":
      return number(`count(DISTINCT ${value.kind === "structure" ? asText(value) : value.sql})`);
    case "sum":
    case "avg":
      return number(`${name}(${asNumber(value)})`);
    case "earliest":
    case "latest": {
      const time = timestampFor(name, timestamp).sql;
      return plain(value, (sql) => `${name === "earliest" ? "arg_min" : "arg_max"}(${sql}, ${time})`);
    }
    case "min":
    case "sortsfirst":
      return plain(value, (sql) => `arg_min(${sql}, ${orderOf(value)})`);
    default:
      return plain(value, (sql) => `arg_max(${sql}, ${orderOf(value)})`);
  }
}

/** Of times, what comes out is a number of milliseconds. */
function plain(value: Value, call: (sql: string) => string): Value {
  return value.kind === "text" || value.kind === "structure"
    ? { kind: "text", sql: call(asText(value)) }
    : number(call(asNumber(value)));
}

function number(sql: string): Value {
  return { kind: "number", sql: `CAST(${sql} AS DOUBLE)` };
}
