import type { CompiledObject, CompiledText } from "./compiledMapping";
import { isJsonObject, type JsonObject, type JsonValue, omit, type Path, setOwn, textAt, valueAt } from "./json";

/** A text that a rule found, and where, if it was there. */
export interface FoundText {
  readonly text: string;
  /** The path whose whole value `text` is: the value need not be kept elsewhere. */
  readonly whole?: Path;
}

/** The first text that `rule` finds and `accept` takes, or else what it has otherwise. */
export function findText(
  detail: JsonObject,
  rule: CompiledText,
  accept?: (text: string) => boolean,
): FoundText | undefined {
  for (const path of rule.paths) {
    const text = textAt(detail, path);
    if (text !== undefined && (accept === undefined || accept(text))) {
      const name = rule.names?.get(text);
      return name === undefined ? { text, whole: path } : { text: name };
    }
  }
  return rule.otherwise === undefined ? undefined : { text: rule.otherwise };
}

/**
 * The object that `rule` puts together. A field that is in `placed`, the paths of what stands elsewhere already, is not spread
 * again, and a key once taken is not overwritten. The paths of what the object holds whole are added to `placed`.
 */
export function findObject(detail: JsonObject, rule: CompiledObject, placed: Path[]): JsonObject {
  const object: Record<string, JsonValue> = {};
  const found: Path[] = [];
  for (const path of rule.spread) {
    const value = valueAt(detail, path);
    if (isJsonObject(value) ? spread(object, omit(value, below(path, placed))) : take(object, lastOf(path), value)) {
      found.push(path);
    }
  }
  for (const path of rule.fields) {
    if (take(object, lastOf(path), valueAt(detail, path))) {
      found.push(path);
    }
  }
  placed.push(...found);
  return object;
}

/** `detail` with its top-level fields under the names in `anyCase` where they differ from them in case alone. */
export function withKnownCase(detail: JsonObject, anyCase: ReadonlyMap<string, string> | undefined): JsonObject {
  if (anyCase === undefined) {
    return detail;
  }
  const keys = Object.keys(detail);
  if (keys.every((key) => anyCase.get(key) === key)) {
    return detail;
  }
  const renamed: Record<string, JsonValue> = {};
  for (const key of keys) {
    const name = anyCase.get(key.toLowerCase()) ?? key;
    // Of two spellings in one event, the known one has the name; the other stays as it is.
    const free = name === key || !(Object.hasOwn(detail, name) || Object.hasOwn(renamed, name));
    setOwn(renamed, free ? name : key, detail[key] as JsonValue);
  }
  return renamed;
}

function lastOf(path: Path): string {
  return path.at(-1) ?? "";
}

/** The rest of those paths in `placed` that lead below `path`. */
function below(path: Path, placed: readonly Path[]): readonly Path[] {
  return placed
    .filter((other) => other.length > path.length && path.every((key, index) => other[index] === key))
    .map((other) => other.slice(path.length));
}

/** Whether every field of `source` could be taken. */
function spread(object: Record<string, JsonValue>, source: JsonObject): boolean {
  let whole = true;
  for (const key of Object.keys(source)) {
    whole = take(object, key, source[key]) && whole;
  }
  return whole;
}

function take(object: Record<string, JsonValue>, key: string, value: JsonValue | undefined): boolean {
  if (value === undefined || Object.hasOwn(object, key)) {
    return false;
  }
  setOwn(object, key, value);
  return true;
}
