import fc from "fast-check";
import {
  type CorrelationRow,
  type CountedCorrelation,
  correlate,
  groupKey,
  minimumOf,
} from "../../../functions/detector/correlate";

const second = 1_000;
const start = Date.parse("2026-11-20T10:00:00Z");
const failures = (gte: number, timespanSeconds = 600): CountedCorrelation => ({
  type: "event_count",
  timespanSeconds,
  condition: { gte },
});
const accounts = (gte: number, timespanSeconds = 600): CountedCorrelation => ({
  ...failures(gte, timespanSeconds),
  type: "value_count",
});

/** Returns events of one group at these seconds after the start. */
const at = (...seconds: readonly number[]): readonly CorrelationRow[] =>
  seconds.map((offset, index) => ({ uid: `e${index}`, eventTime: start + offset * second, group: "ada" }));
const uidsOf = (rows: readonly CorrelationRow[], correlation: CountedCorrelation) =>
  correlate(rows, correlation).map((burst) => burst.rows.map(({ uid }) => uid));

describe("bursts of events", () => {
  // Sigma specification 2.1 as pySigma's sqlite backend implements it: the window is [t - T, t].
  it("include both ends of the timespan, and nothing beyond", () => {
    expect(uidsOf(at(0, 600), failures(2))).toEqual([["e0", "e1"]]);
    expect(uidsOf(at(0, 601), failures(2))).toEqual([]);
  });

  it("are found at any position of the window, also across hours and days", () => {
    expect(uidsOf(at(599, 600, 601), failures(3, 2))).toEqual([["e0", "e1", "e2"]]);
  });

  it("are one if their windows share an event, and otherwise two", () => {
    expect(uidsOf(at(0, 10, 600, 610), failures(2))).toEqual([["e0", "e1", "e2", "e3"]]);
    expect(uidsOf(at(0, 10, 700, 710), failures(2))).toEqual([
      ["e0", "e1"],
      ["e2", "e3"],
    ]);
  });

  it("have only events of windows that reach the count", () => {
    expect(uidsOf(at(0, 1_000, 1_001, 1_002, 5_000), failures(3))).toEqual([["e1", "e2", "e3"]]);
  });

  it("count an event once, even if it was stored several times", () => {
    expect(uidsOf([...at(0), ...at(0), ...at(0)], failures(2))).toEqual([]);
  });

  it("count the events that a row represents", () => {
    expect(uidsOf([{ ...at(0)[0], uid: "e0", eventTime: start, group: "ada", count: 9 }], failures(10))).toEqual([]);
    expect(uidsOf([{ ...at(0)[0], uid: "e0", eventTime: start, group: "ada", count: 10 }], failures(10))).toEqual([
      ["e0"],
    ]);
  });

  it("keep groups separate, and leave out events without a group", () => {
    const [one, two] = at(0, 1);
    expect(one && two && uidsOf([one, { ...two, group: "grace" }], failures(2))).toEqual([]);
    expect(one && two && uidsOf([one, { ...two, group: undefined }], failures(2))).toEqual([]);
  });
});

describe("bursts of values", () => {
  const values = (...list: readonly (string | undefined)[]) =>
    at(...list.keys()).map((row, index) => ({ ...row, value: list[index] }));

  it("count distinct values case-insensitively", () => {
    expect(uidsOf(values("Ada", "ada", "grace"), accounts(3))).toEqual([]);
    expect(uidsOf(values("Ada", "ada", "grace", "alan"), accounts(3))).toEqual([["e0", "e1", "e2", "e3"]]);
  });

  it("leave out events with a missing or masked value", () => {
    expect(uidsOf(values("ada", undefined, "REDACTED", "", "grace"), accounts(3))).toEqual([]);
    expect(uidsOf(values("ada", undefined, "REDACTED", "", "grace"), accounts(2))).toEqual([["e0", "e4"]]);
  });
});

describe("a group's key", () => {
  it("has its values in lower case", () => {
    expect(groupKey(["Ada@Example.com", "203.0.113.7"])).toBe("ada@example.com\u001f203.0.113.7");
  });
  it.each([[undefined], [""], ["REDACTED"]])("does not exist if a value is %j", (value) => {
    expect(groupKey(["ada", value])).toBeUndefined();
  });
});

