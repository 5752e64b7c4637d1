import { cloudTrailDataRegions } from "../aws/limits";
import { usesLake } from "../integration/integrationSettings";
import { conflict, keysWithoutEffect, nearest, notAllowed, type Problem, repetitions } from "./problem";
import type { VendorConfiguration } from "./schema";
import type { DashboardsConfiguration } from "./stackSchema";

type Vendors = Readonly<Record<string, VendorConfiguration>>;

/** A partner event source has one event bus, so only one integration can make it. */
export function sharedEventSourceProblems(vendors: Vendors): Problem[] {
  return repetitions(vendors, ({ eventSourceName }) => eventSourceName).map(({ key, owner, identity }) =>
    conflict(
      `partner-audit:vendors.${key}.eventSourceName`,
      `${JSON.stringify(identity)} is ${owner}'s already, and a partner event source has one event bus; say eventBusName: ${identity} here in its place`,
    ),
  );
}

/** The problem of a Region without an endpoint for audit events, where any vendor's go to CloudTrail Lake. */
export function regionProblems(region: string | undefined, vendors: Vendors): Problem[] {
  const all = Object.values(vendors);
  if (
    region === undefined ||
    cloudTrailDataRegions.includes(region) ||
    (all.length > 0 && !all.some((vendor) => usesLake(vendor)))
  ) {
    return [];
  }
  const near = nearest(region, cloudTrailDataRegions);
  return [
    notAllowed(
      "aws:region",
      region,
      `a Region with an endpoint for PutAuditEvents${near === undefined ? "" : ` (the nearest name is ${near})`}: ${cloudTrailDataRegions.join(", ")}; elsewhere audit events can go to CloudWatch Logs (sink: cloudwatch-logs)`,
    ),
  ];
}

/** The problems of dashboards' values with each other. */
export function dashboardsProblems(path: string, dashboards: DashboardsConfiguration | undefined): readonly Problem[] {
  if (dashboards === undefined || dashboards.lake) {
    return [];
  }
  return dashboards.logs
    ? keysWithoutEffect(
        path,
        dashboards,
        ["refreshHours"],
        "only dashboards of CloudTrail Lake are refreshed by a schedule",
      )
    : [conflict(path, "shows nothing, since lake and logs are both false; leave it out")];
}
