/** Writes a time as CloudTrail Lake compares `eventTime`: `2026-11-20 10:00:00.000`. */
export function timestampText(time: number): string {
  return new Date(time).toISOString().slice(0, 23).replace("T", " ");
}

/** Writes a time to the second, as audit events have theirs and CloudTrail Lake has `metadata.ingestionTime`: `2026-11-20T10:00:00Z`. */
export function secondsText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** Reads a time of an answer, in milliseconds since 1970: CloudTrail Lake writes `2026-11-20 10:00:00.000` in UTC, audit events `2026-11-20T10:00:00Z`, and Logs Insights may give milliseconds. */
export function millisecondsOf(text = ""): number {
  return /^\d+$/.test(text) ? Number(text) : Date.parse(/[zZ]$/.test(text) ? text : `${text.replace(" ", "T")}Z`);
}
