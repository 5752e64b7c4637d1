import { type Burst, type CorrelationRow, type CountedCorrelation, correlate } from "../correlate";

/** A time range in which the events of a group were reported. */
export interface ReportedSpan {
  /** The times of the first and last event, in milliseconds since 1970, both included. */
  readonly first: number;
  readonly last: number;
  /** The number of reported events. */
  readonly count: number;
}

/** A burst to report. */
export interface NewBurst<Row extends ScannedRow = ScannedRow> extends Burst<Row> {
  /** The number of its events; for a flood, more than its rows. */
  readonly count: number;
  /** The number of events reported earlier, if a reported burst has grown. */
  readonly reportedBefore?: number;
}

/** An event as returned by a scan, which may omit rows of a flood. */
export interface ScannedRow extends CorrelationRow {
  /** The slot in which a scan thins out rows. @default nothing is left out */
  readonly slot?: Slot | undefined;
}

/** A time slot as long as the rule's timespan. Events that no run has read form a slot of their own. */
export interface Slot {
  readonly key: string;
  /** The group's number of events in the slot, and the number of those that the scan returned as rows. */
  readonly events: number;
  readonly rows: number;
}

/**
 * Finds what to report for one group: bursts of events outside the reported times, so that a new burst is found even if it touches an old
 * one; otherwise a burst with at least twice the number of events reported for it, late events included. A continuing group is therefore
 * reported again with each full count of further events, and a burst that fills up from within is reported once per doubling.
 */
export function unreported<Row extends ScannedRow>(
  rows: readonly Row[],
  reported: readonly ReportedSpan[],
  correlation: CountedCorrelation,
): readonly NewBurst<Row>[] {
  const isReported = ({ eventTime }: Row) =>
    reported.some(({ first, last }) => eventTime >= first && eventTime <= last);
  const fresh = correlate(
    rows.filter((row) => !isReported(row)),
    correlation,
  ).map((burst): NewBurst<Row> => ({ ...burst, count: countOf(burst.rows) }));
  const grown = correlate(rows, correlation).flatMap((burst): readonly NewBurst<Row>[] => {
    const known = reported.filter((span) => overlaps(span, burst));
    const reportedBefore = known.reduce((sum, span) => sum + span.count, 0);
    const count = countOf(burst.rows);
    const isGrown = known.length > 0 && count >= 2 * reportedBefore && !fresh.some((one) => overlaps(one, burst));
    return isGrown ? [{ ...burst, count, reportedBefore }] : [];
  });
  return [...fresh, ...grown].sort((one, other) => one.first - other.first);
}

/**
 * Adds bursts to the spans of a group and joins overlapping spans. Drops spans that ended before the horizon, since no scan reads events
 * that old, and the oldest ones beyond `mostSpans`.
 */
export function withReported(
  reported: readonly ReportedSpan[],
  bursts: readonly NewBurst[],
  horizon: number,
): readonly ReportedSpan[] {
  let spans = [...reported];
  for (const { first, last, count, reportedBefore } of bursts) {
    const joined = spans.filter((span) => overlaps(span, { first, last }));
    const before = reportedBefore === undefined ? joined.reduce((sum, span) => sum + span.count, 0) : 0;
    spans = [
      ...spans.filter((span) => !joined.includes(span)),
      {
        first: Math.min(first, ...joined.map((span) => span.first)),
        last: Math.max(last, ...joined.map((span) => span.last)),
        count: count + before,
      },
    ];
  }
  return spans
    .filter(({ last }) => last >= horizon)
    .sort((one, other) => one.first - other.first)
    .slice(-mostSpans);
}

/** Each span takes about 50 bytes of the 400 KB of an item (Amazon DynamoDB Developer Guide, "Quotas in Amazon DynamoDB"). */
const mostSpans = 2_000;

function overlaps(one: Pick<ReportedSpan, "first" | "last">, other: Pick<ReportedSpan, "first" | "last">): boolean {
  return one.first <= other.last && one.last >= other.first;
}

/**
 * Counts the events of a burst. A thinned-out slot has more events than the rule's count within the rule's timespan, so it is entirely
 * inside one burst of events; only bursts of values may be counted too low at their ends.
 */
export function countOf(rows: readonly ScannedRow[]): number {
  let count = 0;
  const rowsIn = new Map<Slot["key"], { readonly slot: Slot; rows: number }>();
  for (const row of rows) {
    if (row.slot === undefined) {
      count += row.count ?? 1;
    } else {
      const known = rowsIn.get(row.slot.key) ?? { slot: row.slot, rows: 0 };
      known.rows += 1;
      rowsIn.set(row.slot.key, known);
    }
  }
  for (const { slot, rows: inBurst } of rowsIn.values()) {
    count += inBurst === slot.rows ? slot.events : inBurst;
  }
  return count;
}
