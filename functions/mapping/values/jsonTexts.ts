import { changeAt } from "../../privacy/changeAt";
import { isJsonObject, type JsonObject, type JsonValue, type Path } from "./json";
import { parseJson } from "./parseJson";

/**
 * Replaces the texts at `paths` with the objects that they hold as JSON, so that rules find their fields and secrets are masked by name. A
 * text without a JSON object stays as it is.
 */
export function withJsonTexts(detail: JsonObject, paths: readonly Path[] | undefined): JsonObject {
  let read: JsonValue = detail;
  for (const path of paths ?? []) {
    read = changeAt(read, path, objectIn) ?? read;
  }
  return isJsonObject(read) ? read : detail;
}

function objectIn(value: JsonValue): JsonValue {
  if (typeof value !== "string" || !/^\s*\{/.test(value)) {
    return value;
  }
  try {
    const parsed = parseJson(value);
    return isJsonObject(parsed) ? parsed : value;
  } catch {
    return value;
  }
}
