import { appliesTo } from "../../components/dashboards/widgetQueries";
import { runInsightsQuery } from "../../sandbox/cloudWatchLogs/insights/run";
import { savedInsightsQueries } from "../../sandbox/cloudWatchLogs/insights/savedQueries";
import { type DeclaredIntegration, isInLogsAlone } from "../../sandbox/integration";
import { fillIn, savedQueries } from "../../sandbox/lake/savedQueries";
import type { Sandbox } from "../../sandbox/sandbox";

/** A saved query's answer on one event data store or log group. */
export interface Answer {
  readonly name: string;
  /** The query's file in queries/. */
  readonly file: string;
  /** What the query answers, in a sentence. */
  readonly question: string;
  /** The id of the event data store, or the name of the log group, that was asked. */
  readonly store: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/**
 * Asks every saved query of every store that the integrations fill, and of every log group that is their only sink. A query named for a vendor,
 * as `okta-events-per-target` is, is asked where this vendor's events are; one that needs the account's own AWS events, where that store is known.
 */
export async function answers(
  sandbox: Sandbox,
  integrations: readonly DeclaredIntegration[],
  awsEventStore: string | undefined,
): Promise<readonly Answer[]> {
  const found: Answer[] = [];
  const lakeQueries = savedQueries();
  for (const { place, vendors } of places(integrations, ({ eventDataStoreId }) => eventDataStoreId)) {
    for (const query of lakeQueries.filter(({ name }) => appliesTo(name, vendors))) {
      if (awsEventStore === undefined && query.needs.includes("aws")) {
        continue;
      }
      const stores = { partner: place, ...(awsEventStore !== undefined && { aws: awsEventStore }) };
      const { columns, rows } = await sandbox.lake.query(fillIn(query.sql, stores));
      found.push({ name: query.name, file: `${query.name}.sql`, question: query.answers, store: place, columns, rows });
    }
  }
  const inLogs = integrations.filter(isInLogsAlone);
  const logsQueries = savedInsightsQueries();
  for (const { place, vendors } of places(inLogs, ({ auditLogGroupName }) => auditLogGroupName)) {
    const groups = [...sandbox.logGroups.values()].filter(({ name }) => name === place);
    for (const query of logsQueries.filter(({ name }) => appliesTo(name, vendors))) {
      const { columns, rows } = await runInsightsQuery(groups, { text: query.text });
      found.push({
        name: query.name,
        file: `${query.name}.cwli`,
        question: query.answers,
        store: place,
        columns,
        rows,
      });
    }
  }
  return found;
}

/** The stores or log groups, each once, with the vendors that fill it. */
function places(
  integrations: readonly DeclaredIntegration[],
  placeOf: (integration: DeclaredIntegration) => string | undefined,
) {
  const vendors = new Map<string, Set<string>>();
  for (const integration of integrations) {
    const place = placeOf(integration);
    if (place !== undefined) {
      vendors.set(place, (vendors.get(place) ?? new Set()).add(integration.vendor));
    }
  }
  return [...vendors].map(([place, names]) => ({ place, vendors: [...names] }));
}
