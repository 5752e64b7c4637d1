import { before, isJsonObject, type JsonObject, type JsonValue, pathOf, setOwn } from "./json";

/** Known field names and their lower-case forms, with the names of the fields below. Array items use the names of the array's field. */
export interface KnownNames extends ReadonlyMap<string, KnownName> {}

interface KnownName {
  readonly name: string;
  readonly below: KnownNames;
}

/** Returns a function that detects a known name written in another case, at any level. Few events have one, and the others need no walk. */
export function otherCases(known: KnownNames | undefined): (name: string) => boolean {
  const names = new Map<string, Set<string>>();
  const collect = (some: KnownNames | undefined) => {
    for (const [key, { name, below }] of some ?? []) {
      if (key === name) {
        names.set(name.toLowerCase(), (names.get(name.toLowerCase()) ?? new Set()).add(name));
        collect(below);
      }
    }
  };
  collect(known);
  return (name) => [...(names.get(name.toLowerCase()) ?? [])].some((one) => one !== name);
}

/** Renames the fields of `value`, at every depth, that differ from a known name only in case. */
export function withKnownCase(value: JsonObject, known: KnownNames): JsonObject {
  return renamedObject(value, known);
}

function renamed(value: JsonValue, known: KnownNames): JsonValue {
  if (known.size === 0 || typeof value !== "object" || value === null) {
    return value;
  }
  if (isJsonObject(value)) {
    return renamedObject(value, known);
  }
  // Lists within lists have no names.
  const items = value.map((item) => (isJsonObject(item) ? renamedObject(item, known) : item));
  return items.some((item, index) => item !== value[index]) ? items : value;
}

function renamedObject(value: JsonObject, known: KnownNames): JsonObject {
  let copy: Record<string, JsonValue> | undefined;
  for (const key in value) {
    const found = known.get(key) ?? known.get(key.toLowerCase());
    const child = value[key] as JsonValue;
    const settled = found === undefined ? child : renamed(child, found.below);
    const name = found?.name ?? key;
    // If an object has two spellings of a name, the known one keeps it and the other stays as it is.
    const own = name === key || Object.hasOwn(value, name) || (copy !== undefined && Object.hasOwn(copy, name));
    if (copy === undefined && (settled !== child || !own)) {
      copy = before(value, key);
    }
    if (copy !== undefined) {
      setOwn(copy, own ? key : name, settled);
    }
  }
  return copy ?? value;
}

/** Compiles the known names from a mapping's dotted paths. */
export function compileKnownNames(paths: readonly string[]): KnownNames {
  const top = new Map<string, MutableName>();
  for (const path of paths) {
    let names = top;
    for (const name of pathOf(path)) {
      const known = names.get(name.toLowerCase()) ?? { name, below: new Map<string, MutableName>() };
      // The exact name is the usual case; its lower case covers all others.
      names.set(name, known);
      names.set(name.toLowerCase(), known);
      names = known.below;
    }
  }
  return top;
}

interface MutableName extends KnownName {
  readonly below: Map<string, MutableName>;
}
