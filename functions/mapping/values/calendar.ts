/** Converts digits to a number; 0 if there are none. */
export function numberOf(digits: string | undefined): number {
  return Number(digits ?? 0);
}

/** Returns the minutes ahead of UTC; undefined if the offset does not exist. */
export function offsetOf(
  sign: string | undefined,
  hour: string | undefined,
  minute: string | undefined,
): number | undefined {
  if (numberOf(hour) > 23 || numberOf(minute) > 59) {
    return undefined;
  }
  const size = numberOf(hour) * 60 + numberOf(minute);
  return sign === "-" ? -size : size;
}

/**
 * Converts year, month, day, hour, minute and second in a zone to milliseconds since 1970; undefined for times that do not exist, such as
 * 30 February. 24:00 is the end of its day, and second 60 of a leap second is the next second, as in POSIX time.
 * Sources: ISO 8601-1:2019/Amd 1 (24:00); RFC 3339, section 5.7 (leap seconds).
 */
export function momentOf(
  [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0]: readonly number[],
  offset: number,
): number | undefined {
  // Date.UTC carries overflow into the next unit.
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    return undefined;
  }
  const isEndOfDay = hour === 24 && minute === 0 && second === 0;
  if ((hour > 23 && !isEndOfDay) || minute > 59 || second > 60) {
    return undefined;
  }
  const milliseconds = Date.UTC(year, month - 1, day, hour, minute, second) - offset * 60_000;
  // A leap second is the last second of a UTC day.
  return second === 60 && milliseconds % 86_400_000 !== 0 ? undefined : milliseconds;
}
