import type { JsonValue } from "../functions/mapping/json";

/** The JSON that a line of a file holds, or why there is none. */
export function parseLine(text: string | undefined): { readonly event?: JsonValue; readonly reason?: string } {
  if (text === undefined) {
    return { reason: "The line is not valid UTF-8." };
  }
  try {
    return { event: JSON.parse(text) };
  } catch {
    return { reason: "The line is not JSON." };
  }
}
