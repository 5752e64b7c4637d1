import { momentOf, numberOf, offsetOf } from "./calendar";
import { type JsonValue, textOf } from "./json";
import { mailTimeOf } from "./mailTime";

/**
 * Reads a time as `yyyy-MM-ddTHH:mm:ssZ` in UTC; fractions of a second are dropped. Returns undefined if `value` is not a time.
 *
 * Accepted formats:
 * - ISO 8601, extended or basic (`2026-11-20T10:00:00.5+01:00`, `20261120T100000Z`), with `T` or a blank before the time; a date alone in
 * the extended form is its midnight, and 24:00 the end of its day. Without a zone the time is UTC: the machine's time zone has no
 * influence. A name in brackets after an offset is ignored (`+01:00[Europe/Berlin]`);
 * - dates of e-mail and HTTP (`Fri, 20 Nov 2026 10:00:00 GMT`, `20 Nov 2026 10:00 +0100`); see mailTime.ts;
 * - seconds, milliseconds, microseconds or nanoseconds since 1970, as a number or a text of digits. The number of digits before the decimal
 * point decides: 9 or 10 are seconds (1973 to 2286), and each smaller unit has three more. Any other number of digits is ambiguous, such as
 * `20261120`, and is not a time.
 *
 * Second 60 of a leap second is the next second, as in POSIX time. Times before 1970 are refused: clocks and libraries write them if they
 * have no time.
 * Sources: ISO 8601-1, RFC 3339 (section 5.7, leap seconds), RFC 9557 (section 3.1, suffixes).
 */
export function eventTimeOf(value: JsonValue | undefined): string | undefined {
  if (typeof value !== "string") {
    return typeof value === "number" ? written(sinceEpoch(String(value))) : undefined;
  }
  if (usualForm.test(value)) {
    return `${value.slice(0, 10)}T${value.slice(11, 19)}Z`;
  }
  const text = value.trim();
  return written(sinceEpoch(text) ?? isoTime(text) ?? mailTimeOf(text));
}

/**
 * Reads a time like `eventTimeOf`, but tries a mapping's format first for texts. A text in another format must include its zone, so that a
 * time that does not fit the format is not misread.
 * @param parse reads a text in the format as milliseconds since 1970
 */
export function formattedTimeOf(
  value: JsonValue | undefined,
  parse: ((text: string) => number | undefined) | undefined,
): string | undefined {
  if (parse === undefined) {
    return eventTimeOf(value);
  }
  const text = value === undefined ? undefined : textOf(value);
  const milliseconds = text === undefined ? undefined : parse(text);
  if (milliseconds !== undefined) {
    return written(milliseconds);
  }
  return text !== undefined && saysZone.test(text) ? eventTimeOf(text) : undefined;
}

const saysZone = /\d ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})$/i;

/** The formats of most vendors, for days that exist in every month: no computation is needed. */
const usualForm =
  /^(?:19[7-9]\d|[2-9]\d{3})-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z| UTC)$/;

/** The last millisecond of the last year with four digits. */
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

function written(milliseconds: number | undefined): string | undefined {
  return milliseconds !== undefined && milliseconds >= 0 && milliseconds <= latest
    ? `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
    : undefined;
}

/** The whole seconds, and the three, six or nine digits of a smaller unit after them. A double would round nanoseconds up. */
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

/** Names that Java and others write after an offset; the offset decides. */
const suffix = /([Zz]|[+-]\d{2}:?\d{2})(?:\[!?[\w./=+-]{1,64}\])+$/;

function isoTime(text: string): number | undefined {
  const plain = text.replace(suffix, "$1");
  const match = extended.exec(plain) ?? basic.exec(plain);
  if (match === null) {
    return undefined;
  }
  const [, year, month, day, hour, minute, second, sign, offsetHour, offsetMinute] = match;
  const offset = offsetOf(sign, offsetHour, offsetMinute);
  return offset === undefined ? undefined : momentOf([year, month, day, hour, minute, second].map(numberOf), offset);
}
