import { placeholder } from "../auditEvent";
import type { Finder } from "../compiledMapping";
import type { JsonValue, Path } from "../values/json";
import type { ConfiguredMapping } from "./configuredMapping";

/**
 * Compiles an expression. A plain path into the event needs no interpreter; the interpreter is loaded for the first expression that does,
 * so that other functions neither contain nor start it.
 * @param ofItem true if the expression may read `item`
 * @throws Error naming the problem and how to fix it
 */
export function finderOf(text: string, ofItem: boolean): Finder {
  const path = pathOfExpression(text);
  if (path !== undefined) {
    return path;
  }
  const { find } = compiled(text, ofItem);
  return (event, envelope, { item }) => find(event, envelope, item);
}

/**
 * Compiles an expression for an error code. A condition decides whether an action failed: if it cannot be evaluated, or returns something
 * other than text, `undecidedFinder` marks the action as failed, after the other expressions.
 * @throws Error as `finderOf` does, and if the expression returns true or false
 */
export function errorCodeFinderOf(text: string, ofItem: boolean): Finder {
  const path = pathOfExpression(text);
  if (path !== undefined) {
    return path;
  }
  const { find, isConditional, type } = compiled(text, ofItem);
  if (type === "bool") {
    throw new Error(`it returns true or false, which is not an error code; write (${text.trim()}) ? 'Failed' : ''`);
  }
  if (!isConditional) {
    return (event, envelope, { item }) => find(event, envelope, item);
  }
  return (event, envelope, context) => {
    let reason = "it gives neither a text nor a number";
    try {
      const value = find(event, envelope, context.item);
      if (isCode(value)) {
        return value;
      }
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
    context.unexpectedTypes += 1;
    context.isUndecided = true;
    context.note?.(reason);
    return undefined;
  };
}

/** Returns the placeholder as error code if an earlier condition could not be evaluated. */
export const undecidedFinder: Finder = (_event, _envelope, { isUndecided }) => (isUndecided ? placeholder : undefined);

function isCode(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || typeof value === "string" || typeof value === "number";
}

/** The modules of this folder that are loaded, and packed into a function's archive, only if a mapping needs them. */
export const mappingModuleNames = ["expressions", "regularExpressions", "timeFormat"] as const;

export type MappingModule = (typeof mappingModuleNames)[number];

/** Lists the modules that a mapping needs: the interpreter for an expression other than a path, and the dependencies of other features. */
export function mappingModules(mapping: ConfiguredMapping = {}): readonly MappingModule[] {
  const computed = expressionsOf(mapping).filter((text) => pathOfExpression(text) === undefined);
  return [
    ...(computed.length > 0 ? (["expressions"] as const) : []),
    ...(computed.some((text) => /\b(?:matches|extract)\b/.test(text)) ? (["regularExpressions"] as const) : []),
    ...(mapping.timeFormat === undefined ? [] : (["timeFormat"] as const)),
  ];
}

function expressionsOf(mapping: ConfiguredMapping): readonly string[] {
  const {
    userIdentity = {},
    eventSource: _name,
    timeFormat: _format,
    timeZone: _zone,
    eventNames: _names,
    required: _fields,
    ...fields
  } = mapping;
  return [...Object.values(fields), ...Object.values(userIdentity)].flatMap((value) =>
    typeof value === "string" ? [value] : Object.values<string>(value),
  );
}

function compiled(text: string, ofItem: boolean) {
  // A static import would load the interpreter in every function.
  const { compileExpression } = require("./expressions") as typeof import("./expressions");
  return compileExpression(text, ofItem);
}

/** Returns the path if an expression is nothing but a path. */
function pathOfExpression(text: string): Path | undefined {
  const path = /^\s*event((?:\.[A-Za-z_]\w*)+)\s*$/.exec(text)?.[1]?.slice(1).split(".");
  return path?.some((word) => reservedWords.has(word)) ? undefined : path;
}

/** CEL refuses these as field names in a selection (CEL Language Definition, Syntax), so the interpreter checks them. */
const reservedWords = new Set(["false", "in", "null", "true"]);
