/**
 * Reads times that are written as `format` says, as milliseconds since 1970 in UTC.
 *
 * The format's letters are those of Unicode's date field symbols: `yyyy`, `MM` or `M`, `MMM` (Jan), `dd` or `d`, `HH` or `H` (0 to
 * 23), `hh` or `h` (1 to 12) with `a` (AM or PM), `mm`, `ss`, `S` (any number of digits of the second's fraction) and `XXX` (Z
 * or an offset such as +02:00). Text between apostrophes, and any other character that is no letter, stands for itself. A
 * time without an offset is UTC.
 * Source: Unicode Technical Standard #35, Date Field Symbol Table.
 * @throws RangeError that says what of the format is not understood
 */
export function compileTimeFormat(format: string): (text: string) => number | undefined {
  const fields: Field[] = [];
  const source = [...format.matchAll(/'([^']*)'|([A-Za-z])\2*|[^A-Za-z']+|'/g)]
    .map(([token, quoted]) => partOf(token, quoted, fields))
    .join("");
  for (const needed of ["year", "month", "day"] as const) {
    if (!fields.includes(needed)) {
      throw new RangeError(`the format says no ${needed}; it must hold yyyy, MM and dd`);
    }
  }
  const pattern = new RegExp(`^${source}$`, "i");
  return (text) => {
    const match = pattern.exec(text.trim());
    return match === null
      ? undefined
      : millisecondsOf(new Map(fields.map((field, index) => [field, match[index + 1]])));
  };
}

type Field =
  | "year"
  | "month"
  | "monthName"
  | "day"
  | "hour"
  | "hour12"
  | "half"
  | "minute"
  | "second"
  | "fraction"
  | "offset";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const tokens: Readonly<Record<string, readonly [Field, string]>> = {
  yyyy: ["year", "(\\d{4})"],
  MMM: ["monthName", `(${months.join("|")})`],
  MM: ["month", "(\\d{2})"],
  M: ["month", "(\\d{1,2})"],
  dd: ["day", "(\\d{2})"],
  d: ["day", "(\\d{1,2})"],
  HH: ["hour", "(\\d{2})"],
  H: ["hour", "(\\d{1,2})"],
  hh: ["hour12", "(\\d{2})"],
  h: ["hour12", "(\\d{1,2})"],
  a: ["half", "([ap]m)"],
  mm: ["minute", "(\\d{2})"],
  ss: ["second", "(\\d{2})"],
  XXX: ["offset", "(Z|[+-]\\d{2}:?\\d{2})"],
};

function partOf(token: string, quoted: string | undefined, fields: Field[]): string {
  if (quoted !== undefined) {
    return literal(quoted === "" ? "'" : quoted);
  }
  if (!/^[A-Za-z']/.test(token)) {
    return literal(token);
  }
  const [field, source] = /^S+$/.test(token) ? (["fraction", "(\\d+)"] as const) : (tokens[token] ?? []);
  if (field === undefined || source === undefined) {
    throw new RangeError(`${token} is not understood; known are ${Object.keys(tokens).join(", ")} and S`);
  }
  const meaning = field === "monthName" ? "month" : field;
  if (fields.includes(meaning)) {
    throw new RangeError(`${token} says the ${meaning} a second time`);
  }
  fields.push(meaning);
  return source;
}

function millisecondsOf(found: ReadonlyMap<Field, string | undefined>): number | undefined {
  const number = (field: Field) => Number(found.get(field) ?? 0);
  const year = number("year");
  const month = monthOf(found.get("month") ?? "");
  const day = number("day");
  const hour = hourOf(found);
  const [minute, second] = [number("minute"), number("second")];
  const date = new Date(Date.UTC(year, month - 1, day));
  // Date.UTC carries what is too large into the next unit; a 30 February or a 25th hour is no time.
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    return undefined;
  }
  if (hour > 23 || minute > 59 || second > 59) {
    return undefined;
  }
  const local = Date.UTC(
    year,
    month - 1,
    day,
    hour,
    minute,
    second,
    Math.floor(Number(`0.${found.get("fraction") ?? 0}`) * 1000),
  );
  const offset = offsetOf(found.get("offset"));
  return offset === undefined ? undefined : local - offset;
}

function monthOf(text: string): number {
  return /^\d/.test(text) ? Number(text) : months.indexOf(text.toLowerCase()) + 1;
}

/** The hour of the day; 24, which is none, where the text says an impossible one. */
function hourOf(found: ReadonlyMap<Field, string | undefined>): number {
  const hour12 = found.get("hour12");
  if (hour12 === undefined) {
    return Number(found.get("hour") ?? 0);
  }
  const hour = Number(hour12);
  if (hour < 1 || hour > 12) {
    return 24;
  }
  return (hour % 12) + (found.get("half")?.toLowerCase() === "pm" ? 12 : 0);
}

/** Milliseconds that the place is ahead of UTC; undefined where the offset is impossible. */
function offsetOf(text = "Z"): number | undefined {
  if (text.toUpperCase() === "Z") {
    return 0;
  }
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(-2))];
  const size = hours > 23 || minutes > 59 ? undefined : (hours * 60 + minutes) * 60_000;
  return size === undefined ? undefined : text.startsWith("-") ? -size : size;
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
