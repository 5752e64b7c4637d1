import { isSafeNumber, parse } from "lossless-json";
import type { JsonValue } from "./json";

/** Parses JSON as JSON.parse does, with a text in place of each number that a double would change; see parseJson.ts. */
export function parseExactly(text: string): JsonValue {
  // Of two values under one key the last counts, as with JSON.parse.
  return parse(text, undefined, { parseNumber, onDuplicateKey: ({ newValue }) => newValue }) as JsonValue;
}

function parseNumber(literal: string): number | string {
  return isSafeNumber(literal) ? Number(literal) : literal;
}
