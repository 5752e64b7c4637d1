import { type CompiledCondition, compileCondition } from "./condition";
import type { Envelope } from "./envelope";
import type { FailureRule, FieldMapping, ObjectRule, TextCase, TextRule } from "./fieldMapping";
import { type JsonObject, type JsonValue, type Path, pathOf } from "./values/json";
import { compileKnownNames, type KnownNames } from "./values/knownCase";

/** A mapping with its paths split and its expressions and sets compiled, once for all events. */
export interface CompiledMapping {
  readonly id: CompiledText;
  readonly eventTime: CompiledTime;
  readonly version: CompiledText;
  readonly eventName: CompiledText;
  readonly type: CompiledText;
  readonly principalId: CompiledText;
  readonly details: CompiledObject;
  readonly userAgent: CompiledText;
  readonly sourceIPAddress: CompiledText;
  readonly requestParameters: CompiledObject;
  readonly responseElements: CompiledObject;
  readonly failure: CompiledFailure | undefined;
  /** The known event kinds; if undefined, every kind is known. */
  readonly kinds: ReadonlySet<string> | undefined;
  /** The list whose items each become an audit event; without it, the event itself becomes one. */
  readonly forEach?: Finder;
  /** True if additionalEventData holds the whole EventBridge event. */
  readonly raw: boolean;
  /** Names of fields that are recognised in any case. */
  readonly anyCase: KnownNames | undefined;
  /** Paths of texts that hold JSON objects. */
  readonly jsonTexts: readonly Path[] | undefined;
}

/** Finds a value: a path in the vendor's event, or an expression, which may throw. */
export type Finder = Path | ((event: JsonObject, envelope: Envelope, context: FinderContext) => JsonValue | undefined);

/** The input of an expression besides the event, and its counters. */
export interface FinderContext {
  /** The item of the mapping's `forEach`. */
  readonly item?: JsonValue | undefined;
  /** Number of values with an unexpected type, and of fields that an expression reads and the event lacks. */
  unexpectedTypes: number;
  /** True if a condition that decides about failure could not be evaluated. */
  isUndecided?: boolean;
  /** Receives the reason in that case. */
  readonly note?: (reason: string) => void;
}

export interface CompiledText {
  /** Tried in order before `from`. */
  readonly cases: readonly CompiledCase[] | undefined;
  readonly from: readonly Finder[];
  /** Those whose values also stay in their original place. */
  readonly stays?: ReadonlySet<Finder> | undefined;
  /** Values to skip, in lower case. */
  readonly except: ReadonlySet<string> | undefined;
  readonly otherwise: string | undefined;
  readonly names: ReadonlyMap<string, string> | undefined;
  /** The prefix of a value that is not among `names`. */
  readonly unknownPrefix: string | undefined;
}

export interface CompiledCase {
  readonly when: CompiledCondition;
  readonly from: readonly Path[];
  readonly text: string | undefined;
}

export interface CompiledTime {
  readonly from: readonly Finder[];
  /** Reads a text as milliseconds since 1970, in place of the usual formats. */
  readonly parse: ((text: string) => number | undefined) | undefined;
}

export interface CompiledObject {
  readonly spread: readonly Finder[];
  readonly fields: readonly Path[];
  /**
   * The same fields by name, if there are many and all are at the top of the event: the event is then searched once instead of once per
   * field.
   */
  readonly topFields: ReadonlyMap<string, Path> | undefined;
  /** Fields of the object with explicit names. */
  readonly named: readonly (readonly [string, Finder])[];
}

export interface CompiledFailure {
  /** Finds an error code only if the action failed, according to the configuration. It can add failures and names, but not remove any. */
  readonly configured?: CompiledText;
  /** The action failed if any of these holds. */
  readonly when: readonly CompiledCondition[];
  /** Outcomes that do not count as drift; if undefined, none counts as drift. */
  readonly documented: CompiledCondition | undefined;
  readonly errorCode: CompiledText;
  readonly errorMessage: CompiledText;
}

/** Compiles a built-in vendor's mapping, which must not be changed afterwards. */
export function compileMapping(mapping: FieldMapping): CompiledMapping {
  let compiled = cache.get(mapping);
  if (compiled === undefined) {
    compiled = compile(mapping);
    cache.set(mapping, compiled);
  }
  return compiled;
}

const cache = new WeakMap<FieldMapping, CompiledMapping>();

function compile(mapping: FieldMapping): CompiledMapping {
  const { userIdentity, failure, anyCase, kinds, jsonTexts } = mapping;
  return {
    id: compileText(mapping.id),
    eventTime: { from: mapping.eventTime.from.map(pathOf), parse: undefined },
    version: compileText(mapping.version),
    eventName: compileText(mapping.eventName),
    type: compileText(userIdentity.type),
    principalId: compileText(userIdentity.principalId),
    details: compileObject(userIdentity.details),
    userAgent: compileText(mapping.userAgent),
    sourceIPAddress: compileText(mapping.sourceIPAddress),
    requestParameters: compileObject(mapping.requestParameters),
    responseElements: compileObject(mapping.responseElements),
    failure: failure && compileFailure(failure),
    kinds: kinds && new Set(kinds),
    raw: mapping.raw ?? false,
    anyCase: anyCase && compileKnownNames(anyCase),
    jsonTexts: jsonTexts?.map(pathOf),
  };
}

function compileText(rule: TextRule = { from: [] }): CompiledText {
  const from = rule.from.map(pathOf);
  const cases = rule.cases?.map(compileCase);
  const stays = (path: Path) => rule.stays?.includes(path.join(".")) === true;
  return {
    cases,
    from,
    stays: rule.stays && new Set([...from, ...(cases ?? []).flatMap((one) => one.from)].filter(stays)),
    except: rule.except && new Set(rule.except.map((value) => value.toLowerCase())),
    otherwise: rule.otherwise,
    names: rule.names && new Map(Object.entries(rule.names)),
    unknownPrefix: rule.unknownPrefix,
  };
}

function compileCase({ when, from = [], text }: TextCase): CompiledCase {
  return { when: compileCondition(when), from: from.map(pathOf), text };
}

function compileObject(rule: ObjectRule = {}): CompiledObject {
  const fields = (rule.fields ?? []).map(pathOf);
  const atTop = fields.length >= manyFields && fields.every((path) => path.length === 1);
  const topFields = atTop ? new Map(fields.map((path) => [path[0] ?? "", path])) : undefined;
  return { spread: (rule.spread ?? []).map(pathOf), fields: atTop ? [] : fields, topFields, named: [] };
}

/** The approximate number of top-level fields of an event. */
const manyFields = 10;

function compileFailure(rule: FailureRule): CompiledFailure {
  return {
    when: rule.when.map(compileCondition),
    documented: rule.documented && compileCondition(rule.documented),
    errorCode: compileText(rule.errorCode),
    errorMessage: compileText(rule.errorMessage),
  };
}
