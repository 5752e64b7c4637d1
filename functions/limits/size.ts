import type { JsonObject, JsonValue } from "../mapping/values/json";

/** Returns the bytes of `value` as JSON in UTF-8. Sizes of objects and arrays are cached in `known`, so repeated calls are cheap. */
export function jsonBytes(value: JsonValue, known: Map<JsonValue, number>): number {
  if (typeof value !== "object" || value === null) {
    return Buffer.byteLength(JSON.stringify(value));
  }
  let bytes = known.get(value);
  if (bytes === undefined) {
    const keys = Object.keys(value);
    // Brackets, and a comma after every element except the last.
    bytes = 2 + Math.max(0, keys.length - 1);
    for (const key of keys) {
      bytes += keyBytes(value, key) + jsonBytes((value as JsonObject)[key] as JsonValue, known);
    }
    known.set(value, bytes);
  }
  return bytes;
}

/** Returns the bytes of `key` and its colon; 0 for array elements. */
export function keyBytes(parent: JsonValue, key: string): number {
  return Array.isArray(parent) ? 0 : Buffer.byteLength(JSON.stringify(key)) + 1;
}

/**
 * Returns the bytes that `json`, itself JSON text, takes as a string within JSON: quotes and backslashes double. JSON text contains no
 * control characters.
 */
export function escapedBytes(json: string, bytes: number): number {
  return 2 + bytes + count(json, '"') + count(json, "\\");
}

function count(text: string, character: string): number {
  let found = 0;
  for (let index = text.indexOf(character); index !== -1; index = text.indexOf(character, index + 1)) {
    found++;
  }
  return found;
}
