import type { JsonValue } from "../../functions/mapping/values/json";

/** The parts of a JSON schema (draft 7) that determine an example. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly format?: string;
  readonly const?: JsonValue;
  readonly enum?: readonly JsonValue[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
}

/** Builds a value of a schema, with every property that it names. */
export function exampleOf(schema: JsonSchema, name = "value"): JsonValue {
  const { anyOf, allOf } = schema;
  if (schema.const !== undefined) {
    return schema.const;
  }
  const first = schema.enum?.[0] ?? (anyOf?.[0] && exampleOf(anyOf[0], name));
  if (first !== undefined) {
    return first;
  }
  if (allOf !== undefined) {
    return Object.assign({}, ...allOf.map((part) => exampleOf(part, name)));
  }
  switch ([schema.type].flat()[0]) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, value]) => [key, exampleOf(value, key)]),
      );
    case "array":
      return [exampleOf(schema.items ?? {}, name)];
    case "boolean":
      return true;
    case "integer":
    case "number":
      return 7;
    default:
      return texts[schema.format ?? ""] ?? `some ${name}`;
  }
}

const texts: Readonly<Record<string, string>> = {
  "date-time": "2026-11-20T09:30:00.000Z",
  ipv4: "203.0.113.7",
  ipv6: "2001:db8::7",
};
