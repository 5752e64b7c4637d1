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

/** Every vendor with a built-in mapping, by name; and `custom`, which needs a configured mapping. */
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

/** Vendors with a Source but without a built-in mapping: they send audit events themselves, or need a configured mapping. */
const unmapped: Readonly<Record<string, Vendor>> = Object.fromEntries(
  Object.entries(sources)
    .filter(([, { vendor }]) => !Object.hasOwn(vendors, vendor))
    .map(([source, { vendor: name, title }]) => [name, { ...custom, name, title, source: source as Vendor["source"] }]),
);

/** The names of all vendors, sorted. */
export const vendorNames: readonly string[] = [...Object.keys(vendors), ...Object.keys(unmapped)].sort();

/** Returns the vendor with that name, or undefined. */
export function findVendor(name: string): Vendor | undefined {
  const known = Object.hasOwn(vendors, name) ? vendors : unmapped;
  return Object.hasOwn(known, name) ? known[name] : undefined;
}

/** Returns true if a vendor has a built-in mapping. */
export function isMapped(vendor: Vendor): boolean {
  return vendor.mapping !== custom.mapping;
}
