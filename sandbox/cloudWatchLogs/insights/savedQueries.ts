import { firstParagraph, savedQueryFiles } from "../../../components/files/savedQueryFiles";

/** A query for a log group of audit events that the project keeps in a file of its own, in Logs Insights' language. */
export interface SavedInsightsQuery {
  /** The file's name without its ending. */
  readonly name: string;
  /** What the query answers, in a sentence: the first paragraph of the comment at the top of its file. */
  readonly answers: string;
  /** The query with its comments, as it is in the file. */
  readonly text: string;
}

/**
 * The saved queries for log groups, in the order of their names.
 *
 * @param folder where they lie. The default is the project's `queries`.
 */
export function savedInsightsQueries(folder?: string): readonly SavedInsightsQuery[] {
  return savedQueryFiles(".cwli", folder).map(({ name, text }) => ({ name, answers: firstParagraph(text, "#"), text }));
}
