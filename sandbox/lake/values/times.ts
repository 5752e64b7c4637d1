import { type ValueFunction, valueFunction, type Zoned } from "./valueFunction";
import { instantOf, localTime, zoneName, zoneOffset } from "./zones";

const second = 1_000_000n;
export const day = 86_400n * second;

/** Microseconds since 1970 of a date and time, which are checked. */
export function microsecondsOf(
  year: number,
  month: number,
  dayOfMonth: number,
  hour = 0,
  minute = 0,
  seconds = 0,
): bigint {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, dayOfMonth);
  date.setUTCHours(hour, minute, seconds);
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth;
  if (!isReal || hour > 23 || minute > 59 || seconds > 59) throw new RangeError("There is no such time.");
  return BigInt(date.getTime()) * 1_000n;
}

/** The parts of a text that a cast reads as a time. Source: Trino 400, DateTimes.DATETIME_PATTERN */
const timestampPattern =
  /^([-+]?\d{4,})-(\d{1,2})-(\d{1,2})(?: (?:(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?)?\s*(.+)?)?$/;

/** Reads a text as a cast to timestamp does. @returns the local time, and the zone if one is named */
export function parseTimestamp(text: string, precision: number): { readonly local: bigint; readonly zone?: string } {
  const [, year, month, dayOfMonth, hour = 0, minute = 0, seconds = 0, fraction = "", zone] =
    timestampPattern.exec(text.trim()) ?? [];
  const refusal = new Error(`Value cannot be cast to timestamp: ${text}`);
  if (year === undefined) throw refusal;
  try {
    const whole = microsecondsOf(
      Number(year),
      Number(month),
      Number(dayOfMonth),
      Number(hour),
      Number(minute),
      Number(seconds),
    );
    const local = whole + fractionOf(fraction, precision);
    return zone === undefined ? { local } : { local, zone: zoneName(zone) };
  } catch {
    throw refusal;
  }
}

/** Microseconds of the digits after the point, rounded to the precision. */
function fractionOf(digits: string, precision: number): bigint {
  const unit = 10n ** BigInt(6 - precision);
  return (
    BigInt(
      Math.round(
        Number(`${digits.slice(0, 15).padEnd(precision, "0").slice(0, precision)}.${digits.slice(precision, 15)}`) || 0,
      ),
    ) * unit
  );
}

export function parseDate(text: string): bigint {
  const [, year, month, dayOfMonth] = /^([-+]?\d{4,})-(\d{1,2})-(\d{1,2})$/.exec(text.trim()) ?? [];
  try {
    if (year !== undefined) return microsecondsOf(Number(year), Number(month), Number(dayOfMonth)) / day;
  } catch {
    // The message is the same.
  }
  throw new Error(`Value cannot be cast to date: ${text}`);
}

const isoDate = "([-+]?\\d{4,9})(?:-(?:W(\\d{1,2})(?:-(\\d))?|(\\d{3})|(\\d{1,2})(?:-(\\d{1,2}))?))?";
const isoTime = "(\\d{1,2})(?:[.,](\\d+)|:(\\d{1,2})(?:[.,](\\d+)|:(\\d{1,2})(?:[.,](\\d+))?)?)?";
const isoDateOnly = new RegExp(`^${isoDate}$`);
const isoTimestamp = new RegExp(`^(?:${isoDate})?(?:T(?:${isoTime})?([Zz]|[+-]\\d{2}(?::?\\d{2})?)?)?$`);

/** Reads the formats of Joda's ISODateTimeFormat, which `from_iso8601_timestamp` uses: calendar, week and ordinal dates. */
function parseIso(text: string): Zoned {
  const match = text === "" ? null : isoTimestamp.exec(text);
  if (match === null) throw new Error(`Invalid format: "${text}"`);
  const [
    ,
    year,
    week,
    dayOfWeek,
    dayOfYear,
    month,
    dayOfMonth,
    hour = "0",
    hours,
    minute = "0",
    minutes,
    seconds = "0",
    fraction,
    zone,
  ] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(seconds) > 59) throw new Error(`Cannot parse "${text}"`);
  const time = (BigInt(hour) * 3600n + BigInt(minute) * 60n + BigInt(seconds)) * second;
  const parts = partOf(hours, 3600n) + partOf(minutes, 60n) + partOf(fraction, 1n);
  const local = isoDays(text, year, week, dayOfWeek, dayOfYear, month, dayOfMonth) * day + time + parts;
  const name = zoneName(zone ?? "UTC");
  return { instant: instantOf((local / 1_000n) * 1_000n, name), zone: name };
}

function partOf(digits: string | undefined, unit: bigint): bigint {
  return digits === undefined ? 0n : (BigInt(digits.slice(0, 9).padEnd(9, "0")) * unit) / 1_000n;
}

