import { type Burst, type CorrelationRow, type CountedCorrelation, correlate } from "./correlate";

/** A time in which the events of a group were reported. */
export interface ReportedSpan {
  /** The times of the first and the last event, in milliseconds since 1970; both belong to it. */
  readonly first: number;
  readonly last: number;
  /** How many events were reported. */
  readonly count: number;
}

/** A burst to report. */
export interface NewBurst<Row extends ScannedRow = ScannedRow> extends Burst<Row> {
  /** How many events it has; of a flood, more than its rows. */
  readonly count: number;
  /** How many events were reported, where the burst was reported and has grown. */
  readonly reportedBefore?: number;
}

/** An event as a scan gives it, which may leave out rows of a flood. */
export interface ScannedRow extends CorrelationRow {
  /** The part of time that a scan thins out at once. @default nothing is left out */
  readonly slot?: Slot | undefined;
}

/** A part of time, as long as the rule's timespan; events that no run has looked at are a slot of their own. */
export interface Slot {
  readonly key: string;
  /** How many events the group has in it, and how many rows of these the scan gave. */
  readonly events: number;
  readonly rows: number;
}

/**
 * Finds what there is to report of one group: the bursts of events outside the times that were reported, so that a new burst is found even if it
 * touches an old one; and else a burst that has at least twice the events that were reported of it, late ones included. A group that goes on is
 * thus reported again with each full count of further events, and a burst that fills up from within once per doubling.
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
 * Adds bursts to the spans of a group, joined where they overlap. Spans that ended before the horizon are forgotten, since no scan reads events as
 * old as that any more, and so are the oldest of more than `mostSpans`.
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

/** About 50 bytes each, of the 400 KB of an item (Amazon DynamoDB Developer Guide, "Quotas in Amazon DynamoDB"). */
const mostSpans = 2_000;

function overlaps(one: Pick<ReportedSpan, "first" | "last">, other: Pick<ReportedSpan, "first" | "last">): boolean {
  return one.first <= other.last && one.last >= other.first;
}

/**
 * Counts the events of a burst. A slot that was thinned out has more events than the rule's count, within the rule's timespan, so it lies wholly in
 * one burst of events; only bursts of values may count too few at their ends.
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
