import type { JsonValue } from "./json";

/**
 * Reads a time, as `yyyy-MM-ddTHH:mm:ssZ` in UTC; a fraction of a second is cut off. Undefined where `value` is no time.
 *
 * Read are
 * - ISO 8601, extended or basic (`2026-11-20T10:00:00.5+01:00`, `20261120T100000Z`), with `T` or a blank before the time; a date alone
 *   in the extended form is its midnight. Without a zone the time is UTC: the clock of the machine has no influence;
 * - the dates of mail and HTTP (`Fri, 20 Nov 2026 10:00:00 GMT`, `20 Nov 2026 10:00 +0100`);
 * - seconds, milliseconds, microseconds or nanoseconds since 1970, as a number or as a text of digits. The digits before the
 *   decimal point decide: 9 or 10 are seconds (1973 to 2286), and three more for each smaller unit. Any other count could mean
 *   something else, such as `20261120`, and is no time.
 *
 * The second 60 of a leap second is the next second, as in POSIX time. A time before 1970 is no time: clocks and libraries write it
 * when they have none.
 * Sources: ISO 8601-1, RFC 3339 (section 5.7, leap seconds), RFC 5322 (section 3.3 and obsolete zones in 4.3), RFC 9110 (section 5.6.7).
 */
export function eventTimeOf(value: JsonValue | undefined): string | undefined {
  if (typeof value !== "string") {
    return typeof value === "number" ? written(sinceEpoch(String(value))) : undefined;
  }
  if (usualForm.test(value)) {
    return `${value.slice(0, 10)}T${value.slice(11, 19)}Z`;
  }
  const text = value.trim();
  return written(sinceEpoch(text) ?? isoTime(text) ?? mailTime(text));
}

/** The forms that most vendors write, with a day that every month has: nothing is to be computed. */
const usualForm =
  /^(?:19[7-9]\d|[2-9]\d{3})-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z| UTC)$/;

/** The last millisecond of the last year with four digits. */
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

function written(milliseconds: number | undefined): string | undefined {
  return milliseconds !== undefined && milliseconds >= 0 && milliseconds <= latest
    ? `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
    : undefined;
}

/** The whole seconds, and the three, six or nine digits after them of a smaller unit. A double would round nanoseconds up. */
const epoch = /^([1-9]\d{8,9})(?:\d{3}){0,3}(?:\.\d+)?$/;

function sinceEpoch(text: string): number | undefined {
  const seconds = epoch.exec(text)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

const zone = "(?:[Zz]|UTC|GMT|([+-])(\\d{2}):?(\\d{2})?)";
const extended = new RegExp(
  `^(\\d{4})-(\\d{2})-(\\d{2})(?:[Tt ](\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d+)?)? ?${zone}?)?$`,
);
const basic = new RegExp(`^(\\d{4})(\\d{2})(\\d{2})[Tt](\\d{2})(\\d{2})(?:(\\d{2})(?:[.,]\\d+)?)?${zone}?$`);

function isoTime(text: string): number | undefined {
  const match = extended.exec(text) ?? basic.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, year, month, day, hour, minute, second, sign, offsetHour, offsetMinute] = match;
  const offset = offsetOf(sign, offsetHour, offsetMinute);
  return offset === undefined ? undefined : moment([year, month, day, hour, minute, second].map(number), offset);
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** The minutes that the zones of RFC 5322's obsolete syntax are ahead of UTC. */
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

const mail = new RegExp(
  `^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +)?(\\d{1,2})[ -](${months.join("|")})[ -](\\d{4}) +(\\d{2}):(\\d{2})(?::(\\d{2}))? +(?:([+-])(\\d{2})(\\d{2})|(${Object.keys(mailZones).join("|")}))(?: *\\([^()]*\\))?$`,
  "i",
);

function mailTime(text: string): number | undefined {
  const match = mail.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, day, month = "", year, hour, minute, second, sign, offsetHour, offsetMinute, name] = match;
  const offset = name === undefined ? offsetOf(sign, offsetHour, offsetMinute) : mailZones[name.toUpperCase()];
  const monthNumber = months.indexOf(month.toLowerCase()) + 1;
  return offset === undefined
    ? undefined
    : moment([number(year), monthNumber, ...[day, hour, minute, second].map(number)], offset);
}

function number(digits: string | undefined): number {
  return Number(digits ?? 0);
}

/** Minutes ahead of UTC; undefined where there is no such offset. */
function offsetOf(sign: string | undefined, hour: string | undefined, minute: string | undefined): number | undefined {
  if (number(hour) > 23 || number(minute) > 59) {
    return undefined;
  }
  const size = number(hour) * 60 + number(minute);
  return sign === "-" ? -size : size;
}

/** Milliseconds since 1970 of a time of a day in a zone; undefined where no clock shows it, such as on a 30 February. */
function moment(
  [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0]: readonly number[],
  offset: number,
): number | undefined {
  // Date.UTC carries what is too large into the next unit.
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    return undefined;
  }
  if (hour > 23 || minute > 59 || second > 60) {
    return undefined;
  }
  const milliseconds = Date.UTC(year, month - 1, day, hour, minute, second) - offset * 60_000;
  // A leap second is the last one of a day in UTC.
  return second === 60 && milliseconds % 86_400_000 !== 0 ? undefined : milliseconds;
}
