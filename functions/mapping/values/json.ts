/** Any value that `JSON.parse` can return. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object as returned by `JSON.parse`: `__proto__` and similar names are ordinary own keys. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** A path in a JSON value: object keys and, for arrays, indexes in decimal digits. */
export type Path = readonly string[];

/** Returns true for an object that is neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns true if an object from `JSON.parse` has no keys. */
export function isEmpty(object: JsonObject): boolean {
  for (const _key in object) {
    return false;
  }
  return true;
}

/** Returns true if a value is null or an empty text, array or object. */
export function saysNothing(value: JsonValue): boolean {
  if (typeof value === "object" && value !== null) {
    return Array.isArray(value) ? value.length === 0 : isEmpty(value as JsonObject);
  }
  return value === null || value === "";
}

/** Returns the path for a dotted text such as `request.ipChain.0.ip`. */
export function pathOf(dotted: string): Path {
  return dotted.split(".");
}

/** Returns the value at `path`, or undefined if there is none. Inherited properties are ignored. */
export function valueAt(value: JsonValue, path: Path): JsonValue | undefined {
  let current: JsonValue | undefined = value;
  for (let index = 0; index < path.length; index++) {
    const segment = path[index] as string;
    if (typeof current !== "object" || current === null) {
      return undefined;
    }
    if (Array.isArray(current)) {
      current = /^\d+$/.test(segment) ? current[Number(segment)] : undefined;
    } else {
      current = Object.hasOwn(current, segment) ? (current as JsonObject)[segment] : undefined;
    }
  }
  return current;
}

/** Returns the text at `path`; see `textOf`. */
export function textAt(value: JsonValue, path: Path): string | undefined {
  const found = valueAt(value, path);
  return found === undefined ? undefined : textOf(found);
}

/** Returns a value as text: a non-empty string, or a number in decimal digits; otherwise undefined. */
export function textOf(value: JsonValue): string | undefined {
  if (typeof value === "string") {
    return value === "" ? undefined : value;
  }
  return typeof value === "number" && Number.isFinite(value) ? String(value) : undefined;
}

/** Returns `object` without the values at `paths`. Unaffected parts are shared with `object`; arrays stay whole. */
export function omit(object: JsonObject, paths: readonly Path[]): JsonObject {
  return paths.length === 0 ? object : copyWithout({}, object, paths);
}

/**
 * Copies `object` to `target`, except nulls at its top and the values at `paths`, each path read from its segment `depth` on. Objects that
 * become empty are left out too.
 */
export function copyWithout(
  target: Record<string, JsonValue>,
  object: JsonObject,
  paths: readonly Path[],
  depth = 0,
): JsonObject {
  for (const key in object) {
    const value = object[key] as JsonValue;
    if (value === null && depth === 0) {
      continue;
    }
    let leads: Path[] | undefined;
    let omitted = false;
    for (const path of paths) {
      if (path[depth] === key) {
        omitted ||= path.length === depth + 1;
        leads ??= [];
        leads.push(path);
      }
    }
    if (omitted) {
      continue;
    }
    const kept = leads && isJsonObject(value) ? copyWithout({}, value, leads, depth + 1) : value;
    if (kept === value || !isEmpty(kept as JsonObject)) {
      setOwn(target, key, kept);
    }
  }
  return target;
}

/** Returns a new object with the keys of `object` before the key `end`. */
export function before(object: JsonObject, end: string): Record<string, JsonValue> {
  const first: Record<string, JsonValue> = {};
  for (const key in object) {
    if (key === end) {
      break;
    }
    setOwn(first, key, object[key] as JsonValue);
  }
  return first;
}

/** Sets an own property of `target`, even if its name is `__proto__`. */
export function setOwn(target: Record<string, JsonValue>, key: string, value: JsonValue): void {
  if (key === "__proto__") {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[key] = value;
  }
}
