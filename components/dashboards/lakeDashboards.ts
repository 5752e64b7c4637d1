import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../aws/iamDocuments";
import { currentLocation, resourceArn, stackPrefix } from "../aws/location";
import { integrationNames } from "../aws/names";
import { CloudControlResource } from "../cloudControl/cloudControlResource";
import { cloudTrailResourcePolicy } from "../cloudControl/cloudTrailResourcePolicy";
import { cloudControlTags } from "../cloudControl/tags";
import type { FilledStore } from "./filledStores";
import { lakeWidgets } from "./lakeWidgets";

/** What the dashboards of CloudTrail Lake are made with. */
export interface LakeDashboardsArgs {
  readonly stores: readonly (FilledStore & { readonly arn: pulumi.Output<string> })[];
  /** 1, 6, 12 or 24. @default by hand alone */
  readonly refreshHours?: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A CloudTrail Lake dashboard for each store, through Cloud Control (AWS CloudFormation Template Reference, AWS::CloudTrail::Dashboard), with
 * what CloudTrail needs to fill it: leave to run queries on the store and, by a schedule, to refresh the dashboard (AWS CloudTrail User Guide,
 * "AWS CloudTrail resource-based policy examples", event data stores and dashboards). The dashboards' ARNs are made of their names, so the
 * stores' policies come first.
 *
 * A dashboard holds nothing but its queries, so it has no termination protection, and every change replaces it: Cloud Control changes list
 * elements by their position, while CloudTrail returns tags in any order, and the provider's patch loses a new order of widgets where their
 * number changes. Its name is its identity, so the old one is deleted before its replacement is made.
 */
export function lakeDashboards(
  { stores, refreshHours, tags }: LakeDashboardsArgs,
  options: pulumi.CustomResourceOptions,
): void {
  const location = currentLocation(options);
  for (const { key, vendors, arn } of stores) {
    const name = integrationNames(key, stackPrefix()).lakeDashboard;
    const dashboardArn = resourceArn(location, "cloudtrail", `dashboard/${name}`);
    const allowed = (Sid: string, Action: string, Resource: pulumi.Output<string>) =>
      policyDocument({
        Sid,
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action,
        Resource,
        // For this dashboard, and for no other account's.
        Condition: { StringEquals: { "aws:SourceAccount": location.accountId, "aws:SourceArn": dashboardArn } },
      });
    const queries = allowed("AllowDashboard", "cloudtrail:StartQuery", arn);
    const storePolicy = cloudTrailResourcePolicy(`${key}/dashboard-queries`, arn, queries, options);
    const schedule = { Frequency: { Unit: "HOURS", Value: refreshHours }, Status: "ENABLED" };
    const desiredState = {
      Name: name,
      Widgets: arn.apply((text) => lakeWidgets(vendors, text.slice(text.lastIndexOf("/") + 1))),
      ...(refreshHours !== undefined && { RefreshSchedule: schedule }),
      TerminationProtectionEnabled: false,
      Tags: cloudControlTags(tags, options),
    };
    const own = { deleteBeforeReplace: true, replaceOnChanges: ["desiredState"], dependsOn: [storePolicy] };
    const type = "AWS::CloudTrail::Dashboard";
    const dashboard = new CloudControlResource(
      `${key}/dashboard`,
      type,
      desiredState,
      pulumi.mergeOptions(own, options),
    );
    if (refreshHours !== undefined) {
      const refresh = allowed("AllowRefresh", "cloudtrail:StartDashboardRefresh", dashboard.id);
      // A deleted dashboard takes its policy along, and its replacement has the same ARN.
      const replaced = { ...options, replaceWith: [dashboard] };
      cloudTrailResourcePolicy(`${key}/dashboard-refresh`, dashboard.id, refresh, replaced);
    }
  }
}
