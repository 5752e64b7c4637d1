import fc from "fast-check";
import { compiledRules, rulesByVendor, scanQueries } from "../../cli/capacity/scanQueries";
import { type ScannedStore, type ScanQueries, scanDollars, scanLines } from "../../components/capacity/detectionCost";

const noLogs = { probes: 0, events: 0, spans: [] };
const noQueries: ScanQueries = { lake: [], athena: [], logs: noLogs };
/** A hundredth of a gigabyte per hour. */
const store = { sink: "extendable", eventsPerDay: 240_000, eventBytes: 1_000 } as const;

function quantities(one: ScannedStore, queries: Partial<ScanQueries>, isWorst = false) {
  return Object.fromEntries(
    scanLines(one, { ...noQueries, ...queries }, isWorst).map(({ what, quantity }) => [what, quantity]),
  );
}

describe("the cost of a scan", () => {
  // The last run is an hour ago, half an hour of it is read again, and events may be 24 hours late.
  it("probes CloudTrail Lake for late events, and reads back to the oldest new event, less each statement's timespan", () => {
    const { probes, statements } = quantities(store, { lake: [1, 24] });
    expect(probes).toBeCloseTo(24 * 0.01 * (1 + 0.5 + 24), 9);
    // An event is stored a quarter of an hour after its own time.
    expect(statements).toBeCloseTo(24 * 0.01 * (1.75 + 1 + 1.75 + 24), 9);
    const worst = quantities(store, { lake: [1, 24] }, true);
    expect(worst.probes).toBe(probes);
    expect(worst.statements).toBeCloseTo(24 * 0.01 * (25.5 + 1 + 25.5 + 24), 9);
  });

  it("reads whole days of S3, an object with one GET, and lists each integration's days", () => {
    // 24,000 objects of 20,000 bytes per day, which is the measured size of a hundred events.
    const bucket = {
      sink: "s3",
      eventsPerDay: 2_400_000,
      eventBytes: 2_000,
      eventsPerObject: 100,
      integrations: 2,
    } as const;
    const day = 86_400_000;
    const hour = 3_600_000;
    const sums = { probes: 0, statements: 0, lists: 0 };
    for (let run = Date.UTC(2026, 10, 30); run < Date.UTC(2026, 11, 1); run += hour) {
      for (const [what, back] of [
        ["probes", 1.5],
        // An hour more, for differing clocks.
        ["statements", 1.75 + 6 + 1],
      ] as const) {
        const firstDay = Date.parse(`${new Date(run - back * hour).toISOString().slice(0, 10)}T00:00:00Z`);
        sums[what] += ((run - firstDay) / hour) * 1_000;
        // Until tomorrow; 12,000 objects of an integration's day take twelve calls.
        const days = Math.ceil((run - firstDay) / day) + 1;
        sums.lists += days * 2 * 12;
      }
    }
    const found = quantities(bucket, { athena: [6] });
    expect(found.probes).toBeCloseTo((sums.probes * 20_000) / 1e9, 9);
    expect(found.statements).toBeCloseTo((sums.statements * 20_000) / 1e9, 9);
    expect(found["objects read"]).toBeCloseTo((sums.probes + sums.statements) / 1_000, 9);
    expect(found["partitions listed"]).toBeCloseTo(sums.lists / 1_000, 9);
  });

  it("charges at least ten megabytes for a query of Athena", () => {
    const bucket = { sink: "s3", eventsPerDay: 24, eventBytes: 2_000 } as const;
    expect(quantities(bucket, { athena: [1, 1] })).toMatchObject({ probes: 24 * 0.01, statements: 2 * 24 * 0.01 });
  });

  it("runs one query per rule on a log group, over the whole possible window for a rule that counts", () => {
    const group = { ...store, sink: "cloudwatch-logs" } as const;
    const logs = { probes: 2, events: 3, spans: [1, 6] };
    const usual = quantities(group, { logs });
    expect(usual.probes).toBeCloseTo(24 * 0.01 * 2 * 1.5, 9);
    expect(usual.queries).toBeCloseTo(24 * 0.01 * (3 * 1.5 + 2 * (25.5 + 6)), 9);
    expect(quantities(group, { logs }, true).queries).toBeCloseTo(24 * 0.01 * (3 * 1.5 + 4 * (25.5 + 6)), 9);
  });

  it("does not fall in the worst case or with more events", () => {
    const queries = scanQueries(compiledRules());
    const sinks = fc.constantFrom("extendable", "fixed", "s3", "cloudwatch-logs");
    fc.assert(
      fc.property(
        sinks,
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.integer({ min: 100, max: 20_000 }),
        (sink, eventsPerDay, eventBytes) => {
          const one = { sink, eventsPerDay, eventBytes } as const;
          const usual = scanDollars(one, queries);
          expect(scanDollars(one, queries, true)).toBeGreaterThanOrEqual(usual);
          expect(scanDollars({ ...one, eventBytes: 2 * eventBytes }, queries)).toBeGreaterThanOrEqual(usual);
        },
      ),
    );
  });
});

// Limits that the project sets itself. Prices: AWS Price List API (CloudTrail Lake, 0.005 USD per GB scanned); athena.guide, "Athena Basics: Pricing Model"
// (Athena, 5 USD per TB, 10 MB at least; S3 GET 0.4 and LIST 5 USD per million).
describe("all built-in rules, hourly over a million events of 2 kB per day that may be 24 hours late", () => {
  const rules = compiledRules();
  const vendors = [...rulesByVendor(rules)];
  const together = (sink: ScannedStore["sink"]) =>
    scanDollars({ sink, eventsPerDay: 1_000_000, eventBytes: 2_000, integrations: vendors.length }, scanQueries(rules));
  const apart = (sink: ScannedStore["sink"]) =>
    vendors
      .map(([, own]) =>
        scanDollars({ sink, eventsPerDay: 1_000_000 / vendors.length, eventBytes: 2_000 }, scanQueries(own)),
      )
      .reduce((total, dollars) => total + dollars);

  it.each([
    ["extendable", 1],
    ["s3", 0.2],
  ] as const)("cost less on %s than %f USD per day, in one store and in one per vendor", (sink, most) => {
    expect(vendors.map(([vendor]) => vendor).sort()).toEqual(["auth0", "github", "okta", "onelogin"]);
    for (const dollars of [together(sink), apart(sink)]) {
      expect(dollars).toBeGreaterThan(0);
      expect(dollars).toBeLessThan(most);
    }
  });

  it("packs every rule, and has the longest timespan of Sigma's files", () => {
    for (const own of [rules, ...vendors.map(([, some]) => some)]) {
      const longest = Math.max(...own.map(({ correlation }) => (correlation?.timespanSeconds ?? 0) / 3_600));
      const { lake, athena, logs } = scanQueries(own);
      expect([lake, athena].map((spans) => Math.max(...spans))).toEqual([longest, longest]);
      expect(logs.events + logs.spans.length).toBe(
        own.filter(({ predicates }) => predicates.insights !== undefined).length,
      );
      // At most four statements per vendor.
      expect(own === rules ? 0 : lake.length).toBeLessThanOrEqual(4);
    }
  });
});
