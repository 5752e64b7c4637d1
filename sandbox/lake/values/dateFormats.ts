import { day, microsecondsOf } from "./times";
import { type ValueFunction, valueFunction } from "./valueFunction";

// The formats of MySQL that date_format and date_parse read. Source: Trino documentation, "MySQL date functions".
const months = "January February March April May June July August September October November December".split(" ");
const weekdays = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");

interface Clock {
  readonly date: Date;
  readonly weekday: number;
  readonly dayOfYear: number;
}

const digits = (value: number, size: number) => String(value).padStart(size, "0");
const halfDay = (hour: number) => (hour % 12 === 0 ? 12 : hour % 12);

/** The formatter of each letter after a %. */
const writers: Readonly<Record<string, (clock: Clock) => string>> = {
  __proto__: null as never,
  Y: ({ date }) => digits(date.getUTCFullYear(), 4),
  y: ({ date }) => digits(date.getUTCFullYear() % 100, 2),
  m: ({ date }) => digits(date.getUTCMonth() + 1, 2),
  c: ({ date }) => String(date.getUTCMonth() + 1),
  M: ({ date }) => months[date.getUTCMonth()] ?? "",
  b: ({ date }) => (months[date.getUTCMonth()] ?? "").slice(0, 3),
  d: ({ date }) => digits(date.getUTCDate(), 2),
  e: ({ date }) => String(date.getUTCDate()),
  j: ({ dayOfYear }) => digits(dayOfYear, 3),
  W: ({ weekday }) => weekdays[weekday - 1] ?? "",
  a: ({ weekday }) => (weekdays[weekday - 1] ?? "").slice(0, 3),
  H: ({ date }) => digits(date.getUTCHours(), 2),
  k: ({ date }) => String(date.getUTCHours()),
  h: ({ date }) => digits(halfDay(date.getUTCHours()), 2),
  I: ({ date }) => digits(halfDay(date.getUTCHours()), 2),
  l: ({ date }) => String(halfDay(date.getUTCHours())),
  i: ({ date }) => digits(date.getUTCMinutes(), 2),
  s: ({ date }) => digits(date.getUTCSeconds(), 2),
  S: ({ date }) => digits(date.getUTCSeconds(), 2),
  f: ({ date }) => digits(date.getUTCMilliseconds() * 1_000, 6),
  p: ({ date }) => (date.getUTCHours() < 12 ? "AM" : "PM"),
  T: (clock) => write("%H:%i:%S", clock),
  r: (clock) => write("%h:%i:%S %p", clock),
  v: (clock) => digits(isoWeek(clock).week, 2),
  x: (clock) => digits(isoWeek(clock).year, 4),
};

function isoWeek({ date, weekday }: Clock): { readonly year: number; readonly week: number } {
  const thursday = new Date(date.getTime() + (4 - weekday) * 86_400_000);
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return { year: thursday.getUTCFullYear(), week: Math.floor((thursday.getTime() - first) / (7 * 86_400_000)) + 1 };
}

function write(format: string, clock: Clock): string {
  return format.replace(/%([\s\S])|%$/g, (_, letter = "") => {
    if (unsupported.includes(letter) && letter !== "")
      throw new Error(`%${letter} not supported in date format string`);
    return writers[letter]?.(clock) ?? letter;
  });
}

const unsupported = "DUuVwX";

function formatDate(local: bigint, format: string): string {
  const date = new Date(Number(local / 1_000n));
  const weekday = ((date.getUTCDay() + 6) % 7) + 1;
  const dayOfYear = Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
  return write(format, { date, weekday, dayOfYear });
}

/** The parser of each letter after a %: the name of the part and its pattern. */
const readers: Readonly<Record<string, readonly [part: string, pattern: string]>> = {
  __proto__: null as never,
  Y: ["year", "[-+]?\\d{1,9}"],
  y: ["shortYear", "\\d{2}"],
  m: ["month", "\\d{1,2}"],
  c: ["month", "\\d{1,2}"],
  M: ["monthName", "[A-Za-z]+"],
  b: ["monthName", "[A-Za-z]+"],
  d: ["day", "\\d{1,2}"],
  e: ["day", "\\d{1,2}"],
  j: ["dayOfYear", "\\d{1,3}"],
  H: ["hour", "\\d{1,2}"],
  k: ["hour", "\\d{1,2}"],
  h: ["halfHour", "\\d{1,2}"],
  I: ["halfHour", "\\d{1,2}"],
  l: ["halfHour", "\\d{1,2}"],
  i: ["minute", "\\d{1,2}"],
  s: ["second", "\\d{1,2}"],
  S: ["second", "\\d{1,2}"],
  f: ["fraction", "\\d{1,9}"],
  p: ["half", "[AaPp][Mm]"],
};

