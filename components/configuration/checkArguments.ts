import { findVendor, vendorNames } from "../../functions/vendors";
import type { Vendor } from "../../functions/vendors/vendor";
import { stackPrefix } from "../aws/location";
import type { PartnerAuditIntegrationArgs } from "../integration/partnerAuditIntegrationArgs";
import { placeholderProblems } from "../stack/stackGuard";
import { check } from "./check";
import { deliveryProblems } from "./deliveryProblems";
import { mappingProblems } from "./mappingProblems";
import { importProblems, keyProblems, prefixProblems } from "./nameProblems";
import { ConfigurationError, unknownName } from "./problem";
import { awsClientSchema, eventStoreSchema, vendorSchema } from "./schema";

/**
 * Checks the plain arguments of a component that a program makes by hand, in the way the stack's configuration is checked.
 * @returns the vendor that the arguments name
 * @throws ConfigurationError with every problem, each with its path below the component's name
 */
export function checkArguments(name: string, args: PartnerAuditIntegrationArgs): Vendor {
  // These may be Outputs, which only the engine can judge.
  const { eventDataStoreArns, channelArn, permissionsBoundary, alarmTopicArn, ...plain } = args;
  const { rolePath, tags, eventDataStore, awsClient, ...settings } = plain;
  const { vendor: vendorName, ...ownSettings } = settings;
  const prefix = stackPrefix();
  const problems = [
    ...prefixProblems(name, prefix),
    ...keyProblems(name, name, prefix),
    ...check(vendorSchema, settings, name).problems,
    ...check(eventStoreSchema, eventDataStore ?? {}, `${name}.eventDataStore`).problems,
    ...check(awsClientSchema.optional(), awsClient, `${name}.awsClient`).problems,
  ];
  const vendor = findVendor(vendorName);
  if (vendor === undefined) {
    problems.push(unknownName(`${name}.vendor`, "vendor", vendorName, vendorNames));
  } else if (problems.length === 0) {
    problems.push(
      ...deliveryProblems(name, vendor, ownSettings),
      ...mappingProblems(name, name, vendor, ownSettings, undefined),
      ...importProblems(name, name, ownSettings, prefix),
      ...placeholderProblems(name, vendor.name, ownSettings),
    );
  }
  if (vendor === undefined || problems.length > 0) {
    throw new ConfigurationError(problems);
  }
  return vendor;
}
