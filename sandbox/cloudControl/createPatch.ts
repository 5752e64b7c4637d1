import { isDeepStrictEqual } from "node:util";
import { isJsonObject, type JsonValue } from "../../functions/mapping/values/json";

/** One operation of a JSON patch (RFC 6902), of the three kinds that the AWS provider sends. */
export type PatchOperation =
  | { readonly op: "add" | "replace"; readonly path: string; readonly value: JsonValue }
  | { readonly op: "remove"; readonly path: string };

/**
 * Makes the JSON patch that the AWS provider sends to Cloud Control for a changed desired state: `CreatePatch` of mattbaird/jsonpatch
 * 0ba75a80ca38, which terraform-provider-aws calls in internal/service/cloudcontrol/resource.go. Elements of an array are addressed by
 * their index in the old desired state. Arrays of one length are compared index by index; of arrays of different lengths, elements
 * without an equal are removed and added.
 */
export function createPatch(old: JsonValue, desired: JsonValue, path = ""): readonly PatchOperation[] {
  if (isJsonObject(old) && isJsonObject(desired)) {
    const kept = Object.entries(desired).flatMap(([key, value]) => {
      const before = Object.hasOwn(old, key) ? old[key] : undefined;
      return memberPatch(before, value, `${path}/${escapedToken(key)}`);
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

function memberPatch(before: JsonValue | undefined, value: JsonValue, path: string): readonly PatchOperation[] {
  return before === undefined ? [{ op: "add", path, value }] : createPatch(before, value, path);
}

function arrayPatch(old: readonly JsonValue[], desired: readonly JsonValue[], path: string): readonly PatchOperation[] {
  const removed = withoutEqual(old, desired).map((index) => ({ op: "remove", path: `${path}/${index}` }) as const);
  const added = withoutEqual(desired, old).flatMap((index) => {
    const value = desired[index];
    return value === undefined ? [] : [{ op: "add", path: `${path}/${index}`, value } as const];
  });
  return [...removed.reverse(), ...added];
}

/** The indexes of the elements that have no equal among the others; each of the others is the equal of one. */
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

/** A key as one reference token of a JSON pointer (RFC 6901, section 3). */
function escapedToken(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
