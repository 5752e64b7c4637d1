import { placeholder } from "../auditEvent";
import type { Finder } from "../compiledMapping";
import type { JsonValue, Path } from "../values/json";
import type { ConfiguredMapping } from "./configuredMapping";

/**
 * Compiles an expression. One that is only a path into the event needs no interpreter: that is loaded at the first expression that
 * does, so that other functions neither hold nor start it.
 * @param ofItem whether the expression may read `item`
 * @throws Error that says what is wrong and what to write
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
 * Compiles an expression of an error code. A condition decides whether an action failed: where it cannot be evaluated, or gives what is no
 * text, `undecidedFinder` makes the action a failure, after the other expressions.
 * @throws Error as `finderOf` does, and where the expression gives true or false
 */
export function errorCodeFinderOf(text: string, ofItem: boolean): Finder {
  const path = pathOfExpression(text);
  if (path !== undefined) {
    return path;
  }
  const { find, isConditional, type } = compiled(text, ofItem);
  if (type === "bool") {
    throw new Error(`it gives true or false, which is no error code; write (${text.trim()}) ? 'Failed' : ''`);
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

/** Finds an error code of no known name where a condition before it could not be evaluated. */
export const undecidedFinder: Finder = (_event, _envelope, { isUndecided }) => (isUndecided ? placeholder : undefined);

function isCode(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || typeof value === "string" || typeof value === "number";
}

/** The modules of this folder that are loaded, and are in a function's archive, only where a mapping needs them. */
export const mappingModuleNames = ["expressions", "regularExpressions", "timeFormat"] as const;

export type MappingModule = (typeof mappingModuleNames)[number];

/** Lists the modules that a mapping needs: the interpreter where an expression is more than a path, and what others use. */
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

/** The path that an expression is, where it is nothing more. */
function pathOfExpression(text: string): Path | undefined {
  const path = /^\s*event((?:\.[A-Za-z_]\w*)+)\s*$/.exec(text)?.[1]?.slice(1).split(".");
  return path?.some((word) => reservedWords.has(word)) ? undefined : path;
}

/** CEL refuses these as field names in a selection (CEL Language Definition, Syntax), so they are left to it to check. */
const reservedWords = new Set(["false", "in", "null", "true"]);
