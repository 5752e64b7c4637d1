import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sectionOf } from "../support/markdown";

const textOf = (file: string) => readFileSync(join(__dirname, "..", "..", file), "utf8");
const readme = textOf("README.md");
const page = textOf("docs/costs.md");

/** Returns the rows of every table of a section, without headings; numbers have no separators. */
function tablesOf(markdown: string): readonly (readonly (readonly string[])[])[] {
  return [...markdown.matchAll(/(?:^\|.*\|(?:\n|$))+/gm)].map(([table]) =>
    table
      .trim()
      .split("\n")
      .slice(2)
      .map((line) => line.slice(2, -2).split(" | "))
      .map((cells) => cells.map((cell) => (/^[\d,.]+$/.test(cell) ? cell.replaceAll(",", "") : cell))),
  );
}

const [totals = [], assumptions = [], calculation = []] = tablesOf(
  sectionOf(page, "## A million events over seven years"),
);
const [lakeTotals = [], lakeObjects = [], lakeSizes = [], lakeAssumptions = [], lakeCalculation = []] = tablesOf(
  sectionOf(page, "## A million events in S3"),
);
const [months = []] = tablesOf(sectionOf(page, "## Fixed costs per month"));
const [scanTotals = [], scanAssumptions = [], scanCalculation = []] = tablesOf(sectionOf(page, "## Detections"));
const [prices = []] = tablesOf(sectionOf(page, "## Prices and their sources"));

describe("docs/costs.md", () => {
  it("has a source and a date for every price", () => {
    expect(prices.length).toBeGreaterThan(15);
    expect(prices.filter(([, , , source, read = ""]) => source === "" || !/^\d{4}-\d\d-\d\d$/.test(read))).toEqual([]);
  });

  it("multiplies listed prices, and adds up the rows of each sink and of all sinks", () => {
    const listed = new Map(prices.map(([charge, dollars]) => [charge, dollars]));
    const sums = totals.map(([sink]) => [sink, 0] as [string, number]);
    for (const [sink, charge, quantity, , price, dollars] of calculation) {
      expect([charge, listed.get(charge ?? "")]).toEqual([charge, price]);
      expect(Math.abs(Number(quantity) * Number(price) - Number(dollars))).toBeLessThan(0.0001);
      for (const sum of sums.filter(([one]) => sink === one || sink === "every sink")) {
        sum[1] += Number(dollars);
      }
    }
    expect(sums.map(([sink, dollars]) => [sink, dollars.toFixed(2)])).toEqual(totals);
    expect([totals.length, calculation.length, months.length]).toEqual([3, 9, 10]);
    for (const [, , quantity, , price, dollars] of months) {
      // Half a cent of difference is rounding.
      expect(Math.abs(Number(dollars) - Number(quantity) * Number(price))).toBeLessThan(0.0051);
    }
  });

  it("counts chunks, calls, seconds and days according to its assumptions", () => {
    const events = 1_000_000;
    const gigabytes = (events * 2_000) / 1e9;
    const month = 365 / 12;
    const given = Object.fromEntries(assumptions);
    const seconds = Number(given["seconds per invocation"]);
    expect(given).toMatchObject({ "bytes per event": "2000", "events per invocation": "100" });
    const quantities = calculation.map(([, , quantity]) => Number(quantity));
    const expected = [1, 1 + 2 / 10, 1 / 100, (events / 100) * seconds * 0.25, gigabytes];
    expected.push((gigabytes * (2_555 - 366)) / month, gigabytes, gigabytes, (gigabytes * 0.15 * 2_557) / month);
    for (const [index, quantity] of expected.entries()) {
      expect(quantities[index]).toBeCloseTo(quantity, 3);
    }
  });
});

