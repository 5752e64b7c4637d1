import { join } from "node:path";
import { vendorNames } from "../../functions/vendors";
import { packageFolder } from "../files/packageFolder";
import { firstParagraph, savedQueryFiles } from "../files/savedQueryFiles";

/** A query that a dashboard shows. */
interface WidgetQuery {
  /** The file in queries/ without its ending. */
  readonly query: string;
  /** Of letters, digits, spaces and . _ - alone, as CloudTrail takes it (AWS CloudTrail API Reference, RequestWidget, `ViewProperties`). */
  readonly title: string;
}

/** The most telling queries, those that a dashboard shows first at the top. What does not fit is left out from the end. */
const ranked: readonly WidgetQuery[] = [
  { query: "events-by-name", title: "Events by name" },
  { query: "okta-failed-sign-ins", title: "Okta - failed sign-ins" },
  { query: "onelogin-sign-ins", title: "OneLogin - sign-ins" },
  { query: "auth0-failures", title: "Auth0 - failures" },
  { query: "github-activity", title: "GitHub - activity by repository" },
  { query: "onelogin-risk-scores", title: "OneLogin - risk scores" },
  { query: "okta-session-starts", title: "Okta - session starts" },
  { query: "onelogin-impersonations", title: "OneLogin - impersonations" },
  { query: "okta-events-per-target", title: "Okta - events per target" },
  { query: "okta-browsers", title: "Okta - browsers" },
  { query: "okta-who-did-what", title: "Okta - latest events" },
];

/** What a dashboard of these vendors' events shows, in this order. */
export function widgetQueries(vendors: readonly string[]): readonly WidgetQuery[] {
  return ranked.filter(({ query }) => appliesTo(query, vendors));
}

/** Whether a query is about events of any vendor, or of one of these: its name then begins with the vendor's. */
export function appliesTo(query: string, vendors: readonly string[]): boolean {
  const owner = vendorNames.find((vendor) => query.startsWith(`${vendor}-`));
  return owner === undefined || vendors.includes(owner);
}

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
