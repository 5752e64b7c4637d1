import { buildkiteTraffic, gitHubTraffic, pagerDutyTraffic } from "./development";
import { auth0Traffic, sailPointTraffic } from "./identity";
import type { Traffic } from "./madeUp";
import { oktaTraffic } from "./okta";
import { oneLoginTraffic } from "./onelogin";

/** The made-up traffic of a vendor, if there is any, by the vendor's name in the catalogue. */
export function trafficOf(vendor: string): Traffic | undefined {
  return Object.hasOwn(traffic, vendor) ? traffic[vendor] : undefined;
}

const traffic: Readonly<Record<string, Traffic>> = {
  auth0: auth0Traffic,
  buildkite: buildkiteTraffic,
  github: gitHubTraffic,
  okta: oktaTraffic,
  onelogin: oneLoginTraffic,
  pagerduty: pagerDutyTraffic,
  sailpoint: sailPointTraffic,
};
