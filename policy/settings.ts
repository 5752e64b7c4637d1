import type { EnforcementLevel, PolicyConfigSchema } from "@pulumi/policy";
import type { Policy } from "./policy";
import { waiversKey, waiversSchema } from "./waivers";

/** The configuration of a pack for `--policy-pack-config`: by policy, or for `all`, a level or an object with settings. */
export type PackConfiguration = Readonly<Record<string, EnforcementLevel | Readonly<Record<string, unknown>>>>;

/** Returns the schema of a policy's configuration: its own settings and its waivers. */
export function schemaOf(policy: Policy): PolicyConfigSchema {
  return { properties: { ...policy.configuration, [waiversKey]: waiversSchema } };
}

/** Lists the settings in a configuration that a policy does not have. The engine's check of the schema ignores them. */
export function unknownSettings(
  policy: Policy,
  configuration: Readonly<Record<string, unknown>>,
): readonly { readonly key: string; readonly known: readonly string[] }[] {
  const known = Object.keys(schemaOf(policy).properties);
  return Object.keys(configuration)
    .filter((key) => !known.includes(key))
    .map((key) => ({ key, known }));
}

/** Adds the defaults of its schema to a policy's configuration. */
export function withDefaults(
  policy: Policy,
  configuration: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const defaults = Object.entries(schemaOf(policy).properties).map(([key, schema]) => [key, schema.default]);
  return { ...Object.fromEntries(defaults), ...configuration };
}

/** Returns a policy's settings and level as the engine does: the policy's own level, else that of `all`, else the default. */
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
