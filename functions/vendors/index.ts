import { auth0 } from "./auth0";
import { buildkite } from "./buildkite";
import { custom } from "./custom";
import { github } from "./github";
import { okta } from "./okta";
import { onelogin } from "./onelogin";
import { pagerduty } from "./pagerduty";
import { sailpoint } from "./sailpoint";
import { sources } from "./sources";
import type { Vendor } from "./vendor";

/** Every vendor whose events can be mapped without a mapping in configuration, by name; and `custom`, which needs one. */
export const vendors: Readonly<Record<string, Vendor>> = {
  auth0,
  buildkite,
  custom,
  github,
  okta,
  onelogin,
  pagerduty,
  sailpoint,
};

/** The vendors that have a Source and no mapping of their own: they send audit events themselves, or with a configured mapping. */
const unmapped: Readonly<Record<string, Vendor>> = Object.fromEntries(
  Object.entries(sources)
    .filter(([, { vendor }]) => !Object.hasOwn(vendors, vendor))
    .map(([source, { vendor: name, title }]) => [name, { ...custom, name, title, source: source as Vendor["source"] }]),
);

/** The names of all vendors, sorted. */
export const vendorNames: readonly string[] = [...Object.keys(vendors), ...Object.keys(unmapped)].sort();

/** The vendor of that name, or undefined where there is none. */
export function findVendor(name: string): Vendor | undefined {
  const known = Object.hasOwn(vendors, name) ? vendors : unmapped;
  return Object.hasOwn(known, name) ? known[name] : undefined;
}

/** Whether a vendor's events can be mapped without a mapping in configuration. */
export function isMapped(vendor: Vendor): boolean {
  return vendor.mapping !== custom.mapping;
}