describe("the condition", () => {
  it("is a lower bound", () => {
    expect([minimumOf({ gte: 10 }), minimumOf({ gt: 10 }), minimumOf({ gte: 3, gt: 5 })]).toEqual([10, 11, 6]);
  });
  it.each(["lt", "lte", "eq", "neq"])("refuses %s by name", (bound) => {
    expect(() => minimumOf({ gte: 1, [bound]: 5 })).toThrow(
      `The condition ${bound}: 5 cannot be decided while events may still arrive; use gte or gt.`,
    );
  });
  it.each([{}, { gte: 0 }, { gte: 1.5 }, { gt: -1 }])("refuses %j", (condition) => {
    expect(() => minimumOf(condition)).toThrow("must have gte, a whole number from 1, or gt, a whole number from 0.");
  });
});

const randomRows = fc
  .array(
    fc.record({
      second: fc.integer({ min: 0, max: 120 }),
      group: fc.constantFrom("ada", "grace", undefined),
      value: fc.constantFrom("a", "A", "b", "c", "d", undefined),
    }),
    { maxLength: 40 },
  )
  .map((list) =>
    list.map(
      ({ second: offset, ...row }, index): CorrelationRow => ({
        ...row,
        uid: `e${index}`,
        eventTime: start + offset * second,
      }),
    ),
  );
const randomCorrelation = fc.record({
  type: fc.constantFrom("event_count" as const, "value_count" as const),
  timespanSeconds: fc.integer({ min: 0, max: 40 }),
  condition: fc.record({ gte: fc.integer({ min: 1, max: 6 }) }),
});

/** Finds the events of every window that reaches the count, by trying each second as its begin. */
function membersByTrial(rows: readonly CorrelationRow[], { type, timespanSeconds, condition }: CountedCorrelation) {
  const found = new Set<string>();
  for (const group of ["ada", "grace"]) {
    for (let from = -60; from <= 180; from++) {
      const inside = rows.filter(
        (row) =>
          row.group === group &&
          (type === "event_count" || row.value !== undefined) &&
          row.eventTime >= start + from * second &&
          row.eventTime <= start + (from + timespanSeconds) * second,
      );
      const values =
        type === "event_count" ? inside.map(({ uid }) => uid) : inside.map(({ value }) => value?.toLowerCase());
      if (new Set(values).size >= (condition.gte ?? 0)) {
        for (const { uid } of inside) {
          found.add(uid);
        }
      }
    }
  }
  return found;
}

describe("for random events", () => {
  it("N within T is found if and only if it exists, in any order, even if events were stored several times", () => {
    fc.assert(
      fc.property(
        randomRows.chain((rows) =>
          fc.tuple(fc.constant(rows), fc.shuffledSubarray([...rows, ...rows], { minLength: 2 * rows.length })),
        ),
        randomCorrelation,
        ([rows, shuffled], correlation) => {
          const found = correlate(shuffled, correlation).flatMap((burst) => burst.rows.map(({ uid }) => uid));
          expect([...found].sort()).toEqual([...membersByTrial(rows, correlation)].sort());
        },
      ),
      { numRuns: 500 },
    );
  });

  it("bursts of a group share no event, and none could be merged with the next", () => {
    fc.assert(
      fc.property(randomRows, randomCorrelation, (rows, correlation) => {
        const bursts = correlate(rows, correlation);
        for (const [index, burst] of bursts.entries()) {
          const next = bursts[index + 1];
          if (next?.group === burst.group) {
            expect(next.first).toBeGreaterThan(burst.last);
            // No window across both bursts reaches the count with events of both.
            const joined = correlate([...burst.rows, ...next.rows], correlation);
            expect(joined).toHaveLength(2);
          }
        }
      }),
    );
  });
});

test("1,000,000 failures of one user give one finding, within seconds", () => {
  const rows = Array.from({ length: 1_000_000 }, (_, index) => ({
    uid: String(index),
    eventTime: start + Math.floor(index / 20) * second,
    group: "ada",
    value: String(index % 50_000),
  }));
  const begun = performance.now();
  const bursts = [failures(10), accounts(10)].map((correlation) => correlate(rows, correlation));
  expect(bursts.map((list) => list.map((burst) => burst.rows.length))).toEqual([[1_000_000], [1_000_000]]);
  expect(performance.now() - begun).toBeLessThan(20_000);
});
