import type { CompiledObject, CompiledText, Finder, FinderContext } from "./compiledMapping";
import { holds } from "./condition";
import type { Envelope } from "./envelope";
import {
  isEmpty,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  omit,
  type Path,
  setOwn,
  textOf,
  valueAt,
} from "./values/json";

/** The event to search, and the counters of the search. */
export interface Search extends FinderContext {
  /** The vendor's event, clean and without secrets. */
  readonly detail: JsonObject;
  readonly envelope: Envelope;
}

/** A text that a rule found, and its place, if it has one. */
export interface FoundText {
  readonly text: string;
  /** The path whose whole value is `text`, so that it need not be kept elsewhere. */
  readonly whole?: Path;
  /** True if the rule has names and the value is not among them. */
  readonly unknown?: boolean | undefined;
}

/** Returns the value found by a rule's path or expression. An expression that fails on the event finds nothing. */
export function find(search: Search, finder: Finder): JsonValue | undefined {
  if (typeof finder !== "function") {
    return valueAt(search.detail, finder);
  }
  try {
    return finder(search.detail, search.envelope, search);
  } catch {
    search.unexpectedTypes += 1;
    return undefined;
  }
}

/** Returns the first text that `rule` finds and `read` accepts, as converted by `read`; otherwise the rule's default. */
export function findText(search: Search, rule: CompiledText, read: ReadText = asItIs): FoundText | undefined {
  for (const { when, from, text } of rule.cases ?? []) {
    if (holds(when, search.detail)) {
      const found = firstText(search, from, rule, read) ?? (text === undefined ? undefined : { text });
      if (found !== undefined) {
        return found;
      }
    }
  }
  const found = firstText(search, rule.from, rule, read);
  return found ?? (rule.otherwise === undefined ? undefined : { text: rule.otherwise });
}

/** Converts a text of the vendor's event for a field; undefined if the text has no value for it. */
type ReadText = (text: string) => string | undefined;

function asItIs(text: string): string {
  return text;
}

function firstText(search: Search, from: readonly Finder[], rule: CompiledText, read: ReadText): FoundText | undefined {
  for (const finder of from) {
    const value = find(search, finder);
    const text = value === undefined ? undefined : textOf(value);
    if (text !== undefined && rule.except?.has(text.toLowerCase()) === true) {
      continue;
    }
    const result = text === undefined ? undefined : read(text);
    if (result !== undefined) {
      return result === text ? named(result, rule, finder) : { text: result };
    }
    if (value !== undefined && value !== null && value !== "") {
      search.unexpectedTypes += 1;
    }
  }
  return undefined;
}

function named(text: string, { names, unknownPrefix, stays }: CompiledText, finder: Finder): FoundText {
  const name = names?.get(text);
  if (name !== undefined) {
    return { text: name, unknown: false };
  }
  const unknown = names === undefined ? undefined : true;
  if (unknown && unknownPrefix !== undefined) {
    return { text: unknownPrefix + text, unknown };
  }
  return typeof finder === "function" || stays?.has(finder) === true
    ? { text, unknown }
    : { text, whole: finder, unknown };
}

/**
 * Builds the object of `rule`. A field in `placed`, the paths that are stored elsewhere, is not spread again, and existing keys are not
 * overwritten. Paths that the object stores whole are added to `placed`. Returns undefined if nothing was found.
 */
export function findObject(search: Search, rule: CompiledObject, placed: Path[]): JsonObject | undefined {
  const object: Record<string, JsonValue> = {};
  const found: Path[] = [];
  for (const finder of rule.spread) {
    const value = find(search, finder);
    const path = typeof finder === "function" ? undefined : finder;
    if (isJsonObject(value)) {
      if (spread(object, path === undefined ? value : omit(value, below(path, placed))) && path !== undefined) {
        found.push(path);
      }
      continue;
    }
    search.unexpectedTypes += value === undefined || value === null ? 0 : 1;
    // A value that is not an object is copied under its own name; the value of an expression has none.
    if (path !== undefined && take(object, lastOf(path), value)) {
      found.push(path);
    }
  }
  if (rule.topFields !== undefined) {
    for (const key in search.detail) {
      const path = rule.topFields.get(key);
      if (path !== undefined && take(object, key, search.detail[key])) {
        found.push(path);
      }
    }
  }
  for (const path of rule.fields) {
    if (take(object, lastOf(path), valueAt(search.detail, path))) {
      found.push(path);
    }
  }
  for (const [name, finder] of rule.named) {
    const value = find(search, finder);
    if (take(object, name, value) && typeof finder !== "function") {
      found.push(finder);
    }
  }
  if (found.length > 0) {
    placed.push(...found);
  }
  return isEmpty(object) ? undefined : object;
}

function lastOf(path: Path): string {
  return path[path.length - 1] ?? "";
}

/** Returns the rest of those paths in `placed` that lead below `path`. */
function below(path: Path, placed: readonly Path[]): readonly Path[] {
  const rest: Path[] = [];
  for (const other of placed) {
    if (other.length > path.length && path.every((key, index) => other[index] === key)) {
      rest.push(other.slice(path.length));
    }
  }
  return rest;
}

/** Copies the fields of `source`; returns true if all could be copied. */
function spread(object: Record<string, JsonValue>, source: JsonObject): boolean {
  let whole = true;
  for (const key of Object.keys(source)) {
    whole = take(object, key, source[key]) && whole;
  }
  return whole;
}

/** Copies `value` to `key`; returns true if it is there now or is null, which is omitted at the top of an audit event's objects. */
function take(object: Record<string, JsonValue>, key: string, value: JsonValue | undefined): boolean {
  if (value === null) {
    return true;
  }
  if (value === undefined || Object.hasOwn(object, key)) {
    return false;
  }
  setOwn(object, key, value);
  return true;
}
