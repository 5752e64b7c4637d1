import { firstParagraph, savedQueryFiles } from "../../components/files/savedQueryFiles";
import { PersonError } from "../../components/personError";
import { timestampText } from "./results";

/** Whose event data store a query reads: the partners' (an integration's) or the account's own, of AWS events. */
export type NeededStore = "partner" | "aws";

/** A query that the project keeps in a file of its own. */
export interface SavedQuery {
  /** The file's name without its ending. */
  readonly name: string;
  /** What the query answers, in a sentence: the first paragraph of the comment at the top of its file. */
  readonly answers: string;
  /** The statement with its comments, as it is in the file. */
  readonly sql: string;
  readonly needs: readonly NeededStore[];
}

/** What stands in a query for the id of an event data store. */
export const storePlaceholders: Readonly<Record<NeededStore, string>> = {
  partner: "$PARTNER_EVENT_DATA_STORE_ID",
  aws: "$AWS_EVENT_DATA_STORE_ID",
};

/**
 * The saved queries, in the order of their names.
 *
 * @param folder where they lie. The default is the project's `queries`.
 */
export function savedQueries(folder?: string): readonly SavedQuery[] {
  return savedQueryFiles(".sql", folder).map(({ name, text }) => savedQuery(name, text));
}

/** A time that a query is asked of, by the events' own time; in milliseconds since 1970. */
export interface Window {
  readonly since?: number;
  readonly until?: number;
}

/**
 * The query with the ids of the stores in their places and, of a window, only what is in it: less is scanned, and paid for. Throws where it
 * needs a store that `stores` does not have.
 */
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

/** A store's table, or what of it is in the window. */
function inWindow(table: string, { since, until }: Window, need: NeededStore): string {
  const bounds = [
    ...(since === undefined ? [] : [`eventTime >= TIMESTAMP '${timestampText(BigInt(since) * 1_000n)}'`]),
    ...(until === undefined ? [] : [`eventTime < TIMESTAMP '${timestampText(BigInt(until) * 1_000n)}'`]),
  ];
  return bounds.length === 0 ? table : `(SELECT * FROM ${table} WHERE ${bounds.join(" AND ")}) AS ${need}Events`;
}

function savedQuery(name: string, sql: string): SavedQuery {
  return { name, answers: firstParagraph(sql, "--"), sql, needs: storesNeeded(sql) };
}

function storesNeeded(sql: string): readonly NeededStore[] {
  return (["partner", "aws"] as const).filter((need) => sql.includes(storePlaceholders[need]));
}
