import fc from "fast-check";
import { compileTimeFormat } from "../../../functions/mapping/timeFormat";

function read(format: string, text: string): string | undefined {
  const milliseconds = compileTimeFormat(format)(text);
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
])("%s reads %s", (format, text, expected) => {
  expect(read(format, text)).toBe(expected);
});

test.each([
  ["dd/MM/yyyy", "30/02/2026"],
  ["dd/MM/yyyy", "3/2/2026"],
  ["dd/MM/yyyy", "03-02-2026"],
  ["dd/MM/yyyy", "03/13/2026"],
  ["dd/MM/yyyy HH:mm", "03/02/2026 24:00"],
  ["dd/MM/yyyy h:mm a", "03/02/2026 13:00 pm"],
  ["dd/MM/yyyy h:mm a", "03/02/2026 0:30 am"],
  ["yyyy-MM-dd HH:mmXXX", "2026-02-03 04:05+25:00"],
  ["dd/MM/yyyy", ""],
  ["dd/MM/yyyy", "03/02/2026 and more"],
])("%s does not read %j", (format, text) => {
  expect(read(format, text)).toBeUndefined();
});

test.each([
  ["HH:mm", "the format says no year; it must hold yyyy, MM and dd"],
  ["yyyy", "the format says no month; it must hold yyyy, MM and dd"],
  ["dd/MM/YYYY", "YYYY is not understood; known are yyyy, MMM, MM, M, dd, d, HH, H, hh, h, a, mm, ss, XXX and S"],
  ["dd/MM/MMM/yyyy", "MMM says the month a second time"],
])("%s is no format", (format, message) => {
  expect(() => compileTimeFormat(format)).toThrow(new RangeError(message));
});

test("what is written in a format is read back", () => {
  const moment = fc.date({ min: new Date(0), max: new Date("2999-12-31T23:59:59Z"), noInvalidDate: true });
  fc.assert(
    fc.property(moment, (date) => {
      const [year, month, day, hour, minute, second] = date.toISOString().split(/[-T:.]/);
      const whole = Math.floor(date.getTime() / 1000) * 1000;
      expect(compileTimeFormat("dd.MM.yyyy HH-mm-ss")(`${day}.${month}.${year} ${hour}-${minute}-${second}`)).toBe(
        whole,
      );
      expect(
        compileTimeFormat("ss mm HH yyyy MM dd XXX")(`${second} ${minute} ${hour} ${year} ${month} ${day} Z`),
      ).toBe(whole);
    }),
  );
});
