import { join } from "node:path";
import { vendorNames } from "../../functions/vendors";
import { packageFolder } from "../files/packageFolder";
import { firstParagraph, savedQueryFiles } from "../files/savedQueryFiles";

/** A query of a dashboard. */
interface WidgetQuery {
  /** Its file in queries/, without the extension. */
  readonly query: string;
  /** Contains only letters, digits, spaces and . _ - as CloudTrail requires (AWS CloudTrail API Reference, RequestWidget, `ViewProperties`). */
  readonly title: string;
}

/** The most useful queries, in the order of a dashboard's widgets. Queries at the end are left out if they do not fit. */
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

/** Lists the queries of a dashboard of these vendors' events, in order. */
export function widgetQueries(vendors: readonly string[]): readonly WidgetQuery[] {
  return ranked.filter(({ query }) => appliesTo(query, vendors));
}

/** Checks whether a query is about events of any vendor or of one of these. The name of a query about one vendor begins with the vendor's. */
export function appliesTo(query: string, vendors: readonly string[]): boolean {
  const owner = vendorNames.find((vendor) => query.startsWith(`${vendor}-`));
  return owner === undefined || vendors.includes(owner);
}

/** A query for a log group. */
export interface EventLogQuery {
  readonly name: string;
  /** The question that it answers, in a sentence. */
  readonly question: string;
  /** The text of the file, with its comments. */
  readonly text: string;
  /** True if a dashboard shows it. */
  readonly isShown: boolean;
}

/** Lists the queries for a log group of a vendor's audit events. Those of a dashboard come first, in its order. */
export function auditLogQueries(vendor: string): readonly EventLogQuery[] {
  const shown = widgetQueries([vendor]).map(({ query }) => query);
  const queries = savedQueryFiles(".cwli").filter(({ name }) => appliesTo(name, [vendor]));
  const rank = (name: string) => (shown.includes(name) ? shown.indexOf(name) : shown.length);
  return queries
    .map(({ name, text }) => eventLogQuery(name, text, shown.includes(name)))
    .sort((one, other) => rank(one.name) - rank(other.name));
}

/** Lists the queries for a log group of unmapped events. */
export function rawLogQueries(): readonly EventLogQuery[] {
  return savedQueryFiles(".cwli", join(packageFolder, "queries", "raw")).map(({ name, text }) =>
    eventLogQuery(name, text, true),
  );
}

function eventLogQuery(name: string, text: string, isShown: boolean): EventLogQuery {
  return { name, question: firstParagraph(text, "#"), text, isShown };
}
