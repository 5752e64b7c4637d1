import { isJsonObject, type JsonValue } from "../../../functions/mapping/values/json";
import { startQuery } from "../limits";

/**
 * The fields that Logs Insights discovers in a message that is a JSON object: the names of nested ones have dots, and the places in lists count
 * from zero (`target.0.id`). Of a message with more fields the first ones are found, as far as the limit goes.
 *
 * Source: Amazon CloudWatch Logs User Guide, "Supported logs and discovered fields". That true is 1 and false is 0 is how public queries read
 * such fields; the page does not say it.
 */
export function discoverFields(message: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const parsed = parse(message);
  if (isJsonObject(parsed)) {
    collect(parsed, "", fields);
  }
  return fields;
}

function parse(message: string): JsonValue | undefined {
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}

function collect(value: JsonValue, name: string, fields: Map<string, string>): void {
  if (fields.size >= startQuery.discoveredFields || value === null) {
    return;
  }
  if (typeof value !== "object") {
    fields.set(name, typeof value === "boolean" ? String(Number(value)) : String(value));
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    collect(item, name === "" ? key : `${name}.${key}`, fields);
  }
}
