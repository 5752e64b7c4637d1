import type { CompiledMapping, CompiledObject, CompiledText, Finder } from "./compiledMapping";
import type { ConfiguredMapping, Expressions, ObjectExpression } from "./configuredMapping";
import type { Path } from "./json";
import { compileTimeFormat } from "./timeFormat";

/** What is wrong with a value of a configured mapping. */
export interface MappingProblem {
  /** Where in the mapping, for example `userIdentity.type`. */
  readonly path: string;
  readonly message: string;
}

/** A built-in mapping, or the empty one, with what the configuration says in place of it; and every mistake in that. */
export function compileConfiguredMapping(
  base: CompiledMapping,
  mapping: ConfiguredMapping,
): { readonly mapping: CompiledMapping; readonly problems: readonly MappingProblem[] } {
  const problems: MappingProblem[] = [];
  const compile = <T>(path: string, make: () => T, otherwise: T): T => {
    try {
      return make();
    } catch (error) {
      problems.push({ path, message: error instanceof Error ? error.message : String(error) });
      return otherwise;
    }
  };
  const finders = (path: string, expressions: Expressions): readonly Finder[] => {
    const single = typeof expressions === "string";
    return (single ? [expressions] : expressions).flatMap((text, index) =>
      compile(single ? path : `${path}.${index}`, () => [finderOf(text)], []),
    );
  };
  const text = (path: string, expressions: Expressions | undefined, otherwise: CompiledText): CompiledText =>
    expressions === undefined
      ? otherwise
      : { ...emptyText, from: finders(path, expressions), otherwise: otherwise.otherwise };
  const object = (path: string, value: ObjectExpression | undefined, otherwise: CompiledObject): CompiledObject => {
    if (value === undefined) {
      return otherwise;
    }
    if (typeof value === "string") {
      return { ...emptyObject, spread: finders(path, value) };
    }
    const named = Object.entries(value).flatMap(([name, expression]) =>
      finders(`${path}.${name}`, expression).map((finder) => [name, finder] as const),
    );
    return { ...emptyObject, named };
  };
  const { userIdentity = {}, timeFormat, eventNames, errorCode } = mapping;
  const eventName = text("eventName", mapping.eventName, base.eventName);
  const names = mapping.eventName === undefined ? base.eventName.names : undefined;
  return {
    mapping: {
      ...base,
      id: text("id", mapping.id, base.id),
      eventTime: {
        from: mapping.eventTime === undefined ? base.eventTime.from : finders("eventTime", mapping.eventTime),
        parse:
          timeFormat === undefined
            ? base.eventTime.parse
            : compile("timeFormat", () => compileTimeFormat(timeFormat), undefined),
      },
      version: text("version", mapping.version, base.version),
      eventName:
        eventNames === undefined
          ? eventName
          : { ...eventName, names: new Map([...(names ?? []), ...Object.entries(eventNames)]) },
      type: text("userIdentity.type", userIdentity.type, base.type),
      principalId: text("userIdentity.principalId", userIdentity.principalId, base.principalId),
      details: object("userIdentity.details", userIdentity.details, base.details),
      userAgent: text("userAgent", mapping.userAgent, base.userAgent),
      sourceIPAddress: text("sourceIPAddress", mapping.sourceIPAddress, base.sourceIPAddress),
      requestParameters: object("requestParameters", mapping.requestParameters, base.requestParameters),
      responseElements: object("responseElements", mapping.responseElements, base.responseElements),
      failure:
        errorCode === undefined && mapping.errorMessage === undefined
          ? base.failure
          : {
              // An error code of the configuration's own tells by itself that the action failed.
              when: errorCode === undefined ? base.failure?.when : undefined,
              documented: base.failure?.documented,
              errorCode: text("errorCode", errorCode, base.failure?.errorCode ?? emptyText),
              errorMessage: text("errorMessage", mapping.errorMessage, base.failure?.errorMessage ?? emptyText),
            },
      kinds: mapping.eventName === undefined ? base.kinds : undefined,
    },
    problems,
  };
}

const emptyText: CompiledText = {
  cases: undefined,
  from: [],
  except: undefined,
  otherwise: undefined,
  names: undefined,
  unknownPrefix: undefined,
};
const emptyObject: CompiledObject = { spread: [], fields: [], topFields: undefined, named: [] };

/** Whether a mapping has an expression that is more than a path, and so needs the interpreter. */
export function usesExpressions(mapping: ConfiguredMapping = {}): boolean {
  const {
    userIdentity = {},
    eventSource: _name,
    timeFormat: _format,
    eventNames: _names,
    required: _fields,
    ...fields
  } = mapping;
  const expressions = [...Object.values(fields), ...Object.values(userIdentity)].flatMap((value) =>
    typeof value === "string" ? [value] : Object.values(value as Readonly<Record<string, string>>),
  );
  return expressions.some((text) => pathOfExpression(text) === undefined);
}

/**
 * What an expression means. One that is only a path into the event needs no interpreter: that is loaded at the first expression
 * that does, so that other functions neither hold nor start it.
 */
function finderOf(text: string): Finder {
  const path = pathOfExpression(text);
  if (path !== undefined) {
    return path;
  }
  // A static import would load the interpreter in every function.
  const { compileExpression } = require("./expressions") as typeof import("./expressions");
  return compileExpression(text);
}

/** The path that an expression is, where it is nothing more. */
function pathOfExpression(text: string): Path | undefined {
  const path = /^\s*event((?:\.[A-Za-z_]\w*)+)\s*$/.exec(text)?.[1]?.slice(1).split(".");
  return path?.some((word) => reservedWords.has(word)) ? undefined : path;
}

/** CEL refuses these as field names in a selection (CEL Language Definition, Syntax), so they are left to it to judge. */
const reservedWords = new Set(["false", "in", "null", "true"]);
