/** Any value that `JSON.parse` can return. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object as `JSON.parse` returns it: `__proto__` and the like are ordinary keys of its own. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** A place in a JSON value: object keys and, for arrays, indexes in decimal digits. */
export type Path = readonly string[];

/** True for an object that is neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether an object as `JSON.parse` returns it has nothing in it. */
export function isEmpty(object: JsonObject): boolean {
  for (const _key in object) {
    return false;
  }
  return true;
}

/** Whether a value is null or an empty text, array or object. */
export function saysNothing(value: JsonValue): boolean {
  if (typeof value === "object" && value !== null) {
    return Array.isArray(value) ? value.length === 0 : isEmpty(value as JsonObject);
  }
  return value === null || value === "";
}

/** The path that a dotted text such as `request.ipChain.0.ip` names. */
export function pathOf(dotted: string): Path {
  return dotted.split(".");
}

/** The value at `path`, or undefined where the shape is another one. Inherited properties are never seen. */
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

/** The text at `path`; see `textOf`. */
export function textAt(value: JsonValue, path: Path): string | undefined {
  const found = valueAt(value, path);
  return found === undefined ? undefined : textOf(found);
}

/** A value as text: a string that is not empty, or a number in decimal digits. Anything else is no text. */
export function textOf(value: JsonValue): string | undefined {
  if (typeof value === "string") {
    return value === "" ? undefined : value;
  }
  return typeof value === "number" && Number.isFinite(value) ? String(value) : undefined;
}

/** `object` without the values at `paths`. What is not on a path is shared with `object`; arrays are left whole. */
export function omit(object: JsonObject, paths: readonly Path[]): JsonObject {
  return paths.length === 0 ? object : copyWithout({}, object, paths);
}

/**
 * Adds to `target` what `object` holds but for nulls at its top and the values at `paths`, each from its segment `depth` on. An object that has
 * nothing left is left out too.
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

/** A new object with what stands in `object` before the key `end`. */
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

/** Sets a property of `target` itself, also where its name is `__proto__`. */
export function setOwn(target: Record<string, JsonValue>, key: string, value: JsonValue): void {
  if (key === "__proto__") {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[key] = value;
  }
}
