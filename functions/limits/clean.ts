import { toUSVString } from "node:util";
import { before, type JsonObject, type JsonValue, setOwn } from "../mapping/values/json";
import { maximumDepth } from "./limits";

/** Stands where a value nested too deeply was taken out. */
export const tooDeep = `[nested more than ${maximumDepth} levels deep]`;

/** What `clean` made of a value. */
export interface Cleaned {
  readonly value: JsonValue;
  /** Whether something nested too deeply and was taken out. */
  readonly cut: boolean;
}

/** Looks at every value on the way, with a context that each field hands on to what is below it. */
export interface Visitor<Context> {
  /** The context of the field `key` of an object that stands at the context `above`. `trail` leads to it. */
  enter(key: string, above: Context, object: JsonObject, trail: Trail): Context;
  /** What stands in the place of a text that is not empty, or of a number. `trail` leads to it. */
  change(leaf: string | number, context: Context, trail: Trail): JsonValue;
}

/** Where a walk is. It moves on after the call that it is given to. */
export interface Trail {
  /** The keys that lead there. */
  path(): readonly string[];
}

/**
 * `value` as it can be sent: with U+FFFD for lone surrogates as UTF-8 would have it, with a note in place of what nests deeper than
 * `maximumDepth`, and as `visitor` changes it. Nulls, empty values and places in arrays stay.
 *
 * What needs no change is shared with `value`, which stays as it was.
 */
export function clean(value: JsonValue): Cleaned;
export function clean<Context>(value: JsonValue, visitor: Visitor<Context>, context: Context): Cleaned;
export function clean(value: JsonValue, visitor: Visitor<unknown> = unchanged, context?: unknown): Cleaned {
  const walk = new Walk(visitor);
  return { value: cleanValue(value, walk, 0, context), cut: walk.cut };
}

/** `object`, clean and without nulls at its top, with `settled` at `key`, which is clean already. */
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

/** How many paths are listed for one event; past them stands one `...`. */
export const listedPaths = 100;

/** `paths` with `...` in place of what is over `listedPaths`. */
export function listPaths(paths: readonly string[]): readonly string[] {
  return paths.length <= listedPaths ? paths : [...paths.slice(0, listedPaths), "..."];
}

/** Adds the path `trail` to `paths`, dotted, with long keys shortened; not where the list is over full anyway. */
export function notePath(paths: string[], trail: readonly string[]): void {
  if (paths.length <= listedPaths) {
    paths.push(trail.map((key) => (key.length > 64 ? `${toUSVString(key.slice(0, 61))}...` : key)).join("."));
  }
}

/** Notes the paths in `value`, which stands at `trail`, where something nested too deeply. */
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
  /** The keys that lead to the value under way, and perhaps some of a deeper one before it: `depth` says how many count. */
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
    // JSON.parse reads 1e999 as infinity, which JSON cannot write.
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
  // What JSON.parse returns inherits nothing that could be enumerated.
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
