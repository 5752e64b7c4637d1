import type { EnforcementLevel, PolicyConfigSchema } from "@pulumi/policy";
import type { Policy } from "./policy";
import { waiversKey, waiversSchema } from "./waivers";

/** The configuration of a pack, as `--policy-pack-config` takes it: by policy, or for `all`, a level or an object with settings. */
export type PackConfiguration = Readonly<Record<string, EnforcementLevel | Readonly<Record<string, unknown>>>>;

/** The schema of a policy's configuration: its own keys, and its waivers. */
export function schemaOf(policy: Policy): PolicyConfigSchema {
  return { properties: { ...policy.configuration, [waiversKey]: waiversSchema } };
}

/** The settings of a configuration that a policy does not have. The engine's own check of the schema passes over them. */
export function unknownSettings(
  policy: Policy,
  configuration: Readonly<Record<string, unknown>>,
): readonly { readonly key: string; readonly known: readonly string[] }[] {
  const known = Object.keys(schemaOf(policy).properties);
  return Object.keys(configuration)
    .filter((key) => !known.includes(key))
    .map((key) => ({ key, known }));
}

/** A policy's configuration with the defaults of its schema. */
export function withDefaults(
  policy: Policy,
  configuration: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const defaults = Object.entries(schemaOf(policy).properties).map(([key, schema]) => [key, schema.default]);
  return { ...Object.fromEntries(defaults), ...configuration };
}

/** A policy's level and settings in the configuration of a pack, as the engine takes them: its own level, that for `all`, its default. */
export function settingsOf(
  policy: Policy,
  pack: PackConfiguration,
): { readonly enforcementLevel: EnforcementLevel; readonly configuration: Readonly<Record<string, unknown>> } {
  const { enforcementLevel, ...configuration } = entryOf(pack[policy.name]);
  const level = enforcementLevel ?? entryOf(pack.all).enforcementLevel ?? policy.enforcementLevel;
  return { enforcementLevel: level as EnforcementLevel, configuration };
}

function entryOf(entry: PackConfiguration[string] | undefined): Readonly<Record<string, unknown>> {
  return typeof entry === "string" ? { enforcementLevel: entry } : (entry ?? {});
}
