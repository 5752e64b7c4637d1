import type { JsonObject, JsonValue } from "../mapping/values/json";

/** Bytes of `value` as JSON in UTF-8. The sizes of objects and arrays are kept in `known`, so that asking again is free. */
export function jsonBytes(value: JsonValue, known: Map<JsonValue, number>): number {
  if (typeof value !== "object" || value === null) {
    return Buffer.byteLength(JSON.stringify(value));
  }
  let bytes = known.get(value);
  if (bytes === undefined) {
    const keys = Object.keys(value);
    // Brackets, and a comma after all but the last.
    bytes = 2 + Math.max(0, keys.length - 1);
    for (const key of keys) {
      bytes += keyBytes(value, key) + jsonBytes((value as JsonObject)[key] as JsonValue, known);
    }
    known.set(value, bytes);
  }
  return bytes;
}

/** Bytes that `key` and its colon take; array elements have none. */
export function keyBytes(parent: JsonValue, key: string): number {
  return Array.isArray(parent) ? 0 : Buffer.byteLength(JSON.stringify(key)) + 1;
}

/**
 * Bytes that `json`, itself JSON text, takes as a string within JSON: quotes and backslashes double. JSON text holds no
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
