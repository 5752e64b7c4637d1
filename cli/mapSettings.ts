import { parse } from "yaml";
import { check } from "../components/configuration/check";
import { mappingSchema } from "../components/configuration/mappingSchema";
import { type Problem, unknownName } from "../components/configuration/problem";
import { mappingProblems } from "../components/configuration/problems/integrationProblems";
import { PersonError } from "../components/personError";
import type { ConfiguredMapping } from "../functions/mapping/configured/configuredMapping";
import type { MapSettings } from "../functions/mapping/mapSettings";
import { findVendor, isMapped, vendorNames } from "../functions/vendors";
import type { Vendor } from "../functions/vendors/vendor";
import { sandboxAccount } from "../sandbox/account";
import { readText } from "./command/readText";

/** Returns the mapping of a command line: the vendor's own, one from a file, or both. Throws a PersonError if it is missing or wrong. */
export function mapSettings(name: string, mappingFile: string | undefined): MapSettings {
  const vendor = findVendor(name);
  if (vendor === undefined) {
    throw new PersonError(`--vendor ${unknownName("--vendor", "vendor", name, vendorNames).message}.`);
  }
  if (mappingFile === undefined && !isMapped(vendor)) {
    throw new PersonError(`${name} has no mapping of its own; give one with --mapping FILE.`);
  }
  return {
    integration: name,
    vendor: name,
    recipientAccountId: sandboxAccount.accountId,
    ...(mappingFile !== undefined && { mapping: readMapping(mappingFile, vendor) }),
  };
}

/** Reads a mapping from a file of YAML or JSON. Throws a PersonError with every mistake in it. */
function readMapping(file: string, vendor: Vendor): ConfiguredMapping {
  const { value, problems } = check(mappingSchema, readYaml(file), "mapping");
  const mapping: ConfiguredMapping = value ?? {};
  throwIfAny(file, problems);
  throwIfAny(
    file,
    mappingProblems("", vendor.name, vendor, { mapping }, undefined).map((problem) => ({
      ...problem,
      path: problem.path.slice(1),
    })),
  );
  return mapping;
}

function readYaml(file: string): unknown {
  const text = readText(file);
  try {
    return parse(text);
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new PersonError(`${file} is neither YAML nor JSON: ${reason}`);
  }
}

function throwIfAny(file: string, problems: readonly Problem[]): void {
  if (problems.length > 0) {
    const heading = problems.length === 1 ? "The mapping has a problem" : `The mapping has ${problems.length} problems`;
    const lines = problems.map(({ path, message }) => `  ${path}: ${message}.`);
    throw new PersonError([`${file}: ${heading}:`, ...lines].join("\n"));
  }
}
