/** Stored events of one kind that happened within one minute, whose beginning is in milliseconds since 1970. */
export interface StoredEvents {
  readonly time: number;
  readonly kind: string;
  readonly count: number;
}

/** The stored events of one integration, by its key. */
export interface Lane {
  readonly key: string;
  readonly events: readonly StoredEvents[];
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** The lengths of time that one bar may stand for. */
const steps = [
  ["minute", minute],
  ["5 minutes", 5 * minute],
  ["15 minutes", 15 * minute],
  ["hour", 60 * minute],
  ["6 hours", 360 * minute],
  ["day", day],
  ["week", 7 * day],
  ["4 weeks", 28 * day],
] as const;

/** More bars than these are too thin on a small screen. */
const mostBars = 48;

/** Counts events by the shortest step that needs few enough bars. Positions and sizes of the bars of each lane are from 0 to 1. */
export function eventsOverTime(lanes: readonly Lane[]) {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { time } of lanes.flatMap(({ events }) => events)) {
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  const startOf = (time: number, length: number) => Math.floor(time / length) * length;
  const [name, length] = steps.find(([, one]) => startOf(last, one) - startOf(first, one) < mostBars * one) ?? [
    "year",
    365 * day,
  ];
  const counts = new Map<number, number[]>();
  for (const [lane, { events }] of lanes.entries()) {
    for (const { time, count } of events) {
      const start = startOf(time, length);
      const row = counts.get(start) ?? lanes.map(() => 0);
      row[lane] = (row[lane] ?? 0) + count;
      counts.set(start, row);
    }
  }
  const rows = [...counts].sort(([one], [other]) => one - other);
  const [from, end] = [startOf(first, length), startOf(last, length) + length];
  const most = rows.flatMap(([, row]) => row).reduce((one, other) => Math.max(one, other), 0);
  const share = (part: number, whole: number) => Number((part / whole).toFixed(4));
  return {
    title: `Stored events per ${name}`,
    from: timeText(from),
    to: timeText(end),
    bars: lanes.map((_, lane) =>
      rows
        .filter(([, row]) => row[lane] !== 0)
        .map(([start, row]) => {
          // A single event among thousands can be seen too.
          const height = Math.max(0.04, share(row[lane] ?? 0, most));
          return { x: share(start - from, end - from), width: share(length, end - from), height };
        }),
    ),
    columns: ["from", ...lanes.map(({ key }) => key)],
    rows: rows.map(([start, row]) => [timeText(start), ...row]),
  };
}

/** A time in UTC without its seconds, which are always 0; empty for no time. */
function timeText(time: number): string {
  return Number.isFinite(time) ? new Date(time).toISOString().slice(0, 16).replace("T", " ") : "";
}