function parseDate(text: string, format: string): bigint {
  const parts = new Map<string, string>();
  const spelled = format.replaceAll("%T", "%H:%i:%S").replaceAll("%r", "%h:%i:%S %p");
  let rest = text;
  for (let index = 0; index < spelled.length; index++) {
    const isSpecifier = spelled[index] === "%" && index + 1 < spelled.length;
    if (isSpecifier) index += 1;
    const letter = spelled[index] ?? "";
    rest = isSpecifier
      ? readPart(letter, rest, text, parts, isDigit(spelled, index + 1))
      : readLiteral(letter, rest, text);
  }
  if (rest !== "") throw new Error(`Invalid format: "${text}" is malformed at "${rest}"`);
  try {
    return instantOfParts(parts);
  } catch {
    throw new Error(`Cannot parse "${text}"`);
  }
}

/** Returns true if a number follows; before a number, a year has at most four digits. */
function isDigit(format: string, index: number): boolean {
  return format[index] === "%" && "mcdejHkhIlisSfy".includes(format[index + 1] ?? " ");
}

function readLiteral(letter: string, rest: string, text: string): string {
  if (rest === "") throw new Error(`Invalid format: "${text}" is too short`);
  if (!rest.startsWith(letter)) throw new Error(`Invalid format: "${text}" is malformed at "${rest}"`);
  return rest.slice(letter.length);
}

function readPart(
  letter: string,
  rest: string,
  text: string,
  parts: Map<string, string>,
  isBeforeDigit: boolean,
): string {
  if (unsupported.includes(letter)) throw new Error(`%${letter} not supported in date format string`);
  if ("Wavx".includes(letter)) throw new Error(`%${letter} in date_parse is not supported by the sandbox.`);
  const reader = readers[letter];
  if (reader === undefined) return readLiteral(letter, rest, text);
  const pattern = letter === "Y" && isBeforeDigit ? "\\d{4}" : reader[1];
  const [read] = new RegExp(`^${pattern}`).exec(rest) ?? [];
  if (read === undefined)
    throw new Error(`Invalid format: "${text}" is ${rest === "" ? "too short" : `malformed at "${rest}"`}`);
  parts.set(reader[0], read);
  return rest.slice(read.length);
}

function instantOfParts(parts: ReadonlyMap<string, string>): bigint {
  const number = (name: string, otherwise: number) => Number(parts.get(name) ?? otherwise);
  const short = parts.get("shortYear");
  // As in Joda, two digits are the year nearest to 2020, from 1970 to 2069.
  const hasDay = ["month", "monthName", "day", "dayOfYear"].some((name) => parts.has(name));
  const year =
    short === undefined ? number("year", hasDay ? 2000 : 1970) : (Number(short) < 70 ? 2000 : 1900) + Number(short);
  const hour = parts.has("halfHour") ? halfHour(number("halfHour", 12), parts.get("half")) : number("hour", 0);
  const time = microsecondsOf(1970, 1, 1, hour, number("minute", 0), number("second", 0));
  const fraction = BigInt((parts.get("fraction") ?? "").padEnd(3, "0").slice(0, 3)) * 1_000n;
  const dayOfYear = parts.get("dayOfYear");
  if (dayOfYear !== undefined) {
    if (Number(dayOfYear) < 1 || Number(dayOfYear) > 366) throw new RangeError();
    return microsecondsOf(year, 1, 1) + BigInt(Number(dayOfYear) - 1) * day + time + fraction;
  }
  return microsecondsOf(year, monthOf(parts), number("day", 1)) + time + fraction;
}

function halfHour(hour: number, half = "AM"): number {
  if (hour < 1 || hour > 12) throw new RangeError();
  return (hour % 12) + (half.toUpperCase() === "PM" ? 12 : 0);
}

function monthOf(parts: ReadonlyMap<string, string>): number {
  const name = parts.get("monthName")?.toLowerCase();
  if (name === undefined) return Number(parts.get("month") ?? 1);
  const index = months.findIndex((month) =>
    [month, month.slice(0, 3)].some((spelled) => spelled.toLowerCase() === name),
  );
  if (index < 0) throw new RangeError();
  return index + 1;
}

/** Formats a number of seconds in words, as Trino's human_readable_seconds does. */
function readableSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) throw new Error("Invalid argument found: infinity or NaN");
  let rest = Math.round(Math.abs(seconds));
  const words = (
    [
      ["week", 604_800],
      ["day", 86_400],
      ["hour", 3_600],
      ["minute", 60],
      ["second", 1],
    ] as const
  ).flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest %= size;
    return count === 0 ? [] : [`${count} ${unit}${count === 1 ? "" : "s"}`];
  });
  return words.length === 0 ? "0 seconds" : words.join(", ");
}

export const dateFormatFunctions: readonly ValueFunction[] = [
  valueFunction("date_format", ["whole", "text"], "text", formatDate),
  valueFunction("date_parse", ["text", "text"], "whole", parseDate),
  valueFunction("human_readable_seconds", ["double"], "text", readableSeconds),
];
