import type { ASTNode, Environment } from "@marcbachmann/cel-js";
import { isJsonObject, type JsonValue } from "../values/json";
import { parseJson } from "../values/parseJson";
import type { LinearPattern } from "./regularExpressions";

/**
 * Registers the functions that a mapping has beside those of CEL:
 * - `json(text)`: the JSON in a text;
 * - `extract(text, pattern)`: the part of a text that a regular expression, or its first group, matches; empty where none does;
 * - `text.replace(old, new)`: the text with every occurrence of `old` replaced; no longer than `mostCharacters`;
 * - `pairs(list, 'name', 'value')`: a list of objects with a name and a value each, as one object.
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

/** The library's own `matches` is JavaScript's, whose time can grow exponentially with the text, and cannot be registered anew. */
const linearMatches = "matchesInLinearTime";

/** Lets an expression that calls `matches` call the function of linear time. To be done before the expression is checked. */
export function replaceMatches(node: ASTNode): void {
  if (node.op === "rcall" && node.args[0] === "matches") {
    node.args[0] = linearMatches;
  }
}

/** The message of the interpreter, with the name that the expression has. */
export function withKnownNames(message: string): string {
  return message.replaceAll(linearMatches, "matches");
}

/**
 * Compiles the regular expression in a call, where it is written there.
 * @throws Error that says what is wrong with it
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

/** Of a text that `replace` makes. No message of SQS holds more. */
const mostCharacters = 1_048_576;

/** @throws RangeError where the text would fill the memory: an event that holds both texts could multiply them */
function replaced(text: string, old: string, replacement: string): string {
  const occurrences = old === "" ? text.length + 1 : text.split(old).length - 1;
  if (text.length + occurrences * (replacement.length - old.length) > mostCharacters) {
    throw new RangeError(`replace makes a text of more than ${mostCharacters} characters`);
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
