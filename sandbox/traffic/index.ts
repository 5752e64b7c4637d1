import { auth0Traffic } from "./auth0";
import { buildkiteTraffic } from "./buildkite";
import { gitHubTraffic } from "./github";
import { oktaTraffic } from "./okta";
import { oneLoginTraffic } from "./onelogin";
import { pagerDutyTraffic } from "./pagerduty";
import { sailPointTraffic } from "./sailpoint";
import type { Traffic } from "./traffic";

/** The made-up traffic of a vendor, where there is any, by the vendor's name in the catalogue. */
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
