import { Environment, EvaluationError, Optional, type ParseResult } from "@marcbachmann/cel-js";
import type { Envelope } from "./envelope";
import type { JsonObject, JsonValue } from "./json";

/** A compiled expression. It gives undefined where the event lacks what it asks for, and throws where a value is of another type. */
export type Expression = (event: JsonObject, envelope: Envelope) => JsonValue | undefined;

/**
 * Compiles an expression of the Common Expression Language. CEL always comes to an end and changes nothing, so an expression can
 * only find something or fail.
 * @throws Error that says what is wrong and where in the expression
 */
export function compileExpression(text: string): Expression {
  const program = parse(text);
  return (event, envelope) => {
    try {
      return jsonOf(program({ event, envelope }));
    } catch (error) {
      if (error instanceof EvaluationError && absent.has(error.code)) {
        return undefined;
      }
      throw error;
    }
  };
}

const absent: ReadonlySet<string> = new Set(["no_such_key", "index_out_of_bounds"]);

const environment = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false })
  .registerVariable("event", "dyn")
  .registerVariable("envelope", "dyn");

function parse(text: string): ParseResult {
  const program = environment.parse(text);
  const { valid, error } = program.check();
  if (!valid) {
    throw error ?? new Error("The expression is not valid.");
  }
  return program;
}

/** A value of CEL as JSON; undefined for null, for an empty optional and for what JSON cannot hold. */
function jsonOf(value: unknown): JsonValue | undefined {
  if (value instanceof Optional) {
    return value.hasValue() ? jsonOf(value.value()) : undefined;
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (value instanceof Map) {
    return objectOf([...value]);
  }
  if (Array.isArray(value)) {
    return value.map((item) => jsonOf(item) ?? null);
  }
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return value;
    case "bigint":
      return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    case "object":
      return value === null ? undefined : objectOf(Object.entries(value));
    default:
      return undefined;
  }
}

function objectOf(entries: readonly (readonly [unknown, unknown])[]): JsonObject {
  return Object.fromEntries(entries.map(([key, value]) => [String(key), jsonOf(value) ?? null]));
}
