import { DateTime, IANAZone } from "luxon";

/**
 * Compiles a time format, in Unicode's date field symbols, to a function that returns milliseconds since 1970.
 *
 * Text between apostrophes, and any character that is not a letter, is literal. A zone name or an offset in the text sets the zone;
 * otherwise `timeZone` does. A local time that occurs twice, at the end of summer time, is the later one.
 * Source: Unicode Technical Standard #35, part 4, Date Field Symbol Table.
 * @param timeZone a name of the IANA time zone database. @default UTC
 * @throws RangeError naming the problem with the format or the zone
 */
export function compileTimeFormat(format: string, timeZone = "UTC"): (text: string) => number | undefined {
  if (!isZoneName(timeZone)) {
    throw new RangeError(`"${timeZone}" is not a time zone; write a name such as Europe/Berlin`);
  }
  const tokens = tokensOf(format);
  throwIfIncomplete(tokens);
  const readers = [reader(tokens.map(({ pattern }) => pattern).join(""), timeZone)];
  if (tokens.some(({ token }) => /^X/.test(token))) {
    readers.push(reader(tokens.map(({ token, pattern }) => (/^X/.test(token) ? "'Z'" : pattern)).join(""), "UTC"));
  }
  return (text) => {
    for (const read of readers) {
      const time = read(text.trim());
      // Luxon accepts offsets of any size, and every name that the runtime knows.
      if (time.isValid && Math.abs(time.offset) < 24 * 60 && !isAbbreviation(time.zoneName ?? "")) {
        return time.toMillis();
      }
    }
    return undefined;
  };
}

function isZoneName(name: string): boolean {
  return IANAZone.isValidZone(name) && !isAbbreviation(name);
}

/**
 * Returns true if a name is ambiguous. The runtime knows one meaning only: its BST is Dhaka's, and its IST is India's.
 * Sources: IANA time zone database (the names of three letters that mean one); ICU, legacy zone ids.
 */
function isAbbreviation(name: string): boolean {
  return /^[a-z]{3}$/i.test(name) && !namesOfThreeLetters.has(name.toUpperCase());
}

const namesOfThreeLetters: ReadonlySet<string> = new Set([
  ...["CET", "EET", "GMT", "MET", "PRC", "ROC", "ROK", "UCT", "UTC", "WET"],
]);

function reader(pattern: string, zone: string): (text: string) => DateTime {
  const parser = DateTime.buildFormatParser(pattern, { locale: "en-US", numberingSystem: "latn" });
  return (text) =>
    DateTime.fromFormatParser(text, parser, { zone, setZone: true, locale: "en-US", numberingSystem: "latn" });
}

type Field =
  | "year"
  | "month"
  | "day"
  | "weekday"
  | "hour"
  | "half of the day"
  | "minute"
  | "second"
  | "fraction"
  | "zone";

interface Token {
  /** The letters in the format. */
  readonly token: string;
  /** The same in luxon's letters. */
  readonly pattern: string;
  /** Its meaning; undefined for literal text. */
  readonly field?: Field;
}

/** Unicode's letters, their meaning, and luxon's letters for it. */
const known: Readonly<Record<string, readonly [Field, string]>> = {
  yyyy: ["year", "yyyy"],
  MMMM: ["month", "MMMM"],
  MMM: ["month", "MMM"],
  MM: ["month", "MM"],
  M: ["month", "M"],
  dd: ["day", "dd"],
  d: ["day", "d"],
  EEEE: ["weekday", "EEEE"],
  EEE: ["weekday", "EEE"],
  HH: ["hour", "HH"],
  H: ["hour", "H"],
  hh: ["hour", "hh"],
  h: ["hour", "h"],
  a: ["half of the day", "a"],
  mm: ["minute", "mm"],
  ss: ["second", "ss"],
  XXX: ["zone", "ZZ"],
  XX: ["zone", "ZZZ"],
  X: ["zone", "ZZZ"],
  xxx: ["zone", "ZZ"],
  xx: ["zone", "ZZZ"],
  x: ["zone", "ZZZ"],
  Z: ["zone", "ZZZ"],
  VV: ["zone", "z"],
};

function tokensOf(format: string): readonly Token[] {
  const tokens = [...format.matchAll(/'[^']*'|([A-Za-z])\1*|[^A-Za-z']+|'/g)].map(([token]) => tokenOf(token));
  for (const [index, { token, field }] of tokens.entries()) {
    if (field !== undefined && tokens.slice(0, index).some((earlier) => earlier.field === field)) {
      throw new RangeError(`${token} repeats the ${field}`);
    }
  }
  return tokens;
}

function tokenOf(token: string): Token {
  if (!/^[A-Za-z]/.test(token)) {
    return { token, pattern: token };
  }
  // Any number of digits, up to nanoseconds.
  const [field, pattern] = /^S+$/.test(token) ? (["fraction", "u"] as const) : (known[token] ?? []);
  if (field === undefined || pattern === undefined) {
    throw new RangeError(`${token} is not supported; supported are ${Object.keys(known).join(", ")} and S`);
  }
  return { token, pattern, field };
}

function throwIfIncomplete(tokens: readonly Token[]): void {
  for (const needed of ["year", "month", "day"] as const) {
    if (!tokens.some(({ field }) => field === needed)) {
      throw new RangeError(`the format has no ${needed}; it must contain yyyy, MM and dd`);
    }
  }
  const hour = tokens.find(({ field }) => field === "hour")?.token ?? "";
  const hasHalf = tokens.some(({ field }) => field === "half of the day");
  if (hour.startsWith("h") && !hasHalf) {
    throw new RangeError(`${hour} is the hour of half a day and needs a (AM or PM); write HH for hours from 00 to 23`);
  }
  if (hasHalf && !hour.startsWith("h")) {
    throw new RangeError(`a (AM or PM) needs hh or h; ${hour === "" ? "no hour" : hour} is in the format`);
  }
}
