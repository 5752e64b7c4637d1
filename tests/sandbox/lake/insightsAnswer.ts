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

/**
 * The answer of a log group to a query, by that of CloudTrail Lake: where the Lake gives a timestamp, the language gives the event's own text. Of
 * joined targets, it gives the first two apart.
 */
export function insightsAnswer({ columns, rows }: Answer): Answer {
  const targets = columns.indexOf("targets");
  const split = <T>(row: readonly T[], parts: (value: T) => readonly T[]) =>
    targets === -1 ? row : row.flatMap((value, index) => (index === targets ? parts(value) : [value]));
  const parts = (value: unknown) => (value === null ? [null, null] : String(value).split(", "));
  return {
    columns: split(columns, () => ["target", "secondTarget"]),
    rows: rows.map((row) => split(row.map(ownTime), parts)),
  };
}
