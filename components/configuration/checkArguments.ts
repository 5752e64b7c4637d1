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
import { integrationProblems, mappingProblems } from "./integrationProblems";
import { importProblems, keyProblems, prefixProblems } from "./nameProblems";
import { ConfigurationError, unknownName } from "./problem";

/**
 * Checks the plain arguments of a component that a program makes by hand, in the way the stack's configuration is checked.
 * @returns the arguments with their defaults, and the vendor that they name
 * @throws ConfigurationError with every problem, each with its path below the component's name
 */
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
    ...keyProblems(name, name, prefix),
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
    );
  }
  if (vendor === undefined || settings === undefined || problems.length > 0) {
    throw new ConfigurationError(problems);
  }
  return { vendor, settings };
}
