import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../aws/documents";
import { lakeDashboardLimits } from "../aws/limits";
import { currentLocation, resourceArn, stackPrefix } from "../aws/location";
import { integrationNames } from "../aws/names";
import { CloudControlResource, cloudControlTags, cloudTrailResourcePolicy } from "../cloudControl/cloudControlResource";
import { type StoresBehind, storesBehind } from "../configuration/resolveStores";
import type { StackConfiguration } from "../configuration/stackConfiguration";
import { savedQueryFiles, storePlaceholder } from "../files/savedQueryFiles";
import { widgetQueries } from "./widgetQueries";

/** Arguments of {@link lakeDashboards}. */
interface LakeDashboardsArgs {
  readonly stores: readonly (FilledStore & { readonly arn: pulumi.Output<string> })[];
  /** 1, 6, 12 or 24. @default manual refresh only */
  readonly refreshHours?: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Makes a CloudTrail Lake dashboard for each store (AWS CloudFormation Template Reference, AWS::CloudTrail::Dashboard), and the policies that let
 * CloudTrail query the store and refresh the dashboard (AWS CloudTrail User Guide, "AWS CloudTrail resource-based policy examples").
 *
 * Every change replaces a dashboard, which contains only queries: Cloud Control changes list elements by their position, CloudTrail returns tags in
 * any order, and the provider's patch loses a new order of widgets. The old one is deleted first, because its name is its identity.
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
        // Only for this dashboard, and not for another account's.
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
      // Deleting a dashboard deletes its policy, and its replacement has the same ARN.
      const replaced = { ...options, replaceWith: [dashboard] };
      cloudTrailResourcePolicy(`${key}/dashboard-refresh`, dashboard.id, refresh, replaced);
    }
  }
}

/** A widget of a CloudTrail Lake dashboard (AWS CloudTrail User Guide, "View properties for widgets"). */
export interface LakeWidget {
  readonly QueryStatement: string;
  /** Values for the question marks in the statement, in their order. */
  readonly QueryParameters: readonly string[];
  readonly ViewProperties: Readonly<Record<string, string>>;
}

/** Lists the widgets of a store with events of these vendors, as tables, two per row. */
export function lakeWidgets(vendors: readonly string[], storeId: string): readonly LakeWidget[] {
  const files = savedQueryFiles(".sql");
  const widgets = widgetQueries(vendors).flatMap(({ query, title }) => {
    const file = files.find(({ name }) => name === query);
    return file === undefined ? [] : [{ ...windowed(file.text, storeId), ViewProperties: table(title) }];
  });
  return widgets.slice(0, lakeDashboardLimits.widgets);
}

/**
 * Restricts a query to the store's events in the dashboard's time range. The question mark of a time is in quotes (AWS CloudFormation Template Reference,
 * AWS::CloudTrail::Dashboard Widget, `QueryStatement`). Comments are removed: a question mark in them would be a parameter.
 */
function windowed(query: string, storeId: string): Pick<LakeWidget, "QueryStatement" | "QueryParameters"> {
  const statement = query.replace(/^--.*\n/gm, "").trim();
  const parts = statement.split(`"${storePlaceholder}"`);
  const events = `(SELECT * FROM "${storeId}" WHERE eventTime > '?' AND eventTime < '?') AS partnerEvents`;
  return {
    QueryStatement: parts.join(events),
    QueryParameters: parts.slice(1).flatMap(() => ["$StartTime$", "$EndTime$"]),
  };
}

/** Returns a table's properties. Width and height are in inches. */
function table(title: string): LakeWidget["ViewProperties"] {
  return { Height: "2", Width: "4", Title: title, View: "Table" };
}

/** An event data store of the stack's own, and the vendors that write to it. */
export interface FilledStore {
  /** The key of the integration that it belongs to, or its name under `partner-audit:eventStores`. */
  readonly key: string;
  /** The key of an integration that stores its events there. */
  readonly integration: string;
  /** The vendors' names in the catalogue. */
  readonly vendors: readonly string[];
}

/** Lists the stack's own stores that its vendors write to, the first of each channel. A store has one resource policy, so existing stores are left out. */
export function filledStores(configuration: StackConfiguration): readonly FilledStore[] {
  const stores = new Map<string, FilledStore>();
  for (const [integration, { vendor }] of Object.entries(configuration.integrations)) {
    const behind = storesBehind(integration, configuration);
    const key = behind && keyOf(behind);
    if (key !== undefined) {
      const known = stores.get(key) ?? { key, integration, vendors: [] };
      stores.set(key, { ...known, vendors: [...known.vendors, vendor] });
    }
  }
  return [...stores.values()];
}

/** Returns the key of the first store; undefined for an existing store. */
function keyOf({ owner, stores: [first] }: StoresBehind): string | undefined {
  if (first?.kind === "own") {
    return owner;
  }
  return first?.kind === "named" ? first.name : undefined;
}
