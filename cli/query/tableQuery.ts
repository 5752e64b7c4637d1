import { appliesTo } from "../../components/dashboards/widgetQueries";
import { lakeQuery } from "../../components/lake/lakeQueries";
import type { LakeOutput } from "../../sandbox/integration";
import { type SavedQuery, type Window, windowConditions } from "../../sandbox/lake/savedQueries";

/** The properties of an integration that a query of the table in S3 needs. */
interface TableIntegration {
  readonly key: string;
  readonly vendor: string;
  /** The bucket of its audit events; undefined if they do not go to S3. */
  readonly lakeBucketName?: string | undefined;
}

/**
 * Rewrites a saved query for the table in S3: for the events of these integrations, or of all, in the window. Undefined if the query is for none
 * of their vendors, or joins AWS's own events. Events are stored after their own time; a day is added for clock differences.
 */
export function tableQuery(
  { name, sql, needs }: SavedQuery,
  { databaseName, tableName }: Pick<LakeOutput, "databaseName" | "tableName">,
  integrations: readonly TableIntegration[] | undefined,
  window: Window = {},
): string | undefined {
  const keys = integrations?.flatMap(({ key, vendor, lakeBucketName }) =>
    lakeBucketName !== undefined && appliesTo(name, [vendor]) ? [key] : [],
  );
  if (needs.includes("aws") || keys?.length === 0) {
    return undefined;
  }
  return lakeQuery(sql, {
    database: databaseName,
    table: tableName,
    integrations: keys?.sort(),
    ...(window.since !== undefined && {
      firstDay: new Date(window.since - dayMilliseconds).toISOString().slice(0, 10),
    }),
    conditions: windowConditions(window),
  });
}

const dayMilliseconds = 24 * 60 * 60 * 1_000;

/** Explains why the table has no answer to a query. */
export function notInTable({ name, needs }: SavedQuery): string {
  return needs.includes("aws")
    ? `${name} joins AWS's own events, which the table in S3 does not have: query CloudTrail Lake, with --store.`
    : `${name} is about other vendors than those whose events go to S3.`;
}
