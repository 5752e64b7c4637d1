import type { TimeBuckets } from "./model";

/** Counts of events by the minute that they are of, in milliseconds since 1970. */
export type MinuteCounts = ReadonlyMap<number, number>;

export const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The lengths that a person reads at a glance. */
const lengths = [minute, 5 * minute, 15 * minute, hour, 3 * hour, 6 * hour, 12 * hour, day, 7 * day];

/** More bars than these are too thin on a small screen. */
const mostBuckets = 48;

/** The buckets that hold every one of the counts: of the shortest length of which few enough suffice. */
export function bucketsOf(counts: readonly MinuteCounts[]): TimeBuckets {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const time of counts.flatMap((minutes) => [...minutes.keys()])) {
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  if (first > last) {
    return { start: 0, length: minute, count: 0 };
  }
  const all = lengths.map((length) => bucketsBetween(first, last, length));
  return (
    all.find(({ count }) => count <= mostBuckets) ??
    bucketsBetween(first, last, Math.ceil((last - first) / (mostBuckets - 1) / day) * day)
  );
}

/** The counts of one integration, in buckets that hold them all. */
export function countsIn({ start, length, count }: TimeBuckets, minutes: MinuteCounts): readonly number[] {
  const counts = new Array<number>(count).fill(0);
  for (const [time, events] of minutes) {
    const index = Math.floor((time - start) / length);
    counts[index] = (counts[index] ?? 0) + events;
  }
  return counts;
}

/** When a bucket begins, as a person reads it: in UTC, without the seconds, which are always none. */
export function startText({ start, length }: TimeBuckets, index: number): string {
  return new Date(start + index * length).toISOString().slice(0, 16).replace("T", " ");
}

/** How long each bucket is: `15 minutes`. */
export function lengthText({ length }: TimeBuckets): string {
  const [unit, name] = length % day === 0 ? [day, "day"] : length % hour === 0 ? [hour, "hour"] : [minute, "minute"];
  return length === unit ? `1 ${name}` : `${length / unit} ${name}s`;
}

function bucketsBetween(first: number, last: number, length: number): TimeBuckets {
  const start = Math.floor(first / length) * length;
  return { start, length, count: Math.floor((last - start) / length) + 1 };
}
