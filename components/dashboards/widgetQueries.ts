import { vendorNames } from "../../functions/vendors";

/** A query that a dashboard shows. */
export interface WidgetQuery {
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
  { query: "okta-privileges-granted", title: "Okta - privileges granted" },
  { query: "onelogin-roles-assigned", title: "OneLogin - roles assigned" },
  { query: "github-visibility-changes", title: "GitHub - repositories made visible" },
  { query: "okta-mfa-factors-removed", title: "Okta - second factors removed" },
  { query: "onelogin-risk-scores", title: "OneLogin - risk scores" },
  { query: "auth0-mfa-removed", title: "Auth0 - second factors removed" },
  { query: "okta-impersonations", title: "Okta - impersonations" },
  { query: "onelogin-otp-devices-removed", title: "OneLogin - OTP devices removed" },
  { query: "okta-api-tokens-created", title: "Okta - API tokens created" },
  { query: "onelogin-impersonations", title: "OneLogin - impersonations" },
  { query: "okta-policy-changes", title: "Okta - policy changes" },
  { query: "okta-log-stream-changes", title: "Okta - log stream changes" },
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
