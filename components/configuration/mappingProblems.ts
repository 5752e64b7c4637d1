import { envelopeOf } from "../../functions/mapping/envelope";
import { mappingProblems as compilationProblems } from "../../functions/mapping/mapper";
import { type MapResult, mapEvent } from "../../functions/mapping/mapping";
import type { JsonObject } from "../../functions/mapping/values/json";
import type { Vendor } from "../../functions/vendors/vendor";
import type { ResolvedSettings } from "../integration/integrationSettings";
import { conflict, type Problem } from "./problem";

/** The settings that a mapping depends on. */
type MappedSettings = Pick<ResolvedSettings, "mapping" | "privacy">;

/** The mistakes in an integration's mapping, each with its path; and, where there is none, what becomes of the sample event. */
export function mappingProblems(
  path: string,
  key: string,
  vendor: Vendor,
  settings: MappedSettings,
  sample: JsonObject | undefined,
): Problem[] {
  const mistakes = compilationProblems(vendor, settings.mapping ?? {}).map(({ path: place, message }) =>
    conflict(`${path}.mapping.${place}`, message),
  );
  if (mistakes.length > 0 || sample === undefined) {
    return mistakes;
  }
  const result = mapSample(key, vendor.name, settings, sample);
  return result.status === "mapped"
    ? []
    : [conflict(`${path}.sample`, `cannot be mapped: ${result.reason} (${result.code})`)];
}

/**
 * What a sample event becomes. The account is not known before anything runs, so zeros stand for it; and now is the time of an
 * EventBridge event that would bring it.
 */
export function mapSample(
  key: string,
  vendor: string,
  { mapping, privacy }: MappedSettings,
  sample: JsonObject,
): MapResult {
  return mapEvent(envelopeOf(sample, new Date().toISOString()), {
    integration: key,
    vendor,
    recipientAccountId: "000000000000",
    ...(mapping && { mapping }),
    ...(privacy && { privacy }),
  });
}
