import type { CompiledMapping, CompiledObject, CompiledText, CompiledTime, Finder } from "../compiledMapping";
import { errorCodeFinderOf, finderOf, undecidedFinder } from "./configuredExpressions";
import type { ConfiguredMapping, Expressions, ObjectExpression } from "./configuredMapping";

/** A mistake in a value of a configured mapping. */
export interface MappingProblem {
  /** The place in the mapping, for example `userIdentity.type`. */
  readonly path: string;
  /** The problem, as the rest of a sentence that begins with the place. */
  readonly message: string;
}

/** Compiles a built-in or empty mapping with the configuration's overrides; lists every mistake in them. */
export function compileConfiguredMapping(
  base: CompiledMapping,
  mapping: ConfiguredMapping,
): { readonly mapping: CompiledMapping; readonly problems: readonly MappingProblem[] } {
  const problems: MappingProblem[] = [];
  const compile = <T>(path: string, problem: string, make: () => T, otherwise: T): T => {
    try {
      return make();
    } catch (error) {
      problems.push({ path, message: `${problem}: ${error instanceof Error ? error.message : String(error)}` });
      return otherwise;
    }
  };
  const ofItem = mapping.forEach !== undefined;
  const finders = (path: string, expressions: Expressions, make = finderOf): readonly Finder[] => {
    const single = typeof expressions === "string";
    return (single ? [expressions] : expressions).flatMap((text, index) =>
      compile(single ? path : `${path}.${index}`, "is no valid expression", () => [make(text, ofItem)], []),
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
  const { userIdentity = {}, eventSource, forEach, timeFormat, timeZone, eventNames, errorCode } = mapping;
  if (eventSource !== undefined && /^(?:event|envelope|item)[.[]|^['"].*['"]$/.test(eventSource)) {
    problems.push({
      path: "eventSource",
      message: `must be the literal text to store, not an expression; ${eventSource} would be stored in each audit event`,
    });
  }
  if (timeZone !== undefined && timeFormat === undefined) {
    problems.push({ path: "timeZone", message: "has no effect without timeFormat; give the format of the times too" });
  }
  const eventName = text("eventName", mapping.eventName, base.eventName);
  const names = mapping.eventName === undefined ? base.eventName.names : undefined;
  return {
    mapping: {
      ...base,
      ...(forEach !== undefined && {
        forEach: compile("forEach", "is no valid expression", () => finderOf(forEach, false), []),
      }),
      id: text("id", mapping.id, base.id),
      eventTime: {
        from: mapping.eventTime === undefined ? base.eventTime.from : finders("eventTime", mapping.eventTime),
        parse:
          timeFormat === undefined
            ? base.eventTime.parse
            : compile("timeFormat", "is no valid format", () => timeReader(timeFormat, timeZone), undefined),
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
              when: [],
              documented: undefined,
              errorCode: emptyText,
              ...base.failure,
              ...(errorCode !== undefined && {
                configured: {
                  ...emptyText,
                  from: [...finders("errorCode", errorCode, errorCodeFinderOf), undecidedFinder],
                },
              }),
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

function timeReader(format: string, zone: string | undefined): CompiledTime["parse"] {
  // A static import would load the date library in every function.
  const { compileTimeFormat } = require("./timeFormat") as typeof import("./timeFormat");
  return compileTimeFormat(format, zone);
}
