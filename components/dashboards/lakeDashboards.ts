import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../aws/iamDocuments";
import { currentLocation, resourceArn, stackPrefix } from "../aws/location";
import { integrationNames } from "../aws/names";
import { cloudTrailResourcePolicy } from "../cloudControl/cloudTrailResourcePolicy";
import type { FilledStore } from "./filledStores";
import { LakeDashboard } from "./lakeDashboard";
import { lakeWidgets } from "./lakeWidgets";

/** What the dashboards of CloudTrail Lake are made with. */
export interface LakeDashboardsArgs {
  readonly stores: readonly (FilledStore & { readonly arn: pulumi.Output<string> })[];
  /** @default by hand alone */
  readonly refreshHours?: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A dashboard for each store, with what CloudTrail needs to fill it: leave to run queries on the store and, by a schedule, to refresh the
 * dashboard. The dashboards' ARNs are made of their names, so the stores' policies come first.
 * Source: AWS CloudTrail User Guide, "AWS CloudTrail resource-based policy examples", event data stores and dashboards.
 */
export function lakeDashboards(
  { stores, refreshHours, tags }: LakeDashboardsArgs,
  options: pulumi.CustomResourceOptions,
): readonly LakeDashboard[] {
  const location = currentLocation(options);
  return stores.map(({ key, vendors, arn }) => {
    const name = integrationNames(key, stackPrefix()).lakeDashboard;
    const dashboardArn = resourceArn(location, "cloudtrail", `dashboard/${name}`);
    const allowed = (Sid: string, Action: string, Resource: pulumi.Output<string>) =>
      policyDocument({ ...forDashboard(dashboardArn, location.accountId), Sid, Action, Resource });
    const storePolicy = cloudTrailResourcePolicy(
      `${key}/dashboard-queries`,
      arn,
      allowed("AllowDashboard", "cloudtrail:StartQuery", arn),
      options,
    );
    const dashboard = new LakeDashboard(
      `${key}/dashboard`,
      {
        name,
        widgets: arn.apply((text) => lakeWidgets(vendors, text.slice(text.lastIndexOf("/") + 1))),
        refreshHours,
        tags,
      },
      pulumi.mergeOptions(options, { dependsOn: [storePolicy] }),
    );
    if (refreshHours !== undefined) {
      cloudTrailResourcePolicy(
        `${key}/dashboard-refresh`,
        dashboard.dashboardArn,
        allowed("AllowRefresh", "cloudtrail:StartDashboardRefresh", dashboard.dashboardArn),
        // A deleted dashboard takes its policy along, and its replacement has the same ARN.
        { ...options, replaceWith: [dashboard] },
      );
    }
    return dashboard;
  });
}

/** What CloudTrail does for this dashboard, and for no other account's. */
function forDashboard(
  dashboardArn: pulumi.Output<string>,
  accountId: pulumi.Output<string>,
): Pick<Statement, "Effect" | "Principal" | "Condition"> {
  return {
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Condition: { StringEquals: { "aws:SourceAccount": accountId, "aws:SourceArn": dashboardArn } },
  };
}
