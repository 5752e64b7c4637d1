import fc from "fast-check";
import type { JsonValue } from "../../../functions/mapping/values/json";
import { eventTimeOf, formattedTimeOf } from "../../../functions/mapping/values/time";

test.each([
  ["2024-05-14T09:30:00.091Z", "2024-05-14T09:30:00Z"],
  ["2022-03-22 14:21:53.225", "2022-03-22T14:21:53Z"],
  ["2020-11-25 21:27:03.496000000", "2020-11-25T21:27:03Z"],
  ["2017-12-05 19:13:06 UTC", "2017-12-05T19:13:06Z"],
  ["2024-05-14T11:30:00.999+02:00", "2024-05-14T09:30:00Z"],
  ["2024-05-14T04:00:00-0530", "2024-05-14T09:30:00Z"],
  ["2024-05-14T11:30:00+02", "2024-05-14T09:30:00Z"],
  ["2024-12-31T23:30:00-01:00", "2025-01-01T00:30:00Z"],
  ["2024-02-29T00:00Z", "2024-02-29T00:00:00Z"],
  [1_700_000_000, "2023-11-14T22:13:20Z"],
  [1_700_000_000_123, "2023-11-14T22:13:20Z"],
])("%j is %s", (value, expected) => {
  expect(eventTimeOf(value)).toBe(expected);
});

// Sources: ISO 8601-1 (basic form, date alone) and its Amd 1 (24:00 is the end of the day); RFC 3339, section 5.8 (its leap second, in two
// zones); RFC 9557, section 3.1 (suffixes, its example); RFC 9110, section 5.6.7 (the three forms of its one example); RFC 5322,
// appendix A (its examples, comments, obsolete years and zones).
test.each([
  ["20261120T100000Z", "2026-11-20T10:00:00Z"],
  ["20261120T100000.25+0100", "2026-11-20T09:00:00Z"],
  ["20261120T1000Z", "2026-11-20T10:00:00Z"],
  ["2026-11-20", "2026-11-20T00:00:00Z"],
  ["1990-12-31T23:59:60Z", "1991-01-01T00:00:00Z"],
  ["1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00Z"],
  ["1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57Z"],
  ["2024-05-14T09:30:00.1234567890123Z", "2024-05-14T09:30:00Z"],
  ["Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T15:55:06Z"],
  ["Tue, 1 Jul 2003 10:52:37 +0200", "2003-07-01T08:52:37Z"],
  ["Thu, 13 Feb 1997 23:32 -0330", "1997-02-14T03:02:00Z"],
  ["21 Nov 1997 09:55:06 EST", "1997-11-21T14:55:06Z"],
  ["Fri, 21 Nov 1997 09:55:06 +0000 (UTC)", "1997-11-21T09:55:06Z"],
  ["2024-02-29T24:00:00Z", "2024-03-01T00:00:00Z"],
  ["20241231T2400+0100", "2024-12-31T23:00:00Z"],
  ["1996-12-19T16:39:57-08:00[America/Los_Angeles]", "1996-12-20T00:39:57Z"],
  ["1996-12-19T16:39:57Z[!Etc/UTC][u-ca=iso8601]", "1996-12-19T16:39:57Z"],
  ["Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"],
  ["Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"],
  ["Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z"],
  ["Thu,      13    Feb      1969     23:32     -0330 (Newfoundland Time)", undefined],
  ["Fri, 21 Nov 97 09(comment):   55  :  06 -0600", undefined],
  ["21 Nov 97 09:55:06 GMT", "1997-11-21T09:55:06Z"],
  ["21 Nov 26 09:55 (a (nested) comment) EST", "2026-11-21T14:55:00Z"],
  ["Thu,13 Feb 1997 23:32:54 -0330", "1997-02-14T03:02:54Z"],
])("%s is also %s", (text, expected) => {
  expect(eventTimeOf(text)).toBe(expected);
});

describe("with a format", () => {
  const parse = (text: string) => (text === "20.11.2026" ? 1_763_600_000_000 : undefined);

  test.each<[JsonValue | undefined, string | undefined]>([
    ["20.11.2026", "2025-11-20T00:53:20Z"],
    ["2026-11-20T10:00:00+01:00", "2026-11-20T09:00:00Z"],
    ["2026-11-20 10:00:00 UTC", "2026-11-20T10:00:00Z"],
    ["2026-11-20T10:00:00", undefined],
    ["202602301000", undefined],
    [202602301000, undefined],
    [1_700_000_000, undefined],
    [undefined, undefined],
  ])("%j that does not fit must state its zone", (value, expected) => {
    expect(formattedTimeOf(value, parse)).toBe(expected);
  });
});

test.each([
  "2023-02-29T00:00:00Z",
  "2024-13-01T00:00:00Z",
  "2024-00-10T00:00:00Z",
  "2024-01-01T24:00:01Z",
  "2024-01-01T24:00:60Z",
  "2024-01-01T23:60:00Z",
  "2024-01-01T00:00:00+25:00",
  "2024-01-01T10:00:60Z",
  "2024-12-31T23:59:61Z",
  "20240101",
  "20240101100000",
  "20240230T100000Z",
  "0001-01-01T00:00:00Z",
  "1969-12-31T23:59:59Z",
  "9999-12-31T23:59:59-01:00",
  "redacted",
  "",
  "17000000",
  "17000000001",
  "1e10",
  "-1700000000",
  "Tue, 31 Feb 2024 09:30:00 GMT",
  "Tue, 14 May 2024 25:30:00 GMT",
  "14/05/2024 09:30",
  "2024-05-14T09:30:00[Europe/Berlin]",
  "Tue, 14 May 2024 09:30:00 GMT)",
  "14 May 124 09:30 GMT",
  ...[undefined, null, true, [1_700_000_000], { a: 1 }, -1, 0, 20240101100000, Infinity, Number.NaN, 1e20],
])("%j is not a time", (value) => {
  expect(eventTimeOf(value)).toBeUndefined();
});

test("every instant from 1970 to 9999 is read back exactly to the second", () => {
  const dates = fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true });
  fc.assert(
    fc.property(dates, (date) => {
      expect(eventTimeOf(date.toISOString())).toBe(`${date.toISOString().slice(0, 19)}Z`);
    }),
  );
});

test("every second from 1973 to 2286 is read from each unit, as a number and as a text", () => {
  fc.assert(
    fc.property(fc.integer({ min: 100_000_000, max: 9_999_999_999 }), fc.nat(999), (second, below) => {
      const expected = `${new Date(second * 1000).toISOString().slice(0, 19)}Z`;
      const digits = String(below).padStart(3, "0");
      for (const text of ["", digits, digits + digits, digits + digits + digits].map((rest) => `${second}${rest}`)) {
        expect(eventTimeOf(text)).toBe(expected);
        // A larger number is read as the text of its digits (parseJson.ts).
        expect(!Number.isSafeInteger(Number(text)) || eventTimeOf(Number(text)) === expected).toBe(true);
      }
    }),
  );
});

test("the machine's time zone has no influence", () => {
  const before = process.env.TZ;
  try {
    for (const zone of ["Asia/Tokyo", "America/New_York"]) {
      process.env.TZ = zone;
      expect(eventTimeOf("2022-03-22 14:21:53.225")).toBe("2022-03-22T14:21:53Z");
    }
  } finally {
    process.env.TZ = before;
  }
});
