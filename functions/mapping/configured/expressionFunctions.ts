import type { ASTNode, Environment } from "@marcbachmann/cel-js";
import { isJsonObject, type JsonValue } from "../values/json";
import { parseJson } from "../values/parseJson";
import type { LinearPattern } from "./regularExpressions";

/**
 * Registers the functions of mappings that CEL does not have:
 * - `json(text)`: the JSON in a text;
 * - `extract(text, pattern)`: the part of a text that matches a regular expression, or its first group; empty without a match;
 * - `text.replace(old, new)`: the text with every `old` replaced; at most `mostCharacters` long;
 * - `pairs(list, 'name', 'value')`: one object from a list of objects with a name and a value each.
 * Source of `replace`: CEL's extension of string functions.
 */
export function registerFunctions(environment: Environment): Environment {
  return environment
    .registerFunction("json(string): dyn", (text: string) => parseJson(text), synchronous)
    .registerFunction(
      "extract(string, string): string",
      (text: string, source: string) => patternOf(source).extract(text),
      synchronous,
    )
    .registerFunction("string.replace(string, string): string", replaced, synchronous)
    .registerFunction("pairs(list, string, string): map", pairs, synchronous)
    .registerFunction(
      `string.${linearMatches}(string): bool`,
      (text: string, source: string) => patternOf(source).test(text),
      synchronous,
    );
}

const synchronous = { async: false };

/** The library's own `matches` uses JavaScript's engine, which can take exponential time, and cannot be registered again. */
const linearMatches = "matchesInLinearTime";

/** Redirects calls of `matches` to the linear-time function. Must run before the expression is checked. */
export function replaceMatches(node: ASTNode): void {
  if (node.op === "rcall" && node.args[0] === "matches") {
    node.args[0] = linearMatches;
  }
}

/** Rewrites the interpreter's message with the name used in the expression. */
export function withKnownNames(message: string): string {
  return message.replaceAll(linearMatches, "matches");
}

/**
 * Compiles the regular expression in a call if it is a literal.
 * @throws Error naming the problem
 */
export function checkPattern(node: ASTNode): void {
  if (node.op !== "call" && node.op !== "rcall") {
    return;
  }
  const called = node.args[0];
  const source = node.op === "call" ? node.args[1][1] : node.args[2][0];
  if ((called === "extract" || called === linearMatches) && source?.op === "value") {
    patternOf(String(source.args));
  }
}

function patternOf(source: string): LinearPattern {
  // A static import would load the engine for every expression.
  const { compilePattern } = require("./regularExpressions") as typeof import("./regularExpressions");
  return compilePattern(source);
}

/** Maximum length of a text made by `replace`. An SQS message is never longer. */
const mostCharacters = 1_048_576;

/** @throws RangeError if the text would fill the memory: an event with both texts could multiply them */
function replaced(text: string, old: string, replacement: string): string {
  const occurrences = old === "" ? text.length + 1 : text.split(old).length - 1;
  if (text.length + occurrences * (replacement.length - old.length) > mostCharacters) {
    throw new RangeError(`replace creates a text of more than ${mostCharacters} characters`);
  }
  return text.replaceAll(old, () => replacement);
}

function pairs(list: readonly JsonValue[], name: string, value: string): object {
  return Object.fromEntries(
    list.flatMap((pair) => {
      const key = isJsonObject(pair) && Object.hasOwn(pair, name) ? pair[name] : undefined;
      return typeof key === "string" || typeof key === "number" ? [[key, memberOf(pair, value)]] : [];
    }),
  );
}

function memberOf(pair: JsonValue, value: string): JsonValue {
  return isJsonObject(pair) && Object.hasOwn(pair, value) ? (pair[value] ?? null) : null;
}