describe("docs/costs.md on the sink s3", () => {
  const events = 1_000_000;
  const daysOfMillion = [1, 365 / 12, 365];
  const numbersOf = (row: readonly string[]) => row.slice(1).map(Number);

  it("multiplies listed prices, and adds up the rows of each rate", () => {
    const listed = new Map(prices.map(([charge, dollars]) => [charge, dollars]));
    for (const [title, total] of lakeTotals) {
      const rows = lakeCalculation.filter(([sink]) => sink === title);
      for (const [, charge, quantity, , price, dollars] of rows) {
        expect([charge, listed.get(charge ?? "")]).toEqual([charge, price]);
        expect(Math.abs(Number(quantity) * Number(price) - Number(dollars))).toBeLessThan(0.0001);
      }
      expect(rows.reduce((sum, row) => sum + Number(row.at(-1)), 0).toFixed(2)).toBe(total);
    }
    expect([lakeTotals.length, lakeCalculation.length]).toEqual([3, 8 + 6 + 6]);
  });

  // Measured: 958 bytes of 10 events, 200 of 100, 104 of 2,000; a straight line between them, and 6 MB of messages of 3,440 bytes at most.
  it("calculates the objects per rate, for one batch at a time and for two", () => {
    expect(lakeSizes.map((row) => row.map(Number))).toEqual([
      [10, 9_580, 958],
      [100, 20_000, 200],
      [2_000, 208_000, 104],
    ]);
    const full = Math.floor((6 * 1_024 * 1_024) / (2_000 * 1.12 + 1_200));
    const expected = daysOfMillion.flatMap((days) =>
      [1, 2].map((atOnce) => {
        const inObject = Math.min(full, (events / (days * 86_400)) * (300 / atOnce));
        const bytes =
          inObject < 100
            ? 9_580 + ((20_000 - 9_580) / 90) * (inObject - 10)
            : 20_000 + ((208_000 - 20_000) / 1_900) * (inObject - 100);
        return [atOnce, inObject, events / inObject, events / inObject / days, bytes];
      }),
    );
    for (const [index, row] of lakeObjects.entries()) {
      for (const [place, value] of (expected[index] ?? []).entries()) {
        expect(Math.abs((numbersOf(row)[place] ?? Number.NaN) - value)).toBeLessThan(0.51);
      }
    }
    expect(lakeObjects).toHaveLength(expected.length);
  });

  it("costs less than 0.30 in requests and storage at a million events per day", () => {
    const perDay = lakeObjects.slice(0, 2).map((row) => Number(row.at(-1)));
    expect(perDay.length).toBe(2);
    expect(perDay.every((dollars) => dollars < 0.3)).toBe(true);
  });

  it("counts requests, gigabytes and seconds according to its assumptions", () => {
    const given = new Map(lakeAssumptions.map(([what, value]) => [what, Number(value)]));
    const month = 365 / 12;
    const [standard, retention] = [90, 2_555];
    for (const [index, [title = ""]] of lakeTotals.entries()) {
      // With two batches at one time.
      const [, inObject = 0, objects = 0, , bytes = 0] = numbersOf(lakeObjects[2 * index + 1] ?? []);
      const gigabytes = (objects * bytes) / 1e9;
      const isMoved = bytes > 128 * 1_024;
      const seconds = given.get(`seconds per invocation: ${title}`) ?? Number.NaN;
      // 0.06 ms of mapping and 0.035 of writing per event, and 5 ms, divided by the share of a virtual CPU; plus one call of 100 ms.
      expect(seconds).toBeCloseTo((inObject * 0.095 + 5) / (256 / 1_769) / 1_000 + 0.1, 3);
      const expected = [1, 1.2, objects / events, objects * seconds * 0.25, objects / 1_000];
      expected.push((gigabytes * (isMoved ? standard : retention)) / month);
      if (isMoved) {
        expected.push(objects / 1_000, (gigabytes * (retention - standard)) / month);
      }
      const quantities = lakeCalculation.filter(([sink]) => sink === title).map((row) => Number(row[2]));
      expect(quantities).toHaveLength(expected.length);
      for (const [place, quantity] of expected.entries()) {
        expect(Math.abs((quantities[place] ?? Number.NaN) / quantity - 1)).toBeLessThan(0.01);
      }
    }
  });

  it("moves an object only if that saves money", () => {
    const given = new Map(lakeAssumptions.map(([what, value]) => [what, Number(value)]));
    const months = ((2_555 - 90) * 12) / 365;
    const least = (128 * 1_024 * 0.004) / 1e9;
    // 0.023 b months = 0.004 (128 KB) months + 0.02 / 1,000
    const paysFrom = ((least + 0.00002 / months) / 0.023) * 1e9;
    expect(given.get("bytes above which moving saves money")).toBeCloseTo(paysFrom, -1);
    expect(given.get("minimum bytes of an object that moves")).toBeGreaterThan(paysFrom);
  });
});

