import { storePlaceholder } from "../../components/files/savedQueryFiles";
import { type LakeScope, lakeQuery } from "../../components/lake/lakeQueries";
import type { CompiledRule } from "../../functions/detector/compiledRule";
import { oldestStatement } from "../../functions/detector/scan/oldestStored";
import { type ScanSource, trinoScan } from "../../functions/detector/scan/trinoScan";
import { fillIn, savedQueries, windowConditions } from "../../sandbox/lake/savedQueries";
import type { Example } from "./examples";

/** A statement for Trino, and the source of its expected rows. */
export interface Question {
  readonly name: string;
  /** The statement on the lake's table; a placeholder stands for AWS's own events. */
  readonly statement: string;
  /** The columns and rows that the project's tests expect. @default those that the sandbox returns */
  readonly expected?: { readonly columns: readonly string[]; readonly rows: readonly (readonly unknown[])[] };
  /** True if the events must give rows. */
  readonly answers?: true;
  /**
   * The same statement for CloudTrail Lake, for queries of AWS's own events, of which the sandbox's Athena has no
   * table.
   */
  readonly lake?: string;
  /** The example whose AWS events replace the placeholder. @default those of all examples */
  readonly example?: string;
}

/** The placeholder of the store of AWS's own events. */
export const awsPlaceholder = "$AWS_EVENT_DATA_STORE_ID";

/** The queried table. */
interface Place {
  readonly scope: LakeScope;
  /** The keys of the integrations that saved queries read. The events for rules, many and unusual, have other keys. */
  readonly integrations: readonly string[];
  /** A part of the table that has events of every vendor. */
  readonly part: Required<Pick<LakeScope, "integrations" | "firstDay">>;
  /** Bounds of the time of those events, in milliseconds since 1970. */
  readonly window: { readonly since: number; readonly until: number };
  /** The ids of CloudTrail Lake's stores with the same events. */
  readonly stores: Readonly<Record<"partner" | "aws", string>>;
}

/**
 * Lists the project's queries of a lake: those in its files, as they are and as its commands send them, and a scan of
 * its detections.
 */
export function questions(
  { scope: whole, integrations, part, window, stores }: Place,
  examples: readonly Example[],
): readonly Question[] {
  const scope = { ...whole, integrations };
  const queries = savedQueries();
  const placeholders = { partner: storePlaceholder, aws: awsPlaceholder };
  const bounded = { ...scope, ...part, conditions: windowConditions(window) };
  return [
    { name: "every column of every row", statement: lakeQuery(`SELECT * FROM "${storePlaceholder}"`, whole) },
    {
      name: "rows per partition",
      statement: lakeQuery(`SELECT integration, day, count(*) AS n FROM "${storePlaceholder}" GROUP BY 1, 2`, whole),
    },
    ...queries.flatMap(({ name, sql, needs }) => [
      {
        ...{ name, statement: lakeQuery(sql, scope), answers: true as const },
        ...(needs.includes("aws") && { lake: fillIn(sql, stores) }),
      },
      ...(needs.includes("aws") ? [] : [{ name: `${name} of a day`, statement: lakeQuery(sql, bounded) }]),
      {
        name: `${name} of a day, as CloudTrail Lake runs it`,
        statement: lakeQuery(fillIn(sql, placeholders, window), { ...scope, ...part }),
        ...(needs.includes("aws") && { lake: fillIn(sql, stores, window) }),
      },
    ]),
    {
      name: "a scan of the detector for several rules",
      statement: lakeQuery(detectorScan(part.integrations, window), { ...scope, ...part }),
      answers: true as const,
    },
    {
      name: "the detector's question for the oldest new event",
      statement: lakeQuery(oldestNew(part.integrations, window), { ...scope, ...part }),
      answers: true as const,
    },
    ...examples.map(({ key, query, columns, rows }) => ({
      name: `the example ${key}`,
      statement: lakeQuery(queries.find(({ name }) => name === query)?.sql ?? "", { ...scope, integrations: [key] }),
      expected: { columns, rows },
      example: key,
    })),
  ];
}

function oldestNew(integrations: readonly string[], { since, until }: Place["window"]): string {
  const window = { since, through: until, after: since };
  return oldestStatement({ name: `"${storePlaceholder}"` }, sourcesOf(integrations), window, since);
}

function sourcesOf(integrations: readonly string[]): readonly ScanSource[] {
  return integrations.map((integration) => ({
    ...{ integration, vendor: "any" },
    condition: { trino: `integration = '${integration}'`, insights: "" },
  }));
}

/**
 * Returns a scan for one rule of each kind: single events, events counted by address, and event names counted by
 * address.
 */
function detectorScan(integrations: readonly string[], { since, until }: Place["window"]): string {
  const of = (trino: string) => ({ trino, insights: "" });
  const address = of("eventData.sourceIPAddress");
  const correlation = { groupBy: [address], timespanSeconds: 3_600, condition: { gte: 2 } };
  const rule = (name: string, trino: string, more: Partial<CompiledRule> = {}): CompiledRule => ({
    ...{ name, id: name, title: name, description: name, vendor: "any", level: "low", tags: [], falsePositives: [] },
    predicates: { trino },
    columns: { actor: of("eventData.userIdentity.principalId"), target: of("eventData.errorMessage") },
    ...more,
  });
  const rules = [
    rule("failed", "eventData.errorCode IS NOT NULL"),
    rule("any", "true", { correlation: { ...correlation, type: "event_count" } }),
    rule("names", "coalesce(eventData.eventName <> '', false)", {
      correlation: { ...correlation, type: "value_count", value: of("eventData.eventName") },
    }),
  ];
  return trinoScan({ name: `"${storePlaceholder}"` }, rules, sourcesOf(integrations), {
    since,
    through: until,
    after: since,
  });
}
