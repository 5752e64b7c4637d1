import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { sectionOf } from "../support/markdown";

const readme = readFileSync(join(__dirname, "..", "..", "README.md"), "utf8");
const page = readFileSync(join(__dirname, "..", "..", "docs", "costs.md"), "utf8");

/** The rows of every table of a section, without the heads; numbers without separators. */
function tablesOf(markdown: string): readonly (readonly (readonly string[])[])[] {
  return [...markdown.matchAll(/(?:^\|.*\|\n)+/gm)].map(([table]) =>
    table
      .trim()
      .split("\n")
      .slice(2)
      .map((line) =>
        line
          .slice(2, -2)
          .split(" | ")
          .map((cell) => (/^[\d,.]+$/.test(cell) ? cell.replaceAll(",", "") : cell)),
      ),
  );
}

/** The quantities of the calculation, by charge, from the assumptions that the page states and from nothing else. */
function quantitiesFrom(assumption: (name: string) => number): Readonly<Record<string, number>> {
  const events = assumption("events");
  const gigabytes = (events * assumption("bytes of an event")) / 1e9;
  const chunks = Math.ceil(
    assumption("bytes of an event") / assumption("bytes of a chunk, as EventBridge and SQS bill them"),
  );
  const invocations = events / assumption("events per invocation");
  const month = assumption("days of a month");
  return {
    "EventBridge partner events": (events * chunks) / 1e6,
    // Each event is sent, received and deleted, the latter two in calls of several.
    "SQS standard queue": (events * (chunks + 2 / assumption("messages per call that receives or deletes them"))) / 1e6,
    "Lambda requests": invocations / 1e6,
    "Lambda compute, arm64":
      invocations * assumption("seconds of an invocation") * assumption("memory of the function in GB"),
    "CloudTrail Lake ingestion, extendable": gigabytes,
    "CloudTrail Lake retention after 366 days, extendable":
      (gigabytes *
        (assumption("days in CloudTrail Lake") -
          assumption("days in CloudTrail Lake that the ingestion includes, extendable"))) /
      month,
    "CloudTrail Lake ingestion, fixed, seven years included": gigabytes,
    "CloudWatch Logs ingestion": gigabytes,
    "CloudWatch Logs storage":
      (gigabytes *
        assumption("compressed share of a log event, as AWS assumes") *
        assumption("days in CloudWatch Logs")) /
      month,
  };
}

/** What is wrong with the page's arithmetic. */
function problemsOf(markdown: string): readonly string[] {
  const [totals = [], assumptions = [], calculation = []] = tablesOf(
    sectionOf(markdown, "## A million events over seven years"),
  );
  const [prices = []] = tablesOf(sectionOf(markdown, "## Prices and their sources"));
  const priceOf = new Map(prices.map(([charge = "", dollars, per]) => [charge, `${dollars} per ${per}`]));
  const given = new Map(assumptions.map(([name = "", value]) => [name, Number(value)]));
  const quantities = quantitiesFrom((name) => given.get(name) ?? Number.NaN);
  const near = (one: number, other: number, digits: number) => Math.abs(one - other) <= 0.51 * 10 ** -digits;
  const rows = calculation.flatMap(([, charge = "", quantity, per, price, dollars]) => {
    const calculated = quantities[charge] ?? Number.NaN;
    return [
      ...(near(calculated, Number(quantity), 3) ? [] : [`${charge}: ${quantity} should be ${calculated}`]),
      ...(near(calculated * Number(price), Number(dollars), 4) ? [] : [`${charge}: ${dollars} is not the product`]),
      ...(priceOf.get(charge) === `${price} per ${per}`
        ? []
        : [`${charge}: ${price} per ${per} is not in the price list`]),
    ];
  });
  const sums = totals.flatMap(([sink = "", total]) => {
    const sum = calculation
      .filter(([of]) => of === sink || of === "every sink")
      .reduce((all, [, charge = "", , , price]) => all + (quantities[charge] ?? Number.NaN) * Number(price), 0);
    return near(sum, Number(total), 2) ? [] : [`${sink}: ${total} should be ${sum}`];
  });
  return [...(totals.length === 3 && calculation.length === 9 ? [] : ["a row is missing"]), ...rows, ...sums];
}

/** What README.md states of a calculation that the page has otherwise. */
function differencesOf(readme: string): readonly string[] {
  const [sinks = [], calculation = []] = tablesOf(sectionOf(readme, "## Costs"));
  const [totals = [], , charges = []] = tablesOf(sectionOf(page, "## A million events over seven years"));
  const stated = sinks.map(([, , total]) => total);
  const rows = charges
    .filter(([sink]) => sink === "every sink" || sink === totals[0]?.[0])
    .map(([, charge, quantity, per, price, dollars]) => [charge, `${quantity} ${per}`, price, dollars]);
  const months = tablesOf(sectionOf(page, "## Each month, whatever is stored"))[0] ?? [];
  const [polling, metrics] = months.map(([, , , , , dollars]) => dollars);
  const sentences = [
    `An integration costs ${polling} a month while it is idle, for the polling of its queue, and ${metrics} for its metrics`,
    `An integration costs ${polling} dollars a month while it is idle, ${metrics} for its metrics in a month with events, and ${totals[0]?.[1]} for a million events`,
  ];
  return [
    ...totals.filter(([, total], index) => stated[index] !== total).map(([sink]) => `${sink}: another total`),
    ...(isDeepStrictEqual(calculation.slice(0, -1), rows) ? [] : ["another calculation"]),
    ...(calculation.at(-1)?.at(-1) === totals[0]?.[1] ? [] : ["another sum"]),
    ...sentences.filter((sentence) => !readme.includes(sentence)),
  ];
}

describe("README.md", () => {
  it("states the totals of docs/costs.md and shows the calculation of the first", () => {
    expect(differencesOf(readme)).toEqual([]);
  });
});

describe("docs/costs.md", () => {
  it("has totals that its own assumptions and prices give", () => {
    expect(problemsOf(page)).toEqual([]);
  });

  it("multiplies the charges of a month", () => {
    const [rows = []] = tablesOf(sectionOf(page, "## Each month, whatever is stored"));
    expect(rows).toHaveLength(7);
    for (const [, , quantity, , price, dollars] of rows) {
      expect(Number(dollars)).toBeCloseTo(Number(quantity) * Number(price), 2);
    }
  });

  it("has a source and a day for every price", () => {
    const [rows = []] = tablesOf(sectionOf(page, "## Prices and their sources"));
    expect(rows.length).toBeGreaterThan(15);
    expect(rows.filter(([, , , source, read = ""]) => source === "" || !/^\d{4}-\d\d-\d\d$/.test(read))).toEqual([]);
  });
});
