import { momentOf, numberOf, offsetOf } from "./calendar";

/**
 * Reads a date of e-mail or HTTP in every form that a reader must accept, as milliseconds since 1970; undefined if `text` is not one.
 *
 * Comments in parentheses are ignored. Two-digit years 00 to 49 are after 2000, 50 to 99 before.
 * Sources: RFC 5322, sections 3.2.2 (comments), 3.3, and 4.3 (obsolete years and zones); RFC 9110, section 5.6.7 (IMF-fixdate, RFC 850 and
 * asctime).
 */
export function mailTimeOf(text: string): number | undefined {
  const plain = text.length > longest ? "" : withoutComments(text);
  const match = mail.exec(plain) ?? asctime.exec(plain);
  if (match?.groups === undefined) {
    return undefined;
  }
  const { year = "", month = "", day, hour, minute, second, sign, offsetHour, offsetMinute, name = "" } = match.groups;
  const offset = name === "" ? offsetOf(sign, offsetHour, offsetMinute) : mailZones[name.toUpperCase()];
  const monthNumber = months.indexOf(month.toLowerCase()) + 1;
  return offset === undefined
    ? undefined
    : momentOf([fullYear(year), monthNumber, ...[day, hour, minute, second].map(numberOf)], offset);
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Offsets in minutes ahead of UTC of the zones in RFC 5322's obsolete syntax. */
const mailZones: Readonly<Record<string, number>> = {
  GMT: 0,
  UT: 0,
  UTC: 0,
  Z: 0,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
};

const weekday = "(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?";
const month = `(?<month>${months.join("|")})`;
const clock = "(?<hour>\\d{2}):(?<minute>\\d{2})(?::(?<second>\\d{2}))?";
const zone = `(?:(?<sign>[+-])(?<offsetHour>\\d{2})(?<offsetMinute>\\d{2})|(?<name>${Object.keys(mailZones).join("|")}))`;

const mail = new RegExp(
  `^(?:${weekday}(?:, *| +))?(?<day>\\d{1,2})[ -]${month}[ -](?<year>\\d{4}|\\d{2}) ${clock} ${zone}$`,
  "i",
);

/** The format of C's asctime, which is UTC in HTTP. */
const asctime = new RegExp(`^${weekday} ${month} (?<day>\\d{1,2}) ${clock} (?<year>\\d{4})$`, "i");

function fullYear(digits: string): number {
  const year = numberOf(digits);
  if (digits.length > 2) {
    return year;
  }
  return year < 50 ? 2000 + year : 1900 + year;
}

/** Removes text in parentheses, which may be nested; returns an empty text if a parenthesis is unmatched. */
function withoutComments(text: string): string {
  let depth = 0;
  let plain = "";
  for (const character of text) {
    if (character === "(") {
      depth += 1;
    } else if (character === ")") {
      depth -= 1;
    } else if (depth === 0) {
      plain += character;
    }
  }
  return depth === 0 ? plain.replace(/ {2,}/g, " ").trim() : "";
}

/** In characters, including comments: a longer text is not a date. */
const longest = 200;
