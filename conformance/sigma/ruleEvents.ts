import type { EventField } from "../../components/detections/sigma/fields/eventField";
import type { VendorFields } from "../../components/detections/sigma/fields/vendorFields";
import type { Pattern } from "../../components/detections/sigma/pattern";
import type { FieldLeaf, Match, Test } from "../../components/detections/sigma/test";
import { compilePattern } from "../../functions/mapping/configured/regularExpressions";
import { isJsonObject, type JsonObject, type JsonValue } from "../../functions/mapping/values/json";

/** Fields of an event, by their names in a rule. */
type Assignment = ReadonlyMap<string, string>;

/**
 * Builds events from a rule's own values: each way in which it can match, in lower case and in capitals, with what its
 * `not` excludes, and near misses: each field with an added suffix, and without the field.
 */
export function eventsOfRule(test: Test, fields: VendorFields): readonly JsonObject[] {
  const held = [...waysOf(test, false), ...waysOf(test, true)].slice(0, mostWays);
  const all = held.flatMap((way) => [way, changed(way, (text) => text.toUpperCase()), ...nearMisses(way)]);
  const different = new Map(all.map((way) => [JSON.stringify([...way]), way]));
  return [...different.values()].map((way) => eventOf(way, fields));
}

const mostWays = 60;

/** Returns the assignments that satisfy a test; with `all`, also what its `not` excludes. */
function waysOf(test: Test, all: boolean): readonly Assignment[] {
  switch (test.kind) {
    case "field":
      return valuesOf(test).map((value) => new Map([[test.field.name, value]]));
    case "keyword":
      return test.patterns.map((pattern) => new Map([["displayMessage", filled(pattern)]]));
    case "before":
      return [new Map()];
    case "not":
      return all ? waysOf(test.test, all) : [new Map()];
    case "any":
      return test.tests.flatMap((one) => waysOf(one, all));
    case "all": {
      const parts = test.tests.map((one) => waysOf(one, all));
      const first = merged(parts.flatMap(([one]) => one ?? []));
      return parts.flatMap((ways) => ways.map((way) => merged([first, way])));
    }
  }
}

function merged(ways: readonly Assignment[]): Assignment {
  return new Map(ways.flatMap((way) => [...way]));
}

function valuesOf({ match }: FieldLeaf): readonly string[] {
  switch (match.kind) {
    case "patterns":
      return match.patterns.map(filled);
    case "regex":
      return textsOf(match);
    case "compare":
      return [match.number - 1, match.number, match.number + 1].map(String);
    default:
      return ["x"];
  }
}

function filled(pattern: Pattern): string {
  return pattern.map((part) => (typeof part === "string" ? part : "x")).join("");
}

/** Texts that an expression of a rule may mean. */
const ordinaryTexts = [
  ...["ann@example.com", "0oa1", "192.0.2.7", "10.1.2.3", "2001:db8::1", "1", "true", "ANOMALOUS", "HIGH", "/admin/x"],
  ...["Firefox", "repo.create", "okta", "unknown", '{"level":"HIGH"}', "New Device=POSITIVE", "Summer2026!"],
];

function textsOf({ expression, flags }: Extract<Match, { readonly kind: "regex" }>): readonly string[] {
  const pattern = compilePattern(flags === "" ? expression : `(?${flags})${expression}`);
  return ordinaryTexts.filter((text) => pattern.test(text));
}

function changed(way: Assignment, change: (text: string) => string): Assignment {
  return new Map([...way].map(([name, text]) => [name, change(text)]));
}

function nearMisses(way: Assignment): readonly Assignment[] {
  return [...way].flatMap(([name, text]) => [
    new Map([...way, [name, `${text}~`]]),
    new Map([...way, [name, `~${text}`]]),
    new Map([...way].filter(([other]) => other !== name)),
  ]);
}

/** Returns a vendor's event with these fields. Columns of the audit event are not fields of the vendor. */
function eventOf(way: Assignment, { objectLists, textLists }: VendorFields): JsonObject {
  const event: Mutable = {};
  for (const [name, text] of way) {
    const path = name.split(".");
    const objects = objectLists.find((list) => name.startsWith(`${list}.`));
    if (textLists.includes(name)) {
      set(event, path, [text]);
    } else if (objects === undefined) {
      set(event, path, text);
    } else {
      const rest = path.slice(objects.split(".").length).filter((segment) => !/^\d+$/.test(segment));
      const [first] = listAt(event, objects.split("."));
      const item: Mutable = isJsonObject(first) ? { ...first } : {};
      set(item, rest, text);
      set(event, objects.split("."), [item]);
    }
  }
  return event;
}

interface Mutable {
  [key: string]: JsonValue;
}

function listAt(event: JsonObject, path: readonly string[]): readonly JsonValue[] {
  const value = path.reduce<JsonValue>((one, key) => (isJsonObject(one) ? (one[key] ?? null) : null), event);
  return Array.isArray(value) ? value : [];
}

function set(object: Mutable, [first = "", ...rest]: readonly string[], value: JsonValue): void {
  if (rest.length === 0) {
    object[first] = value;
    return;
  }
  const inner = object[first];
  const copy: Mutable = isJsonObject(inner) ? { ...inner } : {};
  set(copy, rest, value);
  object[first] = copy;
}

/** Sets a field that a rule names, for the groups of a correlation. */
export function withField(event: JsonObject, { name }: Pick<EventField, "name">, value: string): JsonObject {
  const copy: Mutable = { ...event };
  set(copy, name.split("."), value);
  return copy;
}
