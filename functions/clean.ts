import { toUSVString } from "node:util";
import { type JsonObject, type JsonValue, setOwn } from "./json";
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
  return { value: cleanValue(value, walk), cut: walk.cut };
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
  readonly trail: string[];
  cut: boolean;
}

function unchanged(text: string): string {
  return text;
}

function cleanValue(value: JsonValue, walk: Walk): JsonValue | undefined {
  if (typeof value === "string") {
    return value === "" ? undefined : walk.change(toUSVString(value), walk.trail);
  }
  if (typeof value === "number") {
    // JSON.parse reads 1e999 as infinity, which JSON cannot write.
    return Number.isFinite(value) ? value : String(value);
  }
  if (typeof value !== "object" || value === null) {
    return value ?? undefined;
  }
  if (walk.trail.length >= maximumDepth) {
    walk.cut = true;
    return tooDeep;
  }
  return Array.isArray(value) ? cleanArray(value, walk) : cleanObject(value as JsonObject, walk);
}

function cleanArray(values: readonly JsonValue[], walk: Walk): JsonValue | undefined {
  let kept: JsonValue[] | undefined;
  for (let index = 0; index < values.length; index++) {
    const child = values[index] as JsonValue;
    walk.trail.push(String(index));
    const value = cleanValue(child, walk);
    walk.trail.pop();
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

function cleanObject(object: JsonObject, walk: Walk): JsonValue | undefined {
  const keys = Object.keys(object);
  let kept: Record<string, JsonValue> | undefined;
  let empty = true;
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as string;
    const child = object[key] as JsonValue;
    walk.trail.push(key);
    const value = cleanValue(child, walk);
    walk.trail.pop();
    const name = toUSVString(key);
    if (kept === undefined && (value !== child || name !== key)) {
      kept = firstOf(object, keys, index);
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

/** A new object with the first `count` of `keys`. */
function firstOf(object: JsonObject, keys: readonly string[], count: number): Record<string, JsonValue> {
  const first: Record<string, JsonValue> = {};
  for (let index = 0; index < count; index++) {
    const key = keys[index] as string;
    setOwn(first, key, object[key] as JsonValue);
  }
  return first;
}
