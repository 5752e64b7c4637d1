import { oktaTraffic } from "./okta";
import type { Traffic } from "./traffic";

/** The made-up traffic of a vendor, where there is any, by the vendor's name in the catalogue. */
export function trafficOf(vendor: string): Traffic | undefined {
  return Object.hasOwn(traffic, vendor) ? traffic[vendor] : undefined;
}

const traffic: Readonly<Record<string, Traffic>> = { okta: oktaTraffic };
