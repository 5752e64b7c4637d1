import { appliesTo } from "../dashboards/widgetQueries";
import { firstParagraph, savedQueryFiles, storePlaceholder } from "../files/savedQueryFiles";

/** The part of a lake that a query reads. */
export interface LakeScope {
  readonly database: string;
  readonly table: string;
  /** Keys of the integrations to read. @default all */
  readonly integrations?: readonly string[] | undefined;
  /** The first partition day to read, YYYY-MM-DD. @default all */
  readonly firstDay?: string | undefined;
  /** Further conditions on the rows, in SQL. @default none */
  readonly conditions?: readonly string[] | undefined;
}

/** Converts a query for CloudTrail Lake to one for the table in S3: a subquery replaces the placeholder, and nothing else changes. */
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

/** A saved query of Athena's workgroup. */
export interface LakeQuery {
  /** Its file in queries/, without the extension. */
  readonly name: string;
  /** The question that it answers, in a sentence. */
  readonly question: string;
  readonly text: string;
}

/**
 * Lists the saved queries for a lake with events of these vendors. Queries about one vendor read its integrations and the retired ones, whose vendors are
 * unknown. Queries that join AWS's own events are left out: the lake does not contain these.
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
