import { unknownName } from "../components/configuration/problem";
import { PersonError } from "../components/personError";
import type { MapSettings } from "../functions/mapping/mapSettings";
import { findVendor, isMapped, vendorNames } from "../functions/vendors";
import { sandboxAccount } from "../sandbox/account";
import { readMapping } from "./mappingFile";

/**
 * The mapping that a command line names: a vendor's own or one from a file, or both.
 * @throws PersonError naming what is missing, unknown or wrong
 */
export function mapSettings(name: string | undefined, mappingFile: string | undefined): MapSettings {
  if (name === undefined) {
    throw new PersonError(`--vendor is missing; it must be one of ${vendorNames.join(", ")}.`);
  }
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