function isoDays(
  text: string,
  year = "1970",
  week?: string,
  dayOfWeek = "1",
  dayOfYear?: string,
  month = "1",
  dayOfMonth = "1",
): bigint {
  try {
    if (dayOfYear !== undefined) return dayOfYearOf(Number(year), Number(dayOfYear));
    if (week === undefined) return microsecondsOf(Number(year), Number(month), Number(dayOfMonth)) / day;
    return dayOfWeekOf(Number(year), Number(week), Number(dayOfWeek));
  } catch {
    throw new Error(`Cannot parse "${text}"`);
  }
}

function dayOfYearOf(year: number, dayOfYear: number): bigint {
  const first = microsecondsOf(year, 1, 1) / day;
  const next = microsecondsOf(year + 1, 1, 1) / day;
  if (dayOfYear < 1 || BigInt(dayOfYear) > next - first) throw new RangeError();
  return first + BigInt(dayOfYear - 1);
}

/** The days since 1970 of a day in an ISO week: the first week contains January 4th. */
function dayOfWeekOf(year: number, week: number, dayOfWeek: number): bigint {
  const firstWeek = (of: number) => {
    const fourth = microsecondsOf(of, 1, 4) / day;
    return fourth - ((((fourth + 3n) % 7n) + 7n) % 7n);
  };
  const first = firstWeek(year);
  const inYear = first + BigInt(week - 1) * 7n;
  if (week < 1 || inYear >= firstWeek(year + 1) || dayOfWeek < 1 || dayOfWeek > 7) throw new RangeError();
  return inYear + BigInt(dayOfWeek - 1);
}

function parseIsoDate(text: string): bigint {
  const match = isoDateOnly.exec(text);
  if (match === null) throw new Error(`Invalid format: "${text}"`);
  const [, year, week, dayOfWeek, dayOfYear, month, dayOfMonth] = match;
  return isoDays(text, year, week, dayOfWeek, dayOfYear, month, dayOfMonth);
}

/** Formats a time with a zone as a cast to varchar does, except for the digits of its fraction. */
export function offsetText(zone: string, instant: bigint): string {
  const minutes = Number(zoneOffset(zone, instant) / 60_000_000n);
  if (minutes === 0) return "Z";
  const two = (value: number) => String(value).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}

/** A time of a day, in microseconds. */
export function parseTime(text: string, precision: number): bigint {
  const [, hour, minute, seconds = "0", fraction = ""] =
    /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?$/.exec(text.trim()) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(seconds) > 59) {
    throw new Error(`Value cannot be cast to time: ${text}`);
  }
  return (
    (BigInt(hour) * 3600n + BigInt(minute ?? 0) * 60n + BigInt(seconds)) * second + fractionOf(fraction, precision)
  );
}

export const timeFunctions: readonly ValueFunction[] = [
  valueFunction("parse_date", ["text"], "whole", parseDate),
  valueFunction(
    "parse_timestamp",
    ["text", "whole"],
    "whole",
    (text, precision) => parseTimestamp(text, Number(precision)).local,
  ),
  // A CloudTrail Lake dashboard gives its times in ISO 8601; AWS's published queries give them in Trino's form.
  valueFunction("lake_timestamp", ["text"], "whole", (text) =>
    /^\d{4}-\d\d-\d\dT.*Z$/.test(text) ? parseIso(text).instant : parseTimestamp(text, 3).local,
  ),
  valueFunction("parse_zoned", ["text", "whole"], "zoned", (text, precision) => {
    const { local, zone = "UTC" } = parseTimestamp(text, Number(precision));
    return { instant: instantOf(local, zone), zone };
  }),
  valueFunction("parse_time", ["text", "whole"], "whole", (text, precision) => parseTime(text, Number(precision))),
  valueFunction("from_iso8601_timestamp", ["text"], "zoned", parseIso),
  valueFunction("from_iso8601_date", ["text"], "whole", parseIsoDate),
  valueFunction("local_time", ["whole", "text"], "whole", localTime),
  valueFunction("at_zone", ["whole", "text"], "zoned", (instant, zone) => ({ instant, zone: zoneName(zone) })),
  valueFunction("in_zone", ["whole", "text"], "zoned", (local, zone) => ({
    instant: instantOf(local, zoneName(zone)),
    zone: zoneName(zone),
  })),
  valueFunction("zone_offset", ["whole", "text"], "text", (instant, zone) => offsetText(zone, instant)),
  valueFunction(
    "offset_minutes",
    ["whole", "text"],
    "whole",
    (instant, zone) => zoneOffset(zone, instant) / 60_000_000n,
  ),
];
