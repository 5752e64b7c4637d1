import fc from "fast-check";
import { compileTimeFormat } from "../../../functions/mapping/configured/timeFormat";

function read(format: string, text: string, zone?: string): string | undefined {
  const milliseconds = compileTimeFormat(format, zone)(text);
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();
}

test.each([
  ["dd/MM/yyyy HH:mm:ss", "03/02/2026 04:05:06", "2026-02-03T04:05:06.000Z"],
  ["M/d/yyyy h:mm a", "2/3/2026 4:05 PM", "2026-02-03T16:05:00.000Z"],
  ["M/d/yyyy h:mm a", "12/31/2026 12:00 am", "2026-12-31T00:00:00.000Z"],
  ["MMM d yyyy HH:mm:ss", "Feb 3 2026 04:05:06", "2026-02-03T04:05:06.000Z"],
  ["yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "2026-02-03T04:05:06.789+02:00", "2026-02-03T02:05:06.789Z"],
  ["yyyyMMddHHmmss", "20260203040506", "2026-02-03T04:05:06.000Z"],
  ["dd.MM.yyyy 'um' H 'Uhr'", "03.02.2026 um 4 Uhr", "2026-02-03T04:00:00.000Z"],
  ["yyyy-MM-dd", " 2026-02-03 ", "2026-02-03T00:00:00.000Z"],
  // An Apache access log (Apache HTTP Server documentation, Log Files: its example).
  ["dd/MMM/yyyy:HH:mm:ss Z", "10/Oct/2000:13:55:36 -0700", "2000-10-10T20:55:36.000Z"],
  // RFC 5322, appendix A.1.1 and A.6.1 (examples).
  ["EEE, dd MMM yyyy HH:mm:ss xx", "Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T15:55:06.000Z"],
  // Unicode Technical Standard #35, Date Field Symbol Table (month, weekday, ISO 8601 zones, VV).
  ["EEEE, MMMM d, yyyy", "Tuesday, September 1, 2026", "2026-09-01T00:00:00.000Z"],
  ["yyyy-MM-dd HH:mm:ssX", "2026-02-03 04:05:06Z", "2026-02-03T04:05:06.000Z"],
  ["yyyy-MM-dd HH:mm:ssX", "2026-02-03 04:05:06-08", "2026-02-03T12:05:06.000Z"],
  ["yyyy-MM-dd HH:mm:ssXX", "2026-02-03 04:05:06-0800", "2026-02-03T12:05:06.000Z"],
  ["yyyy-MM-dd HH:mm:ssxxx", "2026-02-03 04:05:06+00:00", "2026-02-03T04:05:06.000Z"],
  ["yyyy-MM-dd HH:mm VV", "2026-07-03 04:05 America/Los_Angeles", "2026-07-03T11:05:00.000Z"],
  ["yyyy-MM-dd HH:mm:ss.SSSSSSSSS", "2026-02-03 04:05:06.789123456", "2026-02-03T04:05:06.789Z"],
  ["yyyy-MM-dd HH:mm:ss.S", "2026-02-03 04:05:06.7", "2026-02-03T04:05:06.700Z"],
  ["d MMM yyyy HH:mm", "3 FEB 2026 04:05", "2026-02-03T04:05:00.000Z"],
])("%s reads %s", (format, text, expected) => {
  expect(read(format, text)).toBe(expected);
});

// Offsets of the IANA time zone database: Berlin is an hour ahead of UTC in winter and two in summer, from the last Sunday of March to
// the last one of October.
test.each([
  ["Europe/Berlin", "2026-01-15 12:00", "2026-01-15T11:00:00.000Z"],
  ["Europe/Berlin", "2026-07-15 12:00", "2026-07-15T10:00:00.000Z"],
  ["Europe/Berlin", "2026-10-25 02:30", "2026-10-25T01:30:00.000Z"],
  ["Asia/Kolkata", "2026-07-15 12:00", "2026-07-15T06:30:00.000Z"],
])("a time without a zone is in %s: %s", (zone, text, expected) => {
  expect(read("yyyy-MM-dd HH:mm", text, zone)).toBe(expected);
});

test("an offset in the text overrides the zone, and the machine's zone has no influence", () => {
  const before = process.env.TZ;
  try {
    for (const machine of ["Asia/Tokyo", "Europe/Berlin", "UTC"]) {
      process.env.TZ = machine;
      expect(read("yyyy-MM-dd HH:mmXXX", "2026-10-25 02:30-05:00", "Europe/Berlin")).toBe("2026-10-25T07:30:00.000Z");
      expect(read("yyyy-MM-dd HH:mmXXX", "2026-10-25 02:30Z", "Europe/Berlin")).toBe("2026-10-25T02:30:00.000Z");
      expect(read("yyyy-MM-dd HH:mm", "2026-10-25 02:30", "Europe/Berlin")).toBe("2026-10-25T01:30:00.000Z");
    }
  } finally {
    process.env.TZ = before;
  }
});

test.each([
  ["dd/MM/yyyy", "30/02/2026"],
  ["dd/MM/yyyy", "3/2/2026"],
  ["dd/MM/yyyy", "03-02-2026"],
  ["dd/MM/yyyy", "03/13/2026"],
  ["dd/MM/yyyy HH:mm", "03/02/2026 25:00"],
  ["EEE, dd/MM/yyyy", "Mon, 03/02/2026"],
  ["yyyy-MM-dd HH:mm VV", "2026-02-03 04:05 Nowhere/City"],
  ["yyyy-MM-dd HH:mmXXX", "2026-02-03 04:05+25:00"],
  ["dd/MM/yyyy", ""],
  ["dd/MM/yyyy", "03/02/2026 and more"],
])("%s does not read %j", (format, text) => {
  expect(read(format, text)).toBeUndefined();
});

test.each([
  ["HH:mm", "the format has no year; it must contain yyyy, MM and dd"],
  ["yyyy", "the format has no month; it must contain yyyy, MM and dd"],
  [
    "dd/MM/YYYY",
    "YYYY is not supported; supported are yyyy, MMMM, MMM, MM, M, dd, d, EEEE, EEE, HH, H, hh, h, a, mm, ss, XXX, XX, X, xxx, xx, x, Z, VV and S",
  ],
  ["dd/MM/MMM/yyyy", "MMM repeats the month"],
  ["dd/MM/yyyy hh:mm:ss", "hh is the hour of half a day and needs a (AM or PM); write HH for hours from 00 to 23"],
  ["dd/MM/yyyy HH:mm a", "a (AM or PM) needs hh or h; HH is in the format"],
  ["dd/MM/yyyy a", "a (AM or PM) needs hh or h; no hour is in the format"],
])("%s is not a format", (format, message) => {
  expect(() => compileTimeFormat(format)).toThrow(new RangeError(message));
});

// ICU reads BST as Dhaka's time, CST as Chicago's and IST as India's; each is also another zone's (IANA database, comments on the zones).
test("abbreviations of zones and zones that the database lacks are refused and not read from a text", () => {
  for (const zone of ["BST", "CST", "IST", "EST", "ast", "Mars/Base"]) {
    const message = `"${zone}" is not a time zone; write a name such as Europe/Berlin`;
    expect(() => compileTimeFormat("yyyy-MM-dd", zone)).toThrow(new RangeError(message));
    expect(read("yyyy-MM-dd HH:mm VV", `2026-07-03 04:05 ${zone}`)).toBeUndefined();
  }
  for (const zone of ["UTC", "GMT"]) {
    expect(read("yyyy-MM-dd HH:mm VV", `2026-07-03 04:05 ${zone}`)).toBe("2026-07-03T04:05:00.000Z");
  }
  expect(read("yyyy-MM-dd HH:mm", "2026-07-03 04:05", "CET")).toBe("2026-07-03T02:05:00.000Z");
});

test("a time that is written in a format is read back", () => {
  const moment = fc.date({ min: new Date(0), max: new Date("2999-12-31T23:59:59Z"), noInvalidDate: true });
  fc.assert(
    fc.property(moment, (date) => {
      const [year, month, day, hour, minute, second] = date.toISOString().split(/[-T:.]/);
      const whole = Math.floor(date.getTime() / 1000) * 1000;
      const readBack = [
        compileTimeFormat("dd.MM.yyyy HH-mm-ss")(`${day}.${month}.${year} ${hour}-${minute}-${second}`),
        compileTimeFormat("ss mm HH yyyy MM dd XXX")(`${second} ${minute} ${hour} ${year} ${month} ${day} Z`),
      ];
      expect(readBack).toEqual([whole, whole]);
    }),
  );
});
