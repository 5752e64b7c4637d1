import { okta } from "./okta";
import type { Vendor } from "./vendor";

/** Every vendor whose events can be mapped without a mapping in configuration, by name. */
export const vendors = { okta } as const satisfies Readonly<Record<string, Vendor>>;

/** The name of a vendor in the table. */
export type VendorName = keyof typeof vendors;

/** The vendor of that name, or undefined where there is none. */
export function findVendor(name: string): Vendor | undefined {
  return Object.hasOwn(vendors, name) ? vendors[name as VendorName] : undefined;
}
