import type { JsonValue } from "../functions/mapping/values/json";
import { parseJson } from "../functions/mapping/values/parseJson";

/** Parses the JSON in a line of a file, or says why there is none. No number changes (see parseJson.ts). */
export function parseLine(text: string | undefined): { readonly event?: JsonValue; readonly reason?: string } {
  if (text === undefined) {
    return { reason: "The line is not valid UTF-8." };
  }
  try {
    return { event: parseJson(text) };
  } catch (error) {
    return { reason: error instanceof RangeError ? "The line nests too deeply to be read." : "The line is not JSON." };
  }
}
