import type { JsonValue } from "./json";

/**
 * The time that `value` says, as `yyyy-MM-ddTHH:mm:ssZ` in UTC; a fraction of a second is cut off. Undefined where it says
 * none.
 *
 * Read are ISO 8601 times with `T` or a blank between date and time, with any fraction, and with `Z`, `UTC`, `GMT` or an
 * offset at the end. A time without a zone is UTC: the clock of the machine is never asked. A number is seconds since
 * 1970, or milliseconds from 100,000,000,000 on. A time before 1970 is no time: it is what clocks and libraries write when
 * they have none.
 */
export function eventTimeOf(value: JsonValue | undefined): string | undefined {
  if (typeof value === "string" && usualForm.test(value)) {
    return `${value.slice(0, 10)}T${value.slice(11, 19)}Z`;
  }
  const milliseconds =
    typeof value === "string" ? parseText(value) : typeof value === "number" ? parseNumber(value) : undefined;
  if (milliseconds === undefined || !(milliseconds >= 0 && milliseconds <= latest)) {
    return undefined;
  }
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** The forms that most vendors write, with a day that every month has: nothing is to be worked out. */
const usualForm =
  /^(?:19[7-9]\d|[2-9]\d{3})-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z| UTC)$/;

/** The last millisecond of the last year with four digits. */
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Numbers from here on are milliseconds: as seconds they would lie in the year 5138. */
const firstMilliseconds = 100_000_000_000;

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)? ?(?:[Zz]|UTC|GMT|([+-])(\d{2}):?(\d{2})?)?$/;

function parseText(text: string): number | undefined {
  const match = pattern.exec(text);
  if (match === null) {
    return undefined;
  }
  const [year, month, day, hour, minute, second, offsetHour, offsetMinute] = numbers(match);
  // Date.UTC carries what is too large into the next unit; a 30 February or a 25th hour is no time.
  if (hour > 23 || minute > 59 || second > 59 || offsetHour > 23 || offsetMinute > 59) {
    return undefined;
  }
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(local);
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    return undefined;
  }
  const offset = (offsetHour * 60 + offsetMinute) * 60_000;
  return match[7] === "-" ? local + offset : local - offset;
}

type Numbers = readonly [number, number, number, number, number, number, number, number];

/** The groups of digits in a match, 0 for those that the text left out. */
function numbers(match: RegExpExecArray): Numbers {
  const at = (group: number) => Number(match[group] ?? 0);
  return [at(1), at(2), at(3), at(4), at(5), at(6), at(8), at(9)];
}

function parseNumber(value: number): number {
  return value >= firstMilliseconds ? value : value * 1000;
}
