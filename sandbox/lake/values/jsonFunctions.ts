import { jsonPath } from "./jsonPath";
import { canonicalJson, JsonError, JsonReader, type JsonToken, jsonString } from "./jsonReader";
import { parseDouble } from "./numbers";
import { remembered, type ValueFunction, valueFunction } from "./valueFunction";

/** Returns the result of a reading, or null if the text read so far is not JSON. */
function orNull<T>(read: () => T | null): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof JsonError) return null;
    throw error;
  }
}

/** Moves a reader to the value at a path. Returns false if there is none. */
function moveTo(reader: JsonReader, path: readonly string[]): boolean {
  return path.every((step) => {
    const token = reader.begin();
    const index = /^\d+$/.test(step) ? Number(step) : -1;
    const reached = { value: false };
    const skipOther = (isWanted: boolean) => {
      reached.value = isWanted;
      if (!isWanted) reader.skip();
      return isWanted;
    };
    if (token.kind === "{") reader.members((key) => skipOther(key === step));
    if (token.kind === "[") reader.items((at) => skipOther(at === index));
    return reached.value;
  });
}

function extract<T>(json: string, path: string, read: (reader: JsonReader) => T | null): T | null {
  const steps = jsonPath(path);
  return orNull(() => {
    const reader = new JsonReader(json);
    return moveTo(reader, steps) ? read(reader) : null;
  });
}

/** A function of a JSON text and a path. The detector's queries read the same text at many paths, and at one path for several rules. */
function extraction(read: (reader: JsonReader) => string | null): (json: string, path: string) => string | null {
  const readings = remembered((json) => remembered((path) => extract(json, path, read)), rememberedCharacters);
  return (json, path) => readings(json)(path);
}

/** Total characters of the JSON texts with cached readings: those of a few thousand events. */
const rememberedCharacters = 4_000_000;

function scalarText(token: JsonToken): string | null {
  return "text" in token ? token.text : null;
}

function countItems(reader: JsonReader, token: JsonToken): bigint {
  let count = 0n;
  const visit = () => {
    reader.skip();
    count += 1n;
    return false;
  };
  if (token.kind === "{") reader.members(visit);
  if (token.kind === "[") reader.items(visit);
  return count;
}

function parse(text: string): string {
  const reader = new JsonReader(text);
  const canonical = orNull(() => canonicalJson(reader, true));
  if (canonical === null || orNull(() => reader.end() ?? true) === null)
    throw new Error(`Cannot convert value to JSON: '${text}'`);
  return canonical;
}

function arrayLength(json: string): bigint | null {
  return orNull(() => {
    const reader = new JsonReader(json);
    const token = reader.begin();
    return token.kind === "[" ? countItems(reader, token) : null;
  });
}

function arrayContains(json: string, isWanted: (token: JsonToken) => boolean): boolean | null {
  return orNull(() => {
    const reader = new JsonReader(json);
    if (reader.begin().kind !== "[") return null;
    let found = false;
    reader.items(() => {
      const token = reader.begin();
      found = isWanted(token);
      if (!found) reader.skipRest(token);
      return found;
    });
    return found;
  });
}

function isScalar(json: string): boolean {
  const kind = orNull(() => {
    const reader = new JsonReader(json);
    const token = reader.begin();
    reader.skipRest(token);
    reader.end();
    return token.kind;
  });
  if (kind === null) throw new Error(`Invalid JSON value: ${json}`);
  return kind !== "{" && kind !== "[";
}

/** Returns the items of an array, or the members' values of an object, each as JSON. @throws Error for JSON of another kind */
function parts(
  json: string,
  bracket: "[" | "{",
  type: string,
): { readonly keys: string[]; readonly values: string[] } | null {
  const reader = new JsonReader(json);
  const token = reader.begin();
  if (token.kind === "null") return null;
  const keys: string[] = [];
  const values: string[] = [];
  if (token.kind !== bracket) {
    const found = token.kind === "{" || token.kind === "[" ? token.kind : "a scalar";
    throw new Error(
      `Cannot cast to ${type}. Expected a json ${bracket === "[" ? "array" : "object"}, but got ${found}\n${json}`,
    );
  }
  const keep = (key: string) => {
    keys.push(key);
    values.push(canonicalJson(reader, true));
    return false;
  };
  if (bracket === "[") reader.items((index) => keep(String(index)));
  else reader.members(keep);
  return { keys, values };
}

