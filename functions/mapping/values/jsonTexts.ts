import { changeAt } from "../../privacy/changeAt";
import { isJsonObject, type JsonObject, type JsonValue, type Path } from "./json";
import { parseJson } from "./parseJson";

/**
 * `detail` with the objects that the texts at `paths` hold as JSON in place of those texts, so that rules find their fields and secrets
 * are masked by their names. A text that holds no JSON object stays as it is.
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
