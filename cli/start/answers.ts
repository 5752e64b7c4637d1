import { appliesTo } from "../../components/dashboards/widgetQueries";
import { levels } from "../../functions/detector/compiledRule";
import { runInsightsQuery } from "../../sandbox/cloudWatchLogs/insights/run";
import { type DeclaredIntegration, isInLogsAlone, type LakeOutput } from "../../sandbox/integration";
import { fillIn, type SavedQuery, savedInsightsQueries, savedQueries } from "../../sandbox/lake/savedQueries";
import { type ReportedFinding, reportedFindings } from "../../sandbox/ledger/findings";
import type { Sandbox } from "../../sandbox/sandbox";
import { tableQuery } from "../query/tableQuery";

/** A saved query's answer from one event data store, table or log group. */
export interface Answer {
  readonly name: string;
  /** The query's file in queries/. */
  readonly file: string;
  /** The question, in a sentence. */
  readonly question: string;
  /** The id of the event data store, the table in S3, or the name of the log group. */
  readonly store: string;
  /** The integrations with events there. */
  readonly vendors: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/**
 * Runs every saved query on every store of the integrations, on the table in S3, and on every log group that is their only sink, if the query is
 * for their vendors. Queries of the account's own AWS events need the id of that store.
 */
export async function answers(
  sandbox: Sandbox,
  integrations: readonly DeclaredIntegration[],
  { lake, awsEventStore }: { readonly lake: LakeOutput | undefined; readonly awsEventStore: string | undefined },
): Promise<readonly Answer[]> {
  const found: Answer[] = [];
  const lakeQueries = savedQueries();
  for (const { place, vendors, keys } of places(integrations, ({ eventDataStoreId }) => eventDataStoreId)) {
    for (const query of lakeQueries.filter(({ name }) => appliesTo(name, vendors))) {
      if (awsEventStore === undefined && query.needs.includes("aws")) {
        continue;
      }
      const stores = { partner: place, ...(awsEventStore !== undefined && { aws: awsEventStore }) };
      const { columns, rows } = await sandbox.lake.query(fillIn(query.sql, stores));
      found.push({ ...lakeAnswer(query), store: place, vendors: keys, columns, rows });
    }
  }
  const inTable = integrations.flatMap(({ key, lakeBucketName }) => (lakeBucketName === undefined ? [] : [key]));
  for (const query of lake === undefined ? [] : lakeQueries) {
    const statement = lake && tableQuery(query, lake, integrations);
    if (statement !== undefined) {
      const { columns, rows } = (await sandbox.athena.query({ statement })).result;
      const store = `${lake?.databaseName}.${lake?.tableName}`;
      found.push({ ...lakeAnswer(query), store, vendors: inTable, columns, rows });
    }
  }
  const inLogs = integrations.filter(isInLogsAlone);
  const logsQueries = savedInsightsQueries();
  for (const { place, vendors, keys } of places(inLogs, ({ auditLogGroupName }) => auditLogGroupName)) {
    const groups = [...sandbox.logGroups.values()].filter(({ name }) => name === place);
    for (const query of logsQueries.filter(({ name }) => appliesTo(name, vendors))) {
      const { columns, rows } = await runInsightsQuery(groups, { text: query.text });
      found.push({
        name: query.name,
        file: `${query.name}.cwli`,
        question: query.answers,
        store: place,
        vendors: keys,
        columns,
        rows,
      });
    }
  }
  return found;
}

function lakeAnswer({ name, answers: question }: SavedQuery): Pick<Answer, "name" | "file" | "question"> {
  return { name, file: `${name}.sql`, question };
}

/** The stores or log groups, each once, with their integrations and vendors. */
function places(
  integrations: readonly DeclaredIntegration[],
  placeOf: (integration: DeclaredIntegration) => string | undefined,
) {
  const filling = new Map<string, DeclaredIntegration[]>();
  for (const integration of integrations) {
    const place = placeOf(integration);
    if (place !== undefined) {
      filling.set(place, [...(filling.get(place) ?? []), integration]);
    }
  }
  return [...filling].map(([place, those]) => ({
    place,
    keys: those.map(({ key }) => key),
    vendors: [...new Set(those.map(({ vendor }) => vendor))],
  }));
}

/**
 * Advances the clock by the hour in which every rule runs, and returns the findings, those of the highest level first. Undefined if the stack has
 * no detections.
 */
export async function findingsOf(
  sandbox: Sandbox,
  { findings }: Readonly<Record<string, unknown>>,
): Promise<readonly ReportedFinding[] | undefined> {
  if (findings === undefined) {
    return undefined;
  }
  await sandbox.settle({ until: sandbox.clock.now() + aBitMoreThanAnHour });
  return [...reportedFindings(sandbox)].sort(
    (one, other) => levelOf(other) - levelOf(one) || one.first.localeCompare(other.first),
  );
}

function levelOf({ level }: ReportedFinding): number {
  return levels.indexOf(level);
}

/** The reasons of failed scans, each once. */
export function detectorFailures(sandbox: Sandbox, { findings }: Readonly<Record<string, unknown>>): readonly string[] {
  const { functionName = "" } = (findings ?? {}) as { readonly functionName?: string };
  const lines = sandbox.functions.get(functionName)?.log.lines ?? [];
  const reasons = lines.flatMap((line) => /^ERROR\t\S+\t(.*)$/.exec(line)?.[1] ?? []);
  return [...new Set(reasons)];
}

/** In milliseconds. Rules with a longer interval are left out. */
const aBitMoreThanAnHour = 61 * 60_000;
