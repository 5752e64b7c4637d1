import { toUSVString } from "node:util";
import { type JsonObject, type JsonValue, setOwn } from "../mapping/json";
import { maximumDepth } from "./limits";

/** Stands where a value nested too deeply was taken out. */
export const tooDeep = `[nested more than ${maximumDepth} levels deep]`;

/** What `clean` made of a value. */
export interface Cleaned {
  readonly value: JsonValue | undefined;
  /** Whether something nested too deeply and was taken out. */
  readonly cut: boolean;
}

/** Changes a text that stands at `trail`, which is only valid during the call. */
export type ChangeText = (text: string, trail: readonly string[]) => string;

/**
 * `value` as it can be sent: without nulls, empty texts, empty objects and empty arrays (in CloudTrail's schema what is
 * absent is left out), with U+FFFD for lone surrogates as UTF-8 would have it, with a note in place of what nests deeper
 * than `maximumDepth`, and with every text passed through `change`. Its value is undefined where nothing is left.
 *
 * What needs no change is shared with `value`, which stays as it was.
 */
export function clean(value: JsonValue, change: ChangeText = unchanged): Cleaned {
  const walk: Walk = { change, trail: [], cut: false };
  return { value: cleanValue(value, walk, 0), cut: walk.cut };
}

/** `object`, clean, with `settled` at `key`, which is clean already. */
export function cleanAround(object: JsonObject, key: string, settled: JsonValue): JsonObject {
  const walk: Walk = { change: unchanged, trail: [], cut: false };
  const result: Record<string, JsonValue> = {};
  for (const name in object) {
    const value = name === key ? settled : cleanValue(object[name] as JsonValue, walk, 1);
    if (value !== undefined) {
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

interface Walk {
  readonly change: ChangeText;
  /** The keys that lead to the value under way, and perhaps some of a deeper one before it: the depth says how many count. */
  readonly trail: string[];
  cut: boolean;
}

function unchanged(text: string): string {
  return text;
}

function cleanValue(value: JsonValue, walk: Walk, depth: number): JsonValue | undefined {
  if (typeof value === "string") {
    if (value === "") {
      return undefined;
    }
    if (walk.trail.length > depth) {
      walk.trail.length = depth;
    }
    return walk.change(toUSVString(value), walk.trail);
  }
  if (typeof value === "number") {
    // JSON.parse reads 1e999 as infinity, which JSON cannot write.
    return Number.isFinite(value) ? value : String(value);
  }
  if (typeof value !== "object" || value === null) {
    return value ?? undefined;
  }
  if (depth >= maximumDepth) {
    walk.cut = true;
    return tooDeep;
  }
  return Array.isArray(value) ? cleanArray(value, walk, depth) : cleanObject(value as JsonObject, walk, depth);
}

function cleanArray(values: readonly JsonValue[], walk: Walk, depth: number): JsonValue | undefined {
  let kept: JsonValue[] | undefined;
  for (let index = 0; index < values.length; index++) {
    const child = values[index] as JsonValue;
    walk.trail[depth] = String(index);
    const value = cleanValue(child, walk, depth + 1);
    if (value !== child) {
      kept ??= values.slice(0, index);
    }
    if (value !== undefined) {
      kept?.push(value);
    }
  }
  const result = kept ?? values;
  return result.length === 0 ? undefined : result;
}

function cleanObject(object: JsonObject, walk: Walk, depth: number): JsonValue | undefined {
  let kept: Record<string, JsonValue> | undefined;
  let empty = true;
  // What JSON.parse returns inherits nothing that could be enumerated.
  for (const key in object) {
    const child = object[key] as JsonValue;
    walk.trail[depth] = key;
    const value = cleanValue(child, walk, depth + 1);
    const name = toUSVString(key);
    if (kept === undefined && (value !== child || name !== key)) {
      kept = before(object, key);
    }
    if (value !== undefined) {
      empty = false;
      if (kept !== undefined) {
        setOwn(kept, name, value);
      }
    }
  }
  return empty ? undefined : (kept ?? object);
}

/** A new object with what stands in `object` before the key `end`. */
function before(object: JsonObject, end: string): Record<string, JsonValue> {
  const first: Record<string, JsonValue> = {};
  for (const key in object) {
    if (key === end) {
      break;
    }
    setOwn(first, key, object[key] as JsonValue);
  }
  return first;
}
