import { type CompiledCondition, compileCondition } from "./condition";
import type { Envelope } from "./envelope";
import type { FailureRule, FieldMapping, ObjectRule, TextCase, TextRule } from "./fieldMapping";
import { type JsonObject, type JsonValue, type Path, pathOf } from "./values/json";
import { compileKnownNames, type KnownNames } from "./values/knownCase";

/** A mapping with its paths split, its expressions compiled and its sets made, once for all events. */
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
  /** The event kinds that are known; any is where there is none. */
  readonly kinds: ReadonlySet<string> | undefined;
  /** The list of whose items each becomes an audit event; the event itself does where there is none. */
  readonly forEach?: Finder;
  /** Whether additionalEventData holds the whole EventBridge event. */
  readonly raw: boolean;
  /** The names of fields that are known in any case. */
  readonly anyCase: KnownNames | undefined;
  /** Where texts hold JSON objects. */
  readonly jsonTexts: readonly Path[] | undefined;
}

/** Where a value is found: at a path of the vendor's event, or by an expression, which may throw. */
export type Finder = Path | ((event: JsonObject, envelope: Envelope, context: FinderContext) => JsonValue | undefined);

/** What an expression reads beside the event, and where it counts what it noticed. */
export interface FinderContext {
  /** The item of the mapping's `forEach`. */
  readonly item?: JsonValue | undefined;
  /** Values of another type than the mapping expects, and fields that an expression asks for and the event lacks. */
  unexpectedTypes: number;
  /** Whether a condition that decides if the action failed could not be evaluated. */
  isUndecided?: boolean;
  /** Takes the reason where that was so. */
  readonly note?: (reason: string) => void;
}

export interface CompiledText {
  /** Tried in order before `from`. */
  readonly cases: readonly CompiledCase[] | undefined;
  readonly from: readonly Finder[];
  /** Those whose values stay where they are as well. */
  readonly stays?: ReadonlySet<Finder> | undefined;
  /** Values that are passed over, in lower case. */
  readonly except: ReadonlySet<string> | undefined;
  readonly otherwise: string | undefined;
  readonly names: ReadonlyMap<string, string> | undefined;
  /** Put before a value that is not among `names`. */
  readonly unknownPrefix: string | undefined;
}

export interface CompiledCase {
  readonly when: CompiledCondition;
  readonly from: readonly Path[];
  readonly text: string | undefined;
}

export interface CompiledTime {
  readonly from: readonly Finder[];
  /** Reads a text as milliseconds since 1970, where the usual forms are not meant. */
  readonly parse: ((text: string) => number | undefined) | undefined;
}

export interface CompiledObject {
  readonly spread: readonly Finder[];
  readonly fields: readonly Path[];
  /** In their place, by name, where there are many and all stand at the top of the event: it is looked at once, and not for each of them. */
  readonly topFields: ReadonlyMap<string, Path> | undefined;
  /** Fields of the object under names of their own. */
  readonly named: readonly (readonly [string, Finder])[];
}

export interface CompiledFailure {
  /** Finds an error code only where the action failed, as the configuration says; it can add failures and names, and remove none. */
  readonly configured?: CompiledText;
  /** The action failed where any of these holds. */
  readonly when: readonly CompiledCondition[];
  /** Outcomes that are not counted as drift; every one where there are none. */
  readonly documented: CompiledCondition | undefined;
  readonly errorCode: CompiledText;
  readonly errorMessage: CompiledText;
}

/** The compiled form of a built-in vendor's mapping, which must not be changed afterwards. */
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

/** About as many as an event has at its top. */
const manyFields = 10;

function compileFailure(rule: FailureRule): CompiledFailure {
  return {
    when: rule.when.map(compileCondition),
    documented: rule.documented && compileCondition(rule.documented),
    errorCode: compileText(rule.errorCode),
    errorMessage: compileText(rule.errorMessage),
  };
}
