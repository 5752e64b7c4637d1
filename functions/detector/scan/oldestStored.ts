import { longestTimespan } from "../correlate";
import type { ScanWindow } from "../scanAnswer";
import type { ScheduledRule } from "../scheduledRule";
import type { Row } from "../startedQuery";
import { secondsText, timestampText } from "../times";
import { anyOf, type ScanSource, type TrinoTable } from "./trinoScan";

/**
 * Writes a statement for the oldest event time among the events of these sources that were stored since the window's start. It reads few
 * columns, and spares the rules' statements from reading back to the oldest possible late event. It avoids INTERVAL (see trinoScan).
 * @param after events with an earlier event time are not read, in milliseconds since 1970
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

/**
 * Narrows a window to what rules need: events newer than, or in one rule window with, the oldest new event.
 * @param oldest in milliseconds since 1970
 */
export function narrowed(window: ScanWindow, oldest: number, rules: readonly ScheduledRule[]): ScanWindow {
  return { ...window, after: Math.max(window.after, oldest - longestTimespan(rules)) };
}

/**
 * Reads the result: a lower bound for the event times, in milliseconds since 1970; undefined if there are no events.
 * @throws Error if the rows are not the result of such a statement
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
