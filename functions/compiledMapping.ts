import type { FailureRule, FieldMapping, ObjectRule, TextRule } from "./fieldMapping";
import { type Path, pathOf } from "./json";

/** A {@link FieldMapping} with its paths split and its sets made, once for all events. */
export interface CompiledMapping {
  readonly id: CompiledText;
  readonly eventTime: readonly Path[];
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
  /** The names known in any case, by themselves and in lower case. */
  readonly anyCase: ReadonlyMap<string, string> | undefined;
}

export interface CompiledText {
  readonly paths: readonly Path[];
  readonly otherwise: string | undefined;
  readonly names: ReadonlyMap<string, string> | undefined;
}

export interface CompiledObject {
  readonly spread: readonly Path[];
  readonly fields: readonly Path[];
}

export interface CompiledFailure {
  readonly result: Path;
  readonly failures: ReadonlySet<string>;
  readonly errorCode: CompiledText;
  readonly errorMessage: CompiledText;
}

/** The compiled form of `mapping`, which must not be changed afterwards. */
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
  const { userIdentity, failure, anyCase } = mapping;
  return {
    id: compileText(mapping.id),
    eventTime: mapping.eventTime.from.map(pathOf),
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
    anyCase:
      anyCase && new Map([...anyCase.map((name) => [name.toLowerCase(), name] as const), ...anyCase.map(itself)]),
  };
}

function compileText(rule: TextRule = { from: [] }): CompiledText {
  return {
    paths: rule.from.map(pathOf),
    otherwise: rule.otherwise,
    names: rule.names && new Map(Object.entries(rule.names)),
  };
}

function compileObject(rule: ObjectRule = {}): CompiledObject {
  return { spread: (rule.spread ?? []).map(pathOf), fields: (rule.fields ?? []).map(pathOf) };
}

function compileFailure(rule: FailureRule): CompiledFailure {
  return {
    result: pathOf(rule.result),
    failures: new Set(rule.failures.map((value) => value.toUpperCase())),
    errorCode: compileText(rule.errorCode),
    errorMessage: compileText(rule.errorMessage),
  };
}

function itself(name: string): readonly [string, string] {
  return [name, name];
}
