/** The queries of CloudTrail Lake that cannot run on a log group. */
export const withoutInsights = [
  // It leaves out each user's first country, which needs a window function.
  "okta-first-sign-ins-from-a-country",
  // They join AWS's own events.
  "principals-across-aws-and-partners",
  "sign-ins-with-aws-sessions",
] as const;

interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

const ownTime = (value: unknown) =>
  typeof value === "string" ? value.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)\.000$/, "$1T$2Z") : value;

/**
 * Converts the result of a query in CloudTrail Lake to that of a log group: in place of a timestamp it has the event's
 * own text.
 */
export function insightsAnswer({ columns, rows }: Answer): Answer {
  return { columns, rows: rows.map((row) => row.map(ownTime)) };
}
