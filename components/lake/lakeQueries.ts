import { appliesTo } from "../dashboards/widgetQueries";
import { firstParagraph, savedQueryFiles, storePlaceholder } from "../files/savedQueryFiles";

/** The part of a lake that a query reads. */
export interface LakeScope {
  readonly database: string;
  readonly table: string;
  /** The keys of the integrations whose events are read. @default all */
  readonly integrations?: readonly string[] | undefined;
  /** The first day of storing that is read, YYYY-MM-DD. @default all */
  readonly firstDay?: string | undefined;
  /** Further conditions on the rows, in SQL. @default none */
  readonly conditions?: readonly string[] | undefined;
}

/** Gives a query for CloudTrail Lake as one for the table in S3: the subquery takes the placeholder's place, and nothing else changes. */
export function lakeQuery(
  query: string,
  { database, table, integrations, firstDay, conditions = [] }: LakeScope,
): string {
  const all = [
    ...(integrations === undefined ? [] : [`integration IN (${integrations.map((key) => `'${key}'`).join(", ")})`]),
    ...(firstDay === undefined ? [] : [`day >= '${firstDay}'`]),
    ...conditions,
  ];
  const where = all.length === 0 ? "" : ` WHERE ${all.join(" AND ")}`;
  return query.replaceAll(`"${storePlaceholder}"`, () => `(SELECT * FROM "${database}"."${table}"${where})`);
}

/** A query that Athena's workgroup offers. */
export interface LakeQuery {
  /** The file in queries/ without its ending. */
  readonly name: string;
  /** What it answers, in a sentence. */
  readonly question: string;
  readonly text: string;
}

/**
 * Lists the saved queries for a lake that these vendors fill. Queries about one vendor read its integrations and the retired ones, whose vendors are not known.
 * Those that join AWS's own events are left out, which the lake does not have.
 * @param vendors the vendor of each integration, by its key
 */
export function lakeQueries(
  names: { readonly database: string; readonly table: string },
  vendors: Readonly<Record<string, string>>,
  retired: readonly string[],
): readonly LakeQuery[] {
  const all = [...new Set(Object.values(vendors))];
  return savedQueryFiles(".sql").flatMap(({ name, text }) => {
    if (text.includes("$AWS_EVENT_DATA_STORE_ID") || !appliesTo(name, all)) {
      return [];
    }
    const ofVendor = Object.keys(vendors).filter((key) => appliesTo(name, [vendors[key] ?? ""]));
    const isCommon = appliesTo(name, []);
    const integrations = isCommon ? undefined : [...new Set([...ofVendor, ...retired])].sort();
    return [{ name, question: firstParagraph(text, "--"), text: lakeQuery(text, { ...names, integrations }) }];
  });
}
