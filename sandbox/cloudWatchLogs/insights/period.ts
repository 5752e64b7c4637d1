import { MalformedQueryError } from "./queryError";

/**
 * A length of time such as `30m`, in milliseconds. Logs Insights cuts a number that is larger than the unit's own in silence (`300s` is 60 s);
 * the sandbox refuses it.
 * Source of the units: Amazon CloudWatch Logs User Guide, "stats".
 */
export function readPeriod(text: string): number {
  const [, digits = "", word = ""] = /^(\d+)([A-Za-z]+)$/.exec(text) ?? [];
  const unit = units.find(({ names }) => names.includes(word));
  if (unit === undefined) {
    throw new MalformedQueryError(
      calendarUnits.has(word)
        ? `The sandbox does not play the unit ${word} of Logs Insights, whose length is the calendar's.`
        : `Logs Insights knows no unit of time ${word}, as in ${text}. The sandbox plays: ${units.map(({ names }) => names[0]).join(", ")}.`,
    );
  }
  const count = Number(digits);
  if (count < 1 || count > unit.most) {
    throw new MalformedQueryError(`${text} must count 1 to ${unit.most} ${unit.names[0]}; use a larger unit.`);
  }
  return count * unit.milliseconds;
}

interface Unit {
  /** The shortest first. */
  readonly names: readonly string[];
  readonly milliseconds: number;
  readonly most: number;
}

const units: readonly Unit[] = [
  { names: ["ms", "msec", "msecs", "millisecond", "milliseconds"], milliseconds: 1, most: 1_000 },
  { names: ["s", "sec", "secs", "second", "seconds"], milliseconds: 1_000, most: 60 },
  { names: ["m", "min", "mins", "minute", "minutes"], milliseconds: 60_000, most: 60 },
  { names: ["h", "hr", "hrs", "hour", "hours"], milliseconds: 3_600_000, most: 24 },
  { names: ["d", "day", "days"], milliseconds: 86_400_000, most: 31 },
];

const calendarUnits = new Set(
  ["w", "week", "mo", "mon", "month", "q", "qtr", "quarter", "y", "yr", "year"].flatMap((unit) => [unit, `${unit}s`]),
);
