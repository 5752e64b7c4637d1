import { z } from "zod";
import { nearest } from "../../components/configuration/problem";
import { PersonError } from "../../components/personError";
import { everyPolicy } from "../../policy/everyPolicy";
import type { Policy } from "../../policy/policy";
import { type PackConfiguration, schemaOf } from "../../policy/settings";

/** Checks a pack's configuration against the schemas of its policies, as the engine does. Throws a PersonError with every problem. */
export function checkPackConfiguration(file: string, configuration: unknown): PackConfiguration {
  const known = everyPolicy();
  if (typeof configuration !== "object" || configuration === null || Array.isArray(configuration)) {
    throw new PersonError(`${file} must hold an object: per policy, a level or an object with settings.`);
  }
  const problems = Object.entries(configuration).flatMap(([name, entry]) => {
    const policy = known.find((candidate) => candidate.name === name);
    return policy === undefined && name !== "all" ? [unknownPolicy(name, known)] : entryProblems(name, entry, policy);
  });
  if (problems.length > 0) {
    throw new PersonError([`${file} has ${problems.length} problems:`, ...problems].join("\n  "));
  }
  return configuration as PackConfiguration;
}

function unknownPolicy(name: string, known: readonly Policy[]): string {
  const names = known.map((policy) => policy.name);
  const near = nearest(name, names);
  return `${name}: no policy of the pack.${near === undefined ? "" : ` Did you mean ${near}?`} Known: all, ${names.join(", ")}.`;
}

const levels = z.enum(["advisory", "mandatory", "disabled", "remediate"]);

function entryProblems(name: string, entry: unknown, policy: Policy | undefined): readonly string[] {
  const { properties } = policy === undefined ? { properties: {} } : schemaOf(policy);
  // The library accepts the settings' schemas, which are plain JSON Schema.
  const settings = Object.entries(properties).map(
    ([key, schema]) => [key, z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).optional()] as const,
  );
  const schema = z.union([
    levels,
    z.strictObject({ enforcementLevel: levels.optional(), ...Object.fromEntries(settings) }),
  ]);
  const entrySchema = typeof entry === "string" ? levels : schema.options[1];
  const { error } = entrySchema.safeParse(entry);
  return (error?.issues ?? []).map(({ path, message }) => {
    const place = [name, ...path].join(".");
    return `${place}: ${message}; it is ${JSON.stringify(valueAt(entry, path))}.`;
  });
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}