describe("docs/costs.md on detections", () => {
  const given = new Map(scanAssumptions.map(([what = "", value = ""]) => [what, value]));
  const figureOf = (what: string) => Number(given.get(what));
  const vendors = ["auth0", "github", "okta", "onelogin"];
  /** Returns the numbers in a cell. */
  const listIn = (what: string) => (given.get(what) ?? "").split("; ").map(Number);
  const quantity = (stores: string, charge: string) =>
    Number(scanCalculation.find(([one, what]) => one === stores && what?.startsWith(`${charge}: `))?.[2]);

  it("multiplies listed prices, and adds up the rows of each layout of stores", () => {
    const listed = new Map(prices.map(([charge, dollars]) => [charge, dollars]));
    for (const [stores, usual, worst] of scanTotals) {
      const rows = scanCalculation.filter(([one]) => one === stores);
      for (const [, charge = "", amount, , price, dollars] of rows) {
        expect([charge, listed.get(charge.split(": ")[1])]).toEqual([charge, price]);
        expect(Math.abs(Number(amount) * Number(price) - Number(dollars))).toBeLessThan(0.0001);
      }
      expect(rows.reduce((sum, row) => sum + Number(row.at(-1)), 0)).toBeCloseTo(Number(usual), 2);
      expect(Number(worst)).toBeGreaterThan(Number(usual));
    }
    expect([scanTotals.length, scanCalculation.length]).toEqual([5, 4 + 4 + 6 + 6 + 4]);
  });

  it("scans the hours of CloudTrail Lake according to its assumptions", () => {
    const perHour = (figureOf("events per day, in equal shares per vendor") * figureOf("bytes per event")) / 24 / 1e9;
    const fresh = 24 / figureOf("runs per day") + figureOf("hours before the last run that a run reads again");
    const usual = fresh + figureOf("usual minutes from an event's own time to its storing") / 60;
    const spansOf = (vendor: string) =>
      listIn(`statements of CloudTrail Lake, by the hours of their longest timespan: ${vendor}`);
    const probes = () => fresh + figureOf("`lateHours`");
    const statements = (spans: readonly number[]) => spans.reduce((sum, span) => sum + usual + span, 0);
    for (const [stores, names] of [
      ["CloudTrail Lake, one store", ["all vendors"]],
      ["CloudTrail Lake, a store for each vendor", vendors],
    ] as const) {
      for (const [charge, hours] of [
        ["probes", probes],
        ["statements", statements],
      ] as const) {
        const total = names.reduce((sum, name) => sum + hours(spansOf(name)), 0) / names.length;
        expect(quantity(stores, charge)).toBeCloseTo(figureOf("runs per day") * total * perHour, 1);
      }
    }
  });

  it("has the same totals as docs/detections.md", () => {
    expect(tablesOf(sectionOf(textOf("docs/detections.md"), "## What a run costs"))).toEqual([scanTotals]);
  });
});

describe("README.md", () => {
  it("has the same totals as docs/costs.md", () => {
    const [sinks = []] = tablesOf(sectionOf(readme, "## Choose a sink"));
    const [[, extendable], , [, logs]] = [totals[0] ?? [], totals[1] ?? [], totals[2] ?? []];
    expect(sinks.map(([sink, , , total]) => [sink, total])).toEqual([
      ["`cloudtrail-lake` (default)", extendable],
      ["`s3`", lakeTotals[0]?.[1]],
      ["`cloudwatch-logs`", logs],
      ["a list, such as `[s3, cloudwatch-logs]`", ""],
    ]);
    const [polling, metrics] = months.map((row) => row.at(-1));
    expect(readme.replaceAll("\n", " ")).toContain(
      `An integration also costs ${polling} a month for the polling of its queue and ${metrics} for its metrics in a month with events`,
    );
  });
});
