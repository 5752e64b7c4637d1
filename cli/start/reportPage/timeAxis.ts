/** Events that happened at one time, in milliseconds since 1970; NaN for an unknown time. */
export interface EventCount {
  readonly time: number;
  readonly count: number;
}

/** The events of one integration, by its key. */
export interface Lane {
  readonly key: string;
  readonly stored: readonly EventCount[];
  readonly failed: readonly EventCount[];
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** The lengths of time that one bar may cover. */
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

/** More bars are too thin on a small screen. */
const mostBars = 48;
/** Number of equal parts of the axis, each of whole bars. */
const parts = 4;

/** Counts events by the shortest step that needs few enough bars, with all lanes on one axis. Undefined if no event has a time. */
export function eventsOverTime(lanes: readonly Lane[]) {
  const times = lanes.flatMap(({ stored, failed }) => [...stored, ...failed].map(({ time }) => time).filter(isKnown));
  if (times.length === 0) {
    return undefined;
  }
  const first = times.reduce((one, other) => Math.min(one, other));
  const last = times.reduce((one, other) => Math.max(one, other));
  const barsOf = (one: number) => Math.floor(last / one) - Math.floor(first / one) + 1;
  const [step, length] = steps.find(([, one]) => barsOf(one) <= mostBars) ?? ["year", 365 * day];
  const from = Math.floor(first / length) * length;
  const bars = Math.ceil(barsOf(length) / parts) * parts;
  const counts = (events: readonly EventCount[]) => {
    const inBars = new Array<number>(bars).fill(0);
    for (const { time, count } of events.filter((event) => isKnown(event.time))) {
      const bar = Math.floor((time - from) / length);
      inBars[bar] = (inBars[bar] ?? 0) + count;
    }
    return inBars;
  };
  return {
    step,
    bars,
    lanes: lanes.map(({ key, stored, failed }) => ({ key, stored: counts(stored), failed: counts(failed) })),
    /** The beginnings of the bars, in UTC. */
    starts: Array.from({ length: bars }, (_, bar) => timeText(from + bar * length)),
    /** The bounds of the parts, each as the lines of its label. */
    ticks: Array.from({ length: parts + 1 }, (_, part) => {
      const [date = "", time = ""] = timeText(from + ((bars * length) / parts) * part).split(" ");
      return length < day ? [time, date.slice(5)] : [date.slice(5), date.slice(0, 4)];
    }),
  };
}

function isKnown(time: number): boolean {
  return Number.isFinite(time);
}

/** A time without seconds, which are always 0. */
function timeText(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace("T", " ");
}
