import { before, isJsonObject, type JsonObject, type JsonValue, pathOf, setOwn } from "./json";

/** Names of fields, by themselves and by their lower case, with the names of the fields below them. An array's items have the names that its field has. */
export interface KnownNames extends ReadonlyMap<string, KnownName> {}

interface KnownName {
  readonly name: string;
  readonly below: KnownNames;
}

/** Tells names that are known, wherever, in another case alone. Few events have one, and the others need not be walked through for them. */
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

/** `value` with its fields, at every depth, under their known names where they differ from them in case alone. */
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
    // Of two spellings in one object, the known one has the name; the other stays as it is.
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

/** The known names of a mapping, of their dotted paths. */
export function compileKnownNames(paths: readonly string[]): KnownNames {
  const top = new Map<string, MutableName>();
  for (const path of paths) {
    let names = top;
    for (const name of pathOf(path)) {
      const known = names.get(name.toLowerCase()) ?? { name, below: new Map<string, MutableName>() };
      // The usual case is found at once, and the lower case stands for any other.
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
