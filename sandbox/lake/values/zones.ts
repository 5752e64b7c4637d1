import { remembered } from "./valueFunction";

/** Returns a zone's offset from UTC at an instant; both are in microseconds, the instant since 1970. */
export function zoneOffset(zone: string, instant: bigint): bigint {
  const fixed = fixedOffset(zone);
  if (fixed !== undefined) return fixed;
  const milliseconds = Number(instant / 1_000n);
  const parts = Object.fromEntries(
    calendar(zone)
      .formatToParts(milliseconds)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  return BigInt(local - Math.floor(milliseconds / 1_000) * 1_000) * 1_000n;
}

/** Returns the local time in a zone. */
export function localTime(instant: bigint, zone: string): bigint {
  return instant + zoneOffset(zone, instant);
}

/** Returns the instant of a local time in a zone; a skipped time counts from before the gap. */
export function instantOf(local: bigint, zone: string): bigint {
  const before = zoneOffset(zone, local - 86_400_000_000n);
  const first = local - before;
  return zoneOffset(zone, first) === before ? first : local - zoneOffset(zone, local - zoneOffset(zone, first));
}

/** Returns Trino's name of a zone. @throws Error for an unknown one */
export function zoneName(text: string): string {
  if (/^(?:Z|UTC|GMT|UT|[+-]00:?00|[+-]00)$/i.test(text)) return "UTC";
  const offset = /^(?:UTC|GMT|UT)?([+-])(\d{1,2})(?::?(\d\d))?$/.exec(text);
  if (offset !== null) {
    const [, sign = "+", hours = "0", minutes = "00"] = offset;
    if (Number(hours) > 14 || Number(minutes) > 59) throw new Error(`Invalid offset: ${text}`);
    return `${sign}${hours.padStart(2, "0")}:${minutes}`;
  }
  try {
    calendar(text);
  } catch {
    throw new Error(`'${text}' is not a valid time zone`);
  }
  return text;
}

function fixedOffset(zone: string): bigint | undefined {
  if (zone === "UTC") return 0n;
  const offset = /^([+-])(\d\d):(\d\d)$/.exec(zone);
  if (offset === null) return undefined;
  const minutes = BigInt(offset[2] ?? 0) * 60n + BigInt(offset[3] ?? 0);
  return (offset[1] === "-" ? -minutes : minutes) * 60_000_000n;
}

const calendar = remembered(
  (timeZone: string) =>
    new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    }),
);
