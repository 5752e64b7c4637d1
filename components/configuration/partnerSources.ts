import { findVendor, vendors } from "../../functions/vendors";
import type { Vendor } from "../../functions/vendors/vendor";
import type { EventBridgeSettings } from "../integration/integrationSettings";
import { conflict, type Problem, problemIf } from "./problem";

/** The part that marks an event source's name as a placeholder, in capitals. */
const placeholder = "REPLACE-ME";

/** The parts that follow the domain in the form of an event source, as commands and messages show it. */
const exampleParts = "NAMESPACE/NAME";

/**
 * Reports if the name of an event source or of its bus is a placeholder, for example `aws.partner/okta.com/REPLACE-ME/REPLACE-ME`, or the
 * form that commands show, copied as it is.
 */
export function isPlaceholder(name: string): boolean {
  return name.split("/").some((part) => part.toUpperCase() === placeholder) || name.endsWith(`/${exampleParts}`);
}

/** The form of a vendor's event sources, as a command shows it: `aws.partner/okta.com/NAMESPACE/NAME`. */
export function exampleSource(vendor: string): string {
  return `aws.partner/${findVendor(vendor)?.partnerDomain ?? "DOMAIN"}/${exampleParts}`;
}

/**
 * The problem of a vendor with another vendor's event source, or with a partner event bus of one: its mapping knows none of those events. The
 * vendor `custom`, whose mapping is configured, takes any.
 */
export function foreignSourceProblems(
  path: string,
  vendor: Vendor,
  { eventSourceName, eventBusName }: Pick<EventBridgeSettings, "eventSourceName" | "eventBusName">,
): Problem[] {
  const allowed = vendor.partnerDomain === undefined ? "" : `; it must begin with aws.partner/${vendor.partnerDomain}/`;
  return Object.entries({ eventSourceName, eventBusName }).flatMap(([key, name]) => {
    // A domain that no other vendor has is let through: a vendor may use a second one.
    const owner = Object.values(vendors).find(
      ({ partnerDomain }) =>
        partnerDomain !== undefined && name?.toLowerCase().startsWith(`aws.partner/${partnerDomain}/`) === true,
    );
    return problemIf(
      owner !== undefined && owner !== vendor && vendor.name !== "custom",
      conflict(
        `${path}.${key}`,
        `${JSON.stringify(name)} is an event source of ${owner?.name}, not of ${vendor.name}${allowed}, or set vendor: ${owner?.name}`,
      ),
    );
  });
}
