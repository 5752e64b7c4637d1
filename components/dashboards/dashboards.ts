import * as pulumi from "@pulumi/pulumi";
import type { StackConfiguration } from "../configuration/stackConfiguration";
import type { DashboardsConfiguration } from "../configuration/stackSchema";
import type { IntegrationsOutputs } from "../stack/integrations";
import { filledStores, lakeDashboards } from "./lakeDashboards";
import { logsDashboard, type QueriedLogGroup } from "./logsDashboard";
import { auditLogQueries, rawLogQueries } from "./widgetQueries";

/** The arguments of {@link Dashboards}. */
export interface DashboardsArgs extends DashboardsConfiguration {
  /** The stack's configuration, with its integrations and their stores. */
  readonly configuration: StackConfiguration;
  /** Event data store and log groups of each integration, by its key. */
  readonly outputs: IntegrationsOutputs;
}

/** Dashboards of the vendors' events: one for each event data store, one for all log groups, and saved queries for the log groups. */
export class Dashboards extends pulumi.ComponentResource {
  constructor(name: string, args: DashboardsArgs, options?: pulumi.ComponentResourceOptions) {
    super("partner-audit:index:Dashboards", name, {}, options);
    const child: pulumi.CustomResourceOptions = { parent: this };
    const { configuration, outputs, lake, logs, refreshHours } = args;
    if (lake) {
      lakeDashboards({ stores: storesOf(args), refreshHours, tags: configuration.tags }, child);
    }
    const groups = logs ? logGroupsOf(configuration, outputs) : [];
    if (groups.length > 0) {
      logsDashboard(groups, child);
    }
    this.registerOutputs({});
  }
}

function storesOf({ configuration, outputs }: DashboardsArgs) {
  return filledStores(configuration).flatMap((store) => {
    const arn = outputs[store.integration]?.eventDataStoreArn;
    return arn === undefined ? [] : [{ ...store, arn: arn.apply((known) => known ?? "") }];
  });
}

function logGroupsOf({ integrations }: StackConfiguration, outputs: IntegrationsOutputs): readonly QueriedLogGroup[] {
  return Object.entries(integrations).flatMap(([integration, { vendor }]) => {
    const { auditLogGroupName, rawLogGroupName } = outputs[integration] ?? {};
    const group = (
      kind: QueriedLogGroup["kind"],
      logGroupName: pulumi.Output<string> | undefined,
      queries: () => QueriedLogGroup["queries"],
    ): readonly QueriedLogGroup[] =>
      logGroupName === undefined ? [] : [{ integration, kind, logGroupName, queries: queries() }];
    return [
      ...group("audit", auditLogGroupName, () => auditLogQueries(vendor)),
      ...group("raw", rawLogGroupName, rawLogQueries),
    ];
  });
}
