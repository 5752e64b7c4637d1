import { isDeepStrictEqual } from "node:util";
import { isJsonObject, type JsonObject, type JsonValue } from "../../functions/mapping/values/json";
import { uuidOf } from "../identifiers";

/** One operation of a JSON patch (RFC 6902), of the three kinds that the AWS provider sends. */
export type PatchOperation =
  | { readonly op: "add" | "replace"; readonly path: string; readonly value: JsonValue }
  | { readonly op: "remove"; readonly path: string };

/**
 * Makes the JSON patch that the AWS provider sends to Cloud Control: `CreatePatch` of mattbaird/jsonpatch 0ba75a80ca38, called in
 * terraform-provider-aws, internal/service/cloudcontrol/resource.go. Arrays of equal length are compared by index; in others, elements
 * without an equal are removed, by their index in the old state, and added.
 */
export function createPatch(old: JsonValue, desired: JsonValue, path = ""): readonly PatchOperation[] {
  if (isJsonObject(old) && isJsonObject(desired)) {
    const kept = Object.entries(desired).flatMap(([key, value]) => {
      const before = Object.hasOwn(old, key) ? old[key] : undefined;
      const place = `${path}/${escapedToken(key)}`;
      return before === undefined ? [{ op: "add", path: place, value } as const] : createPatch(before, value, place);
    });
    const removed = Object.keys(old).filter((key) => !Object.hasOwn(desired, key));
    return [...kept, ...removed.map((key) => ({ op: "remove", path: `${path}/${escapedToken(key)}` }) as const)];
  }
  if (Array.isArray(old) && Array.isArray(desired)) {
    return old.length === desired.length
      ? desired.flatMap((value: JsonValue, index) => createPatch(old[index], value, `${path}/${index}`))
      : arrayPatch(old, desired, path);
  }
  return isDeepStrictEqual(old, desired) ? [] : [{ op: "replace", path, value: desired }];
}

function arrayPatch(old: readonly JsonValue[], desired: readonly JsonValue[], path: string): readonly PatchOperation[] {
  const removed = withoutEqual(old, desired).map((index) => ({ op: "remove", path: `${path}/${index}` }) as const);
  const added = withoutEqual(desired, old).flatMap((index) => {
    const value = desired[index];
    return value === undefined ? [] : [{ op: "add", path: `${path}/${index}`, value } as const];
  });
  return [...removed.reverse(), ...added];
}

/** Returns the indexes of the elements without an equal among the others. Each of the others is the equal of at most one element. */
function withoutEqual(elements: readonly JsonValue[], others: readonly JsonValue[]): readonly number[] {
  const left = [...others];
  return [...elements.keys()].filter((index) => {
    const equal = left.findIndex((other) => isDeepStrictEqual(other, elements[index]));
    if (equal !== -1) {
      left.splice(equal, 1);
    }
    return equal === -1;
  });
}

/** Encodes a key as a reference token of a JSON pointer (RFC 6901, section 3). */
function escapedToken(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

/**
 * Applies a JSON patch (RFC 6902, sections 4.1 to 4.3) completely or not at all.
 * @throws Error with Cloud Control's message for a path that does not exist (cloudformation-coverage-roadmap, issue 2236)
 */
export function applyPatch(document: JsonValue, patch: readonly PatchOperation[]): JsonValue {
  return patch.reduce((current, operation) => applied(current, tokensOf(operation.path), operation), document);
}

function applied(target: JsonValue, [token, ...rest]: readonly string[], operation: PatchOperation): JsonValue {
  if (token === undefined) {
    return operation.op === "remove" ? noSuchPath(operation) : operation.value;
  }
  if (Array.isArray(target)) {
    return inArray(target, token, rest, operation);
  }
  if (!isJsonObject(target)) {
    return noSuchPath(operation);
  }
  const child = Object.hasOwn(target, token) ? target[token] : undefined;
  if (rest.length === 0 && operation.op === "add") {
    return { ...target, [token]: operation.value };
  }
  if (child === undefined) {
    return noSuchPath(operation);
  }
  if (rest.length === 0 && operation.op === "remove") {
    return Object.fromEntries(Object.entries(target).filter(([key]) => key !== token));
  }
  return { ...target, [token]: applied(child, rest, operation) };
}

function inArray(
  target: readonly JsonValue[],
  token: string,
  rest: readonly string[],
  operation: PatchOperation,
): JsonValue {
  const index = /^(0|[1-9][0-9]*)$/.test(token) ? Number(token) : Number.NaN;
  if (rest.length === 0 && operation.op === "add") {
    return index <= target.length ? target.toSpliced(index, 0, operation.value) : noSuchPath(operation);
  }
  const child = target[index];
  if (child === undefined) {
    return noSuchPath(operation);
  }
  return rest.length === 0 && operation.op === "remove"
    ? target.toSpliced(index, 1)
    : target.with(index, applied(child, rest, operation));
}

/** Returns the reference tokens of a JSON pointer (RFC 6901, section 4). */
function tokensOf(path: string): readonly string[] {
  return path
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function noSuchPath({ op, path }: PatchOperation): never {
  throw new Error(`[${op.toUpperCase()} Operation] noSuchPath in source, path provided : /${path}`);
}

/** The parts of a CloudFormation type's schema that affect its read handler. */
export interface ReadModelSchema {
  /** Top-level arrays whose order the schema leaves open (`insertionOrder: false`). */
  readonly unordered: readonly string[];
}

/**
 * Emulates a type's read handler: it returns no empty lists, and unordered arrays in another order.
 * @param occasion seed of this read's order
 */
export function readModel(state: JsonObject, schema: ReadModelSchema, occasion: string): JsonObject {
  return Object.fromEntries(
    Object.entries(state)
      .filter(([, value]) => !(Array.isArray(value) && value.length === 0))
      .map(([name, value]) => [
        name,
        Array.isArray(value) && schema.unordered.includes(name) ? shuffled(value, occasion) : value,
      ]),
  );
}

function shuffled(values: readonly JsonValue[], occasion: string): readonly JsonValue[] {
  const byChance = values
    .map((value) => ({ value, rank: uuidOf(`${occasion}\n${JSON.stringify(value)}`) }))
    .sort((one, other) => (one.rank < other.rank ? -1 : 1))
    .map(({ value }) => value);
  return byChance.every((value, index) => value === values[index])
    ? [...byChance.slice(1), ...byChance.slice(0, 1)]
    : byChance;
}

export function jsonObjectOf(text: unknown): JsonObject {
  const value: unknown = JSON.parse(String(text));
  if (!isJsonObject(value)) {
    throw new Error(`A JSON object is needed, but found ${String(text)}`);
  }
  return value;
}
