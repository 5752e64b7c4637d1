import { toUSVString } from "node:util";
import { before, type JsonObject, type JsonValue, setOwn } from "../mapping/values/json";
import { maximumDepth } from "./limits";

/** Replaces a value that is nested too deeply. */
export const tooDeep = `[nested more than ${maximumDepth} levels deep]`;

/** The result of `clean`. */
export interface Cleaned {
  readonly value: JsonValue;
  /** True if something was nested too deeply and was removed. */
  readonly cut: boolean;
}

/** Visits every value, with a context that each field passes to the values below it. */
export interface Visitor<Context> {
  /** Returns the context of the field `key` of an object whose context is `above`. `trail` is the path to it. */
  enter(key: string, above: Context, object: JsonObject, trail: Trail): Context;
  /** Returns the replacement for a number or a non-empty text. `trail` is the path to it. */
  change(leaf: string | number, context: Context, trail: Trail): JsonValue;
}

/** The current position of a walk. It changes after the call that receives it. */
export interface Trail {
  /** Returns the keys of the path. */
  path(): readonly string[];
}

/**
 * Prepares `value` for sending: replaces lone surrogates with U+FFFD as UTF-8 requires and values nested deeper than `maximumDepth` with a
 * note, and applies the changes of `visitor`. Nulls, empty values and array positions stay.
 *
 * Unchanged parts are shared with `value`, which is not modified.
 */
export function clean(value: JsonValue): Cleaned;
export function clean<Context>(value: JsonValue, visitor: Visitor<Context>, context: Context): Cleaned;
export function clean(value: JsonValue, visitor: Visitor<unknown> = unchanged, context?: unknown): Cleaned {
  const walk = new Walk(visitor);
  return { value: cleanValue(value, walk, 0, context), cut: walk.cut };
}

/** Cleans `object` and removes nulls at its top; `settled`, which is already clean, becomes the value at `key`. */
export function cleanAround(object: JsonObject, key: string, settled: JsonValue): JsonObject {
  const walk = new Walk(unchanged);
  const result: Record<string, JsonValue> = {};
  for (const name in object) {
    const value = name === key ? settled : cleanValue(object[name] as JsonValue, walk, 1, undefined);
    if (value !== null) {
      setOwn(result, toUSVString(name), value);
    }
  }
  return result;
}

/** Maximum number of paths listed for one event; a `...` replaces the rest. */
export const listedPaths = 100;

/** Returns `paths` with `...` in place of those beyond `listedPaths`. */
export function listPaths(paths: readonly string[]): readonly string[] {
  return paths.length <= listedPaths ? paths : [...paths.slice(0, listedPaths), "..."];
}

/** Adds the path `trail` to `paths`, dotted, with long keys shortened, unless the list is already full. */
export function notePath(paths: string[], trail: readonly string[]): void {
  if (paths.length <= listedPaths) {
    paths.push(trail.map((key) => (key.length > 64 ? `${toUSVString(key.slice(0, 61))}...` : key)).join("."));
  }
}

/** Records the paths in `value`, located at `trail`, where something was nested too deeply. */
export function noteTooDeep(value: JsonValue | undefined, trail: string[], paths: string[]): void {
  if (value === tooDeep) {
    notePath(paths, trail);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, child] of Object.entries(value)) {
      trail.push(key);
      noteTooDeep(child, trail, paths);
      trail.pop();
    }
  }
}

class Walk implements Trail {
  /** The keys of the current value's path, and possibly some of a previous, deeper one: `depth` is the number of valid keys. */
  readonly keys: string[] = [];
  depth = 0;
  cut = false;

  constructor(readonly visitor: Visitor<unknown>) {}

  path(): readonly string[] {
    return this.keys.slice(0, this.depth);
  }
}

const unchanged: Visitor<unknown> = { enter: (_key, above) => above, change: (leaf) => leaf };

function cleanValue(value: JsonValue, walk: Walk, depth: number, context: unknown): JsonValue {
  if (typeof value === "string") {
    return value === "" ? value : change(toUSVString(value), walk, depth, context);
  }
  if (typeof value === "number") {
    // JSON.parse reads 1e999 as Infinity, which JSON cannot represent.
    return change(Number.isFinite(value) ? value : String(value), walk, depth, context);
  }
  if (typeof value !== "object" || value === null) {
    return value ?? null;
  }
  if (depth >= maximumDepth) {
    walk.cut = true;
    return tooDeep;
  }
  return Array.isArray(value)
    ? cleanArray(value, walk, depth, context)
    : cleanObject(value as JsonObject, walk, depth, context);
}

function change(leaf: string | number, walk: Walk, depth: number, context: unknown): JsonValue {
  walk.depth = depth;
  return walk.visitor.change(leaf, context, walk);
}

function cleanArray(values: readonly JsonValue[], walk: Walk, depth: number, context: unknown): JsonValue {
  let changed: JsonValue[] | undefined;
  for (let index = 0; index < values.length; index++) {
    const child = values[index] as JsonValue;
    walk.keys[depth] = String(index);
    const value = cleanValue(child, walk, depth + 1, context);
    if (value !== child) {
      changed ??= values.slice();
      changed[index] = value;
    }
  }
  return changed ?? values;
}

function cleanObject(object: JsonObject, walk: Walk, depth: number, context: unknown): JsonValue {
  let changed: Record<string, JsonValue> | undefined;
  // Objects from JSON.parse inherit no enumerable properties.
  for (const key in object) {
    const child = object[key] as JsonValue;
    walk.keys[depth] = key;
    walk.depth = depth + 1;
    const below = walk.visitor.enter(key, context, object, walk);
    const value = cleanValue(child, walk, depth + 1, below);
    const name = toUSVString(key);
    if (changed === undefined && (value !== child || name !== key)) {
      changed = before(object, key);
    }
    if (changed !== undefined) {
      setOwn(changed, name, value);
    }
  }
  return changed ?? object;
}