/** The value of a row's field: by name from an object, by position from an array. */
function field(json: string, name: string, index: bigint, count: bigint): string | null {
  const reader = new JsonReader(json);
  const token = reader.begin();
  if (token.kind === "null") return null;
  if (token.kind === "[") {
    const { values } = parts(json, "[", "row") ?? { values: [] };
    if (values.length !== Number(count))
      throw new Error(`Cannot cast to row: ${json} has ${values.length} items, not ${count}`);
    return values[Number(index)] ?? null;
  }
  const { keys, values } = parts(json, "{", "row") ?? { keys: [], values: [] };
  return values[keys.findIndex((key) => key.toLowerCase() === name.toLowerCase())] ?? null;
}

/** Formats a JSON scalar as the text that a cast to another type reads; a double is marked by its point. */
function castScalar(json: string, type: string): string | null {
  const token = new JsonReader(json).begin();
  if (token.kind === "null") return null;
  if (!("text" in token)) throw new Error(`Cannot cast '${json}' to ${type}`);
  return token.text;
}

function jsonMap(keys: readonly (string | null)[], values: readonly (string | null)[]): string {
  const members = keys.map((key, index) => [key ?? "null", values[index] ?? "null"] as const);
  const sorted = [...members].sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, value]) => `${jsonString(key)}:${value}`).join(",")}}`;
}

export const jsonFunctions: readonly ValueFunction[] = [
  valueFunction("json_parse", ["text"], "text", parse),
  valueFunction(
    "json_extract",
    ["text", "text"],
    "text",
    extraction((reader) => canonicalJson(reader, false)),
  ),
  valueFunction(
    "json_extract_scalar",
    ["text", "text"],
    "text",
    extraction((reader) => scalarText(reader.begin())),
  ),
  valueFunction("json_size", ["text", "text"], "whole", (json, path) =>
    extract(json, path, (reader) => countItems(reader, reader.begin())),
  ),
  valueFunction("json_array_length", ["text"], "whole", arrayLength),
  valueFunction("json_array_has_text", ["text", "text"], "boolean", (json, text) =>
    arrayContains(json, (token) => token.kind === "text" && token.text === text),
  ),
  valueFunction("json_array_has_whole", ["text", "whole"], "boolean", (json, value) =>
    arrayContains(json, (token) => token.kind === "number" && token.text === String(value)),
  ),
  valueFunction("json_array_has_double", ["text", "double"], "boolean", (json, value) =>
    arrayContains(
      json,
      (token) => token.kind === "number" && /[.e]/i.test(token.text) && parseDouble(token.text) === value,
    ),
  ),
  valueFunction("json_array_has_boolean", ["text", "boolean"], "boolean", (json, value) =>
    arrayContains(json, (token) => token.kind === "boolean" && token.text === String(value)),
  ),
  valueFunction("is_json_scalar", ["text"], "boolean", isScalar),
  valueFunction("json_items", ["text", "text"], "texts", (json, type) => parts(json, "[", type)?.values ?? null),
  valueFunction("json_keys", ["text", "text"], "texts", (json, type) => parts(json, "{", type)?.keys ?? null),
  valueFunction("json_values", ["text", "text"], "texts", (json, type) => parts(json, "{", type)?.values ?? null),
  valueFunction("json_field", ["text", "text", "whole", "whole"], "text", field),
  valueFunction("json_scalar", ["text", "text"], "text", castScalar),
  valueFunction("json_is_text", ["text"], "boolean", (json) => json.startsWith('"')),
  valueFunction("json_string", ["text"], "text", jsonString),
  valueFunction("json_map", ["texts", "texts"], "text", jsonMap),
];
