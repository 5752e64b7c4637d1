import { findVendor, vendorNames } from "../../functions/vendors";
import type { Vendor } from "../../functions/vendors/vendor";
import { stackPrefix } from "../aws/location";
import {
  argumentVariants,
  type PartnerAuditIntegrationArgs,
  type ResolvedArguments,
} from "../integration/partnerAuditIntegrationArgs";
import { placeholderProblems } from "../stack/stackGuard";
import { checkVariant } from "./check";
import { ConfigurationError, keysWithoutEffect, type Problem, unknownName } from "./problem";
import { integrationProblems, mappingProblems } from "./problems/integrationProblems";
import { importProblems, prefixProblems, vendorKeyProblems } from "./problems/nameProblems";

/** Checks a component's arguments and returns them with their defaults and their vendor; throws a ConfigurationError with all problems. */
export function checkArguments(
  name: string,
  args: PartnerAuditIntegrationArgs,
): { readonly vendor: Vendor; readonly settings: ResolvedArguments } {
  const prefix = stackPrefix();
  const given = Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
  const checked = checkVariant(argumentVariants, given, name);
  const settings: ResolvedArguments | undefined = checked.value;
  const vendor = findVendor(args.vendor);
  const problems = [
    ...prefixProblems(name, prefix),
    ...vendorKeyProblems(name, name, prefix),
    ...checked.problems,
    ...(vendor === undefined && typeof args.vendor === "string"
      ? [unknownName(`${name}.vendor`, "vendor", args.vendor, vendorNames)]
      : []),
  ];
  if (vendor !== undefined && settings !== undefined) {
    problems.push(
      ...integrationProblems(name, vendor, settings),
      ...mappingProblems(name, name, vendor, settings, undefined),
      ...importProblems(name, name, settings, prefix),
      ...placeholderProblems(name, vendor.name, settings),
      ...storeProblems(name, settings),
    );
  }
  if (vendor === undefined || settings === undefined || problems.length > 0) {
    throw new ConfigurationError(problems, name);
  }
  return { vendor, settings };
}

/** Refuses settings of the integration's own store if it delivers to another one, so no store is made. */
function storeProblems(name: string, args: ResolvedArguments): readonly Problem[] {
  const other = (["channelArn", "eventDataStoreArns"] as const).find((key) => args[key] !== undefined);
  return other === undefined ? [] : keysWithoutEffect(name, args, ["eventDataStore"], `${other} says where events go`);
}
