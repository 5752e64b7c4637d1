import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sectionOf } from "../support/markdown";

const textOf = (file: string) => readFileSync(join(__dirname, "..", "..", file), "utf8");
const readme = textOf("README.md");
const page = textOf("docs/costs.md");

/** The rows of every table of a section, without the heads; numbers without separators. */
function tablesOf(markdown: string): readonly (readonly (readonly string[])[])[] {
  return [...markdown.matchAll(/(?:^\|.*\|\n)+/gm)].map(([table]) =>
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
const [months = []] = tablesOf(sectionOf(page, "## Each month, whatever is stored"));
const [prices = []] = tablesOf(sectionOf(page, "## Prices and their sources"));

describe("docs/costs.md", () => {
  it("has a source and a day for every price", () => {
    expect(prices.length).toBeGreaterThan(15);
    expect(prices.filter(([, , , source, read = ""]) => source === "" || !/^\d{4}-\d\d-\d\d$/.test(read))).toEqual([]);
  });

  it("multiplies listed prices, and adds up each sink's rows and those of every sink", () => {
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
    expect([totals.length, calculation.length, months.length]).toEqual([3, 9, 8]);
    for (const [, , quantity, , price, dollars] of months) {
      expect(Number(dollars)).toBeCloseTo(Number(quantity) * Number(price), 2);
    }
  });

  it("counts chunks, calls, seconds and days as its assumptions say", () => {
    const events = 1_000_000;
    const gigabytes = (events * 2_000) / 1e9;
    const month = 365 / 12;
    const given = Object.fromEntries(assumptions);
    const seconds = Number(given["seconds of an invocation"]);
    expect(given).toMatchObject({ "bytes of an event": "2000", "events per invocation": "100" });
    const quantities = calculation.map(([, , quantity]) => Number(quantity));
    const expected = [1, 1 + 2 / 10, 1 / 100, (events / 100) * seconds * 0.25, gigabytes];
    expected.push((gigabytes * (2_555 - 366)) / month, gigabytes, gigabytes, (gigabytes * 0.15 * 2_557) / month);
    for (const [index, quantity] of expected.entries()) {
      expect(quantities[index]).toBeCloseTo(quantity, 3);
    }
  });
});

describe("README.md", () => {
  it("states the totals of docs/costs.md and shows the calculation of the first", () => {
    const [sinks = [], charges = []] = tablesOf(sectionOf(readme, "## Costs"));
    expect(sinks.map(([, , total]) => total)).toEqual(totals.map(([, total]) => total));
    const rows = calculation
      .filter(([sink]) => sink === "every sink" || sink === totals[0]?.[0])
      .map(([, charge, quantity, per, price, dollars]) => [charge, `${quantity} ${per}`, price, dollars]);
    expect([charges.slice(0, -1), charges.at(-1)?.at(-1)]).toEqual([rows, totals[0]?.[1]]);
    const [polling, metrics] = months.map((row) => row.at(-1));
    expect(readme).toContain(
      `An integration costs ${polling} a month while it is idle, for the polling of its queue, and ${metrics} for its metrics`,
    );
    expect(readme).toContain(
      `An integration costs ${polling} dollars a month while it is idle, ${metrics} for its metrics in a month with events, and ${totals[0]?.[1]} for a million events`,
    );
  });
});
