/** Any value that `JSON.parse` can return. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object as `JSON.parse` returns it: `__proto__` and the like are ordinary keys of its own. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** An object in which undefined may stand: JSON.stringify leaves such fields out. */
export interface SparseObject {
  readonly [key: string]: SparseValue;
}

export type SparseValue = JsonValue | SparseObject | undefined;

/** A place in a JSON value: object keys and, for arrays, indexes in decimal digits. */
export type Path = readonly string[];

/** True for an object that is neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether an object has nothing in it. */
export function isEmpty(object: SparseObject): boolean {
  for (const key in object) {
    if (object[key] !== undefined) {
      return false;
    }
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

/**
 * Puts undefined in place of the values at `paths` in `copy`, and of objects that have nothing left. What is below `copy` is copied where it
 * changes; arrays are left whole. To copy an object at once and empty fields takes a fifth of the time of copying the others one by one.
 */
export function leaveOut(copy: Record<string, SparseValue>, paths: readonly Path[]): Record<string, SparseValue> {
  // What goes whole first, so that what is below it need not be copied.
  for (const path of paths) {
    if (path.length === 1) {
      empty(copy, path, 0);
    }
  }
  for (const path of paths) {
    if (path.length > 1) {
      empty(copy, path, 0);
    }
  }
  return copy;
}

function empty(copy: Record<string, SparseValue>, path: Path, depth: number): void {
  const key = path[depth];
  if (key === undefined || !Object.hasOwn(copy, key)) {
    return;
  }
  const value = copy[key];
  if (depth === path.length - 1) {
    copy[key] = undefined;
  } else if (isJsonObject(value)) {
    const below: Record<string, SparseValue> = { ...value };
    empty(below, path, depth + 1);
    copy[key] = isEmpty(below) ? undefined : below;
  }
}

/** Puts undefined in place of the nulls at the top of `copy`. */
export function withoutNulls(copy: Record<string, SparseValue>): Record<string, SparseValue> {
  for (const name in copy) {
    if (copy[name] === null) {
      copy[name] = undefined;
    }
  }
  return copy;
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
export function setOwn<Value>(target: Record<string, Value>, key: string, value: Value): void {
  if (key === "__proto__") {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[key] = value;
  }
}
