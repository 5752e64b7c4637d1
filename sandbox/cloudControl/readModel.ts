import { isJsonObject, type JsonObject, type JsonValue } from "../../functions/mapping/values/json";
import { uuidOf } from "../identifiers";

/** The parts of a CloudFormation type's schema that decide what its read handler returns. */
export interface ReadModelSchema {
  /** Top-level arrays whose order the schema leaves open (`insertionOrder: false`). */
  readonly unordered: readonly string[];
  /** Top-level properties that the service takes and never returns (`writeOnlyProperties`). */
  readonly writeOnly: readonly string[];
}

/**
 * Makes the properties that a type's read handler returns for a state: without write-only properties and empty lists, and with arrays
 * whose order is open in another order. An array of two or more never comes back as it was written.
 * @param occasion a text of this read alone: another one gives another order
 */
export function readModel(state: JsonObject, schema: ReadModelSchema, occasion: string): JsonObject {
  return Object.fromEntries(
    Object.entries(state)
      .filter(([name, value]) => !schema.writeOnly.includes(name) && !(Array.isArray(value) && value.length === 0))
      .map(([name, value]) => [
        name,
        Array.isArray(value) && schema.unordered.includes(name) ? shuffled(value, occasion) : value,
      ]),
  );
}

function shuffled(values: readonly JsonValue[], occasion: string): readonly JsonValue[] {
  const byChance = values
    .map((value) => ({ value, rank: uuidOf(`${occasion}\n${JSON.stringify(value)}`) }))
    .sort((one, other) => (one.rank < other.rank ? -1 : 1))
    .map(({ value }) => value);
  return byChance.every((value, index) => value === values[index])
    ? [...byChance.slice(1), ...byChance.slice(0, 1)]
    : byChance;
}

/** A JSON text that holds an object. @throws Error for any other text */
export function jsonObjectOf(text: unknown): JsonObject {
  const value: unknown = JSON.parse(String(text));
  if (!isJsonObject(value)) {
    throw new Error(`A JSON object is needed, but found ${String(text)}`);
  }
  return value;
}
