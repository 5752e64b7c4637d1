import { longestTimespan } from "../correlate";
import type { ScanWindow } from "../scanAnswer";
import type { ScheduledRule } from "../scheduledRule";
import type { Row } from "../startedQuery";
import { secondsText, timestampText } from "../times";
import { anyOf, type ScanSource, type TrinoTable } from "./trinoScan";

/**
 * Writes a statement that asks for the oldest own time of the events of these sources that were stored since the window's begin. It reads few columns, so
 * that a statement for rules need not read all events as old as one may be late. It avoids INTERVAL (see trinoScan).
 * @param after no event is read whose own time is before this one, in milliseconds since 1970
 */
export function oldestStatement(
  table: TrinoTable,
  sources: readonly ScanSource[],
  { since }: ScanWindow,
  after: number,
): string {
  const conditions = [
    `eventTime >= TIMESTAMP '${timestampText(after)}'`,
    `metadata.ingestionTime >= '${secondsText(since)}'`,
    ...(table.conditions?.(since) ?? []),
    anyOf(sources),
  ];
  return `SELECT count(*) AS stored, min(CAST(to_unixtime(eventTime) AS BIGINT)) AS oldest
FROM ${table.name} WHERE ${conditions.join(" AND ")}`;
}

/** Narrows a window to what rules need: events that are in one window of theirs with the oldest new event, or newer. @param oldest in milliseconds since 1970 */
export function narrowed(window: ScanWindow, oldest: number, rules: readonly ScheduledRule[]): ScanWindow {
  return { ...window, after: Math.max(window.after, oldest - longestTimespan(rules)) };
}

/**
 * Reads the answer: a time before which no such event is, in milliseconds since 1970; undefined where there is none.
 * @throws Error where it is not the answer to such a statement
 */
export function oldestIn(rows: readonly Row[]): number | undefined {
  const { stored, oldest } = rows[0] ?? {};
  if (stored === "0") {
    return undefined;
  }
  if (!/^-?\d+$/.test(oldest ?? "")) {
    throw new Error(
      `The statement for the oldest new event must give its time in seconds; it gives ${JSON.stringify(rows)}.`,
    );
  }
  // Seconds are rounded.
  return (Number(oldest) - 1) * 1_000;
}
