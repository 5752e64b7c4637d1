import { isSafeNumber, parse } from "lossless-json";
import type { JsonValue } from "./json";

/** Parses JSON like JSON.parse, but returns numbers that a double would change as text; see parseJson.ts. */
export function parseExactly(text: string): JsonValue {
  // For a duplicate key, the last value is used, as with JSON.parse.
  return parse(text, undefined, { parseNumber, onDuplicateKey: ({ newValue }) => newValue }) as JsonValue;
}

function parseNumber(literal: string): number | string {
  return isSafeNumber(literal) ? Number(literal) : literal;
}
