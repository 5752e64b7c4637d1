import fc from "fast-check";
import { eventTimeOf } from "../../../functions/mapping/time";

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

test.each([
  "2023-02-29T00:00:00Z",
  "2024-13-01T00:00:00Z",
  "2024-00-10T00:00:00Z",
  "2024-01-01T24:00:00Z",
  "2024-01-01T23:60:00Z",
  "2024-01-01T00:00:00+25:00",
  "2024-01-01",
  "0001-01-01T00:00:00Z",
  "1969-12-31T23:59:59Z",
  "9999-12-31T23:59:59-01:00",
  "redacted",
  "",
  "1700000000",
  "Tue, 14 May 2024 09:30:00 GMT",
])("%j is no time", (value) => {
  expect(eventTimeOf(value)).toBeUndefined();
});

test.each([undefined, null, true, [1_700_000_000], { a: 1 }, -1, Number.POSITIVE_INFINITY, Number.NaN, 1e20])(
  "%j is no time",
  (value) => {
    expect(eventTimeOf(value)).toBeUndefined();
  },
);

test("every instant from 1970 to 9999 reads back as itself to the second", () => {
  const dates = fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true });
  fc.assert(
    fc.property(dates, (date) => {
      expect(eventTimeOf(date.toISOString())).toBe(`${date.toISOString().slice(0, 19)}Z`);
    }),
  );
});

test("the machine's time zone has no say", () => {
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
