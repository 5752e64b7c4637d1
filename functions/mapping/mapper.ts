import { type CompiledRules, compileRules } from "../privacy/redactionRules";
import { type CompiledUserNames, compileUserNames } from "../privacy/typedPassword";
import { findVendor } from "../vendors";
import type { Vendor } from "../vendors/vendor";
import { type CompiledMapping, compileMapping } from "./compiledMapping";
import { compileConfiguredMapping, type MappingProblem } from "./configured/compileConfiguredMapping";
import { mappingModules } from "./configured/configuredExpressions";
import type { ConfiguredMapping, RequiredField } from "./configured/configuredMapping";
import type { MapSettings } from "./mapSettings";
import { otherCases } from "./values/knownCase";

/** The mapping of one integration, compiled once for all events. */
export interface Mapper {
  readonly vendor: Vendor;
  readonly eventSource: string;
  readonly mapping: CompiledMapping;
  /** Secrets, identified by name. */
  readonly redaction: CompiledRules;
  /** Fields with user names in which a password may have been typed; undefined if they are not checked. */
  readonly userNames: CompiledUserNames | undefined;
  /** True if it has expressions, which may read the envelope. */
  readonly hasExpressions: boolean;
  /** Fields without which an event is rejected. */
  readonly required: ReadonlySet<RequiredField>;
}

/**
 * Returns the mapper for `settings`, which must not be changed afterwards; undefined if the vendor does not exist.
 * @throws Error with every mistake in the configured mapping
 */
export function mapperOf(settings: MapSettings): Mapper | undefined {
  const known = mappers.get(settings);
  if (known !== undefined) {
    return known;
  }
  const vendor = findVendor(settings.vendor);
  if (vendor === undefined) {
    return undefined;
  }
  const { mapping, problems } = compiled(vendor, settings.mapping ?? {});
  if (problems.length > 0) {
    throw new Error(problems.map(({ path, message }) => `mapping.${path}: ${message}`).join("\n"));
  }
  const mapper: Mapper = {
    vendor,
    eventSource: settings.mapping?.eventSource ?? vendor.eventSource ?? settings.integration,
    mapping,
    redaction: compileRules(vendor.redaction, settings.privacy?.parameters, otherCases(mapping.anyCase)),
    userNames: vendor.userNames && compileUserNames(vendor.userNames),
    hasExpressions: mappingModules(settings.mapping).includes("expressions"),
    required: new Set(settings.mapping?.required),
  };
  mappers.set(settings, mapper);
  return mapper;
}

const mappers = new WeakMap<MapSettings, Mapper>();

/** Lists every mistake in a configured mapping, for a built-in or custom vendor. */
export function mappingProblems(vendor: Vendor, mapping: ConfiguredMapping): readonly MappingProblem[] {
  return compiled(vendor, mapping).problems;
}

function compiled(vendor: Vendor, mapping: ConfiguredMapping) {
  return compileConfiguredMapping(compileMapping(vendor.mapping), mapping);
}
