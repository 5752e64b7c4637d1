import { type ASTNode, Environment, Optional } from "@marcbachmann/cel-js";
import { clean, tooDeep } from "../../limits/clean";
import { maximumDepth } from "../../limits/limits";
import type { Envelope } from "../envelope";
import { type JsonObject, type JsonValue, saysNothing } from "../values/json";
import { checkPattern, registerFunctions, replaceMatches, withKnownNames } from "./expressionFunctions";
import { mixedNumbers, withHint } from "./expressionHints";

/** A compiled expression. */
export interface Expression {
  /**
   * Returns a value as clean as the event's own; undefined if it is missing or empty.
   * @throws Error if the event lacks a field that the expression reads, or has a value of another type there
   */
  readonly find: (event: JsonObject, envelope: Envelope, item?: JsonValue) => JsonValue | undefined;
  /** True if it, or a part of it, chooses between two values by a condition. */
  readonly isConditional: boolean;
  /** The type of its value as a CEL name, such as `bool`; `dyn` if it depends on the event. */
  readonly type: string;
}

/**
 * Compiles an expression of the Common Expression Language. CEL always terminates and has no side effects, so an expression can only return
 * a value or fail; regular expressions take linear time.
 * Source: CEL Language Definition.
 * @param ofItem true if it may read `item`, besides `event` and `envelope`
 * @throws Error naming the problem and how to fix it
 */
export function compileExpression(text: string, ofItem = false): Expression {
  const { program, type } = parse(text, ofItem ? itemEnvironment() : environment);
  return {
    find: (event, envelope, item) => {
      // An event may lack most of the fields of an expression, and a stack trace for each error costs more than the evaluation.
      const { stackTraceLimit } = Error;
      Error.stackTraceLimit = 0;
      try {
        const value = jsonOf(program({ event, envelope, ...(ofItem && { item }) }), 0);
        return value === undefined || saysNothing(value) ? undefined : clean(value).value;
      } finally {
        Error.stackTraceLimit = stackTraceLimit;
      }
    },
    isConditional: hasCondition(program.ast),
    type,
  };
}

const environment = registerFunctions(
  new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false })
    .registerVariable("event", "dyn")
    .registerVariable("envelope", "dyn"),
);

let knownItemEnvironment: Environment | undefined;

function itemEnvironment(): Environment {
  knownItemEnvironment ??= environment.clone().registerVariable("item", "dyn");
  return knownItemEnvironment;
}

function parse(text: string, language: Environment) {
  try {
    const program = language.parse(text);
    visit(program.ast, replaceMatches);
    const { valid, type = "dyn", error } = program.check();
    if (!valid) {
      throw error ?? new Error("The expression is not valid.");
    }
    visit(program.ast, checkPattern);
    visit(program.ast, throwIfMixed);
    return { program, type };
  } catch (error) {
    throw new Error(withHint(text, withKnownNames(error instanceof Error ? error.message : String(error))));
  }
}

function throwIfMixed(node: ASTNode): void {
  const problem = mixedNumbers(node);
  if (problem !== undefined) {
    throw new Error(problem);
  }
}

function hasCondition(ast: ASTNode): boolean {
  let found = false;
  visit(ast, ({ op }) => {
    found ||= op === "?:";
  });
  return found;
}

/** Calls `look` for every node of a syntax tree. */
function visit(value: unknown, look: (node: ASTNode) => void): void {
  if (Array.isArray(value)) {
    for (const child of value) {
      visit(child, look);
    }
  } else if (isNode(value)) {
    look(value);
    visit(value.args, look);
  }
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === "object" && value !== null && "op" in value && "args" in value;
}

/** Converts a CEL value to JSON; undefined for null, for an empty optional and for anything that JSON cannot hold. */
function jsonOf(value: unknown, depth: number): JsonValue | undefined {
  if (depth > maximumDepth) {
    return tooDeep;
  }
  if (value instanceof Optional) {
    return value.hasValue() ? jsonOf(value.value(), depth) : undefined;
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (value instanceof Uint8Array) {
    return Buffer.from(value).toString("base64");
  }
  if (value instanceof Map) {
    return objectOf([...value], depth);
  }
  if (Array.isArray(value)) {
    return value.map((item) => jsonOf(item, depth + 1) ?? null);
  }
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return value;
    case "bigint":
      return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    case "object":
      return value === null ? undefined : plainOf(value, depth);
    default:
      return undefined;
  }
}

/** Converts durations and types, which are the interpreter's own objects, to text. */
function plainOf(value: object, depth: number): JsonValue | undefined {
  if ([Object.prototype, null].includes(Object.getPrototypeOf(value))) {
    return objectOf(Object.entries(value), depth);
  }
  // An unsigned integer is wrapped in an object.
  const primitive: unknown = value.valueOf();
  return typeof primitive === "bigint" ? jsonOf(primitive, depth) : String(value);
}

function objectOf(entries: readonly (readonly [unknown, unknown])[], depth: number): JsonObject {
  return Object.fromEntries(entries.map(([key, value]) => [String(key), jsonOf(value, depth + 1) ?? null]));
}
