import { join } from "node:path";
import { packageFolder } from "../files/packageFolder";
import { firstParagraph, savedQueryFiles } from "../files/savedQueryFiles";
import { appliesTo, widgetQueries } from "./widgetQueries";

/** A query for a log group. */
export interface EventLogQuery {
  readonly name: string;
  /** What it answers, in a sentence. */
  readonly question: string;
  /** As it is in the file, with its comments. */
  readonly text: string;
  /** Whether a dashboard shows it. */
  readonly isShown: boolean;
}

/** The queries for a log group of a vendor's audit events: those that a dashboard shows come first, the most telling at the top. */
export function auditLogQueries(vendor: string): readonly EventLogQuery[] {
  const shown = widgetQueries([vendor]).map(({ query }) => query);
  const queries = savedQueryFiles(".cwli").filter(({ name }) => appliesTo(name, [vendor]));
  const rank = (name: string) => (shown.includes(name) ? shown.indexOf(name) : shown.length);
  return queries
    .map(({ name, text }) => eventLogQuery(name, text, shown.includes(name)))
    .sort((one, other) => rank(one.name) - rank(other.name));
}

/** The queries for a log group of events as they came. */
export function rawLogQueries(): readonly EventLogQuery[] {
  return savedQueryFiles(".cwli", join(packageFolder, "queries", "raw")).map(({ name, text }) =>
    eventLogQuery(name, text, true),
  );
}

function eventLogQuery(name: string, text: string, isShown: boolean): EventLogQuery {
  return { name, question: firstParagraph(text, "#"), text, isShown };
}
