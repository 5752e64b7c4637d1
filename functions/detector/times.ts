/** Formats a time for comparison with `eventTime` in CloudTrail Lake: `2026-11-20 10:00:00.000`. */
export function timestampText(time: number): string {
  return new Date(time).toISOString().slice(0, 23).replace("T", " ");
}

/** Formats a time to the second, as in audit events and in CloudTrail Lake's `metadata.ingestionTime`: `2026-11-20T10:00:00Z`. */
export function secondsText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/**
 * Reads a time in a result, in milliseconds since 1970: `2026-11-20 10:00:00.000` (UTC) from CloudTrail Lake, `2026-11-20T10:00:00Z` from
 * audit events, or milliseconds from Logs Insights.
 */
export function millisecondsOf(text = ""): number {
  return /^\d+$/.test(text) ? Number(text) : Date.parse(/[zZ]$/.test(text) ? text : `${text.replace(" ", "T")}Z`);
}
