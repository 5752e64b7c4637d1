import { firstParagraph, savedQueryFiles } from "../../components/files/savedQueryFiles";
import { PersonError } from "../../components/personError";
import { timestampText } from "./results";

/** The source of the events that a query reads: partners or AWS. */
type NeededStore = "partner" | "aws";

export interface SavedQuery {
  readonly name: string;
  /** The first paragraph of the comment at the top of the file. */
  readonly answers: string;
  /** The statement with its comments, as in the file. */
  readonly sql: string;
  readonly needs: readonly NeededStore[];
}

/** Placeholders of event data store ids. */
const storePlaceholders: Readonly<Record<NeededStore, string>> = {
  partner: "$PARTNER_EVENT_DATA_STORE_ID",
  aws: "$AWS_EVENT_DATA_STORE_ID",
};

/** The saved queries, by name. @param folder @default the project's `queries` */
export function savedQueries(folder?: string): readonly SavedQuery[] {
  return savedQueryFiles(".sql", folder).map(({ name, text }) => savedQuery(name, text));
}

/** Bounds of the events' own time, in milliseconds since 1970. */
export interface Window {
  readonly since?: number;
  readonly until?: number;
}

/** Fills in the stores' ids and limits the query to the window, so it scans less. @throws PersonError for a store not in `stores` */
export function fillIn(
  sql: string,
  stores: Readonly<Partial<Record<NeededStore, string>>>,
  window: Window = {},
): string {
  return storesNeeded(sql).reduce((filled, need) => {
    const id = stores[need];
    if (id === undefined) {
      throw new PersonError(`The query needs the id of an event data store for ${storePlaceholders[need]}.`);
    }
    return filled.replaceAll(`"${storePlaceholders[need]}"`, inWindow(`"${id}"`, window, need));
  }, sql);
}

/** The conditions that limit events to the window, in SQL. */
export function windowConditions({ since, until }: Window): readonly string[] {
  return [
    ...(since === undefined ? [] : [`eventTime >= TIMESTAMP '${timestampText(BigInt(since) * 1_000n)}'`]),
    ...(until === undefined ? [] : [`eventTime < TIMESTAMP '${timestampText(BigInt(until) * 1_000n)}'`]),
  ];
}

/** A store's table, limited to the window. */
function inWindow(table: string, window: Window, need: NeededStore): string {
  const bounds = windowConditions(window);
  return bounds.length === 0 ? table : `(SELECT * FROM ${table} WHERE ${bounds.join(" AND ")}) AS ${need}Events`;
}

function savedQuery(name: string, sql: string): SavedQuery {
  return { name, answers: firstParagraph(sql, "--"), sql, needs: storesNeeded(sql) };
}

function storesNeeded(sql: string): readonly NeededStore[] {
  return (["partner", "aws"] as const).filter((need) => sql.includes(storePlaceholders[need]));
}

/** A query for a log group of audit events, in Logs Insights' language, which the project keeps in a separate file. */
type SavedInsightsQuery = Pick<SavedQuery, "name" | "answers"> & { readonly text: string };

/** The saved queries for log groups, by name. @param folder @default the project's `queries` */
export function savedInsightsQueries(folder?: string): readonly SavedInsightsQuery[] {
  return savedQueryFiles(".cwli", folder).map(({ name, text }) => ({ name, answers: firstParagraph(text, "#"), text }));
}
