import { isJsonObject, type JsonObject, type JsonValue, type Path, setOwn } from "../mapping/values/json";

/** Returns the replacement for a value, or undefined to remove it. `trail` is the value's path, valid only during the call. */
export type Change = (value: JsonValue, trail: readonly string[]) => JsonValue | undefined;

/** Any key of an object, or any index of an array. */
const any = "*";

/**
 * Returns `value` with every value at `path` changed, where `*` matches any key or index; `value` itself if there is none. Parts outside
 * the path are shared with it.
 */
export function changeAt(value: JsonValue, path: Path, change: Change): JsonValue | undefined {
  return mayReach(value, path) ? changeBelow(value, path, change, []) : value;
}

/** Returns true if there may be a value at `path`. Most events have none at most paths, so this check is fast. */
function mayReach(value: JsonValue, path: Path): boolean {
  let current: JsonValue | undefined = value;
  for (const key of path) {
    if (typeof current !== "object" || current === null) {
      return false;
    }
    if (key === any) {
      return true;
    }
    if (!Object.hasOwn(current, key)) {
      return false;
    }
    current = (current as JsonObject)[key];
  }
  return true;
}

/** Changes the values below `value`. `trail` holds the keys to it, one per completed segment of `path`. */
function changeBelow(value: JsonValue, path: Path, change: Change, trail: string[]): JsonValue | undefined {
  const key = path[trail.length];
  if (key === undefined) {
    return change(value, trail);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  let changes: Map<string, JsonValue | undefined> | undefined;
  for (const name of key === any ? Object.keys(value) : [key]) {
    if (key !== any && !(Object.hasOwn(value, name) && isPlace(value, name))) {
      continue;
    }
    const child = (value as JsonObject)[name] as JsonValue;
    trail.push(name);
    const changed = changeBelow(child, path, change, trail);
    trail.pop();
    if (changed !== child) {
      changes ??= new Map();
      changes.set(name, changed);
    }
  }
  return changes === undefined ? value : withChanges(value, changes);
}

/** Returns true if `key` exists in an object, or is an index of an array. */
function isPlace(value: object, key: string): boolean {
  return !Array.isArray(value) || /^\d+$/.test(key);
}

function withChanges(
  value: readonly JsonValue[] | JsonObject,
  changes: ReadonlyMap<string, JsonValue | undefined>,
): JsonValue {
  if (!isJsonObject(value)) {
    return (value as readonly JsonValue[]).flatMap((item, index) => {
      const changed = changes.has(String(index)) ? changes.get(String(index)) : item;
      return changed === undefined ? [] : [changed];
    });
  }
  const copy: Record<string, JsonValue> = {};
  for (const key of Object.keys(value)) {
    const changed = changes.has(key) ? changes.get(key) : value[key];
    if (changed !== undefined) {
      setOwn(copy, key, changed);
    }
  }
  return copy;
}
