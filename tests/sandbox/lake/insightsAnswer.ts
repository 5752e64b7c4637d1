/** The queries of CloudTrail Lake that cannot be asked of a log group. */
export const withoutInsights = [
  // It leaves out each person's first country, which takes a window function.
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

/** Gives a log group's answer to a query by that of CloudTrail Lake: in place of a timestamp it has the event's own text. */
export function insightsAnswer({ columns, rows }: Answer): Answer {
  return { columns, rows: rows.map((row) => row.map(ownTime)) };
}
