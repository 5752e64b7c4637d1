import { dollarsOf, memoryGigabytes } from "../../components/capacity/cost";
import {
  objectsOf,
  type ScannedStore,
  type ScanQueries,
  scanAssumptions,
  scanDollars,
  scanLines,
} from "../../components/capacity/detectionCost";
import { usualWorkload } from "../../components/capacity/throughput";
import { integrationDefaults } from "../../components/integration/integrationSettings";
import { number, type TableRows } from "../docs/pageTables";
import { priceText } from "./priceText";
import { builtInRules, rulesByVendor, scanQueries } from "./scanQueries";

/** The tables of docs/costs.md on detections: all built-in rules, hourly, over a million events a day. */
export function detectionTables(): Readonly<Record<string, TableRows>> {
  const layouts = layoutsOf();
  return {
    "detection-totals": [
      ["stores", "USD a day", "in the worst case"],
      ...layouts.map(({ title, scans }) => [
        title,
        ...[false, true].map((isWorst) =>
          sum(scans, (scan) => scanDollars(scan.store, scan.queries, isWorst)).toFixed(2),
        ),
      ]),
    ],
    "detection-assumptions": [["assumption", "value"], ...assumptions(layouts)],
    "detection-calculation": [["stores", "charge", "quantity", "per", "price", "USD"], ...layouts.flatMap(calculation)],
  };
}

/** Stores that hold the events of every vendor, together or apart. */
interface Layout {
  readonly title: string;
  readonly scans: readonly { readonly vendor?: string; readonly store: ScannedStore; readonly queries: ScanQueries }[];
}

const eventsPerDay = 1_000_000;

function layoutsOf(): readonly Layout[] {
  const rules = builtInRules();
  const vendors = rulesByVendor(rules);
  const { eventBytes } = usualWorkload;
  const together = (sink: ScannedStore["sink"]) => [
    { store: { sink, eventsPerDay, eventBytes, integrations: vendors.length }, queries: scanQueries(rules) },
  ];
  const apart = (sink: ScannedStore["sink"]) =>
    vendors.map((own) => ({
      ...(own[0] !== undefined && { vendor: own[0].vendor }),
      store: { sink, eventsPerDay: eventsPerDay / vendors.length, eventBytes },
      queries: scanQueries(own),
    }));
  return [
    { title: "CloudTrail Lake, one store", scans: together("extendable") },
    { title: "CloudTrail Lake, a store for each vendor", scans: apart("extendable") },
    { title: "S3, one table", scans: together("s3") },
    { title: "S3, a table for each vendor", scans: apart("s3") },
    { title: "CloudWatch Logs, a log group for each vendor", scans: apart("cloudwatch-logs") },
  ];
}

function assumptions([lake, lakes, bucket, , groups]: readonly Layout[]): TableRows {
  const { perDay, bytes } = bucket?.scans[0] === undefined ? noObjects : objectsOf(bucket.scans[0].store);
  return [
    ["events a day, as many of each vendor", number(eventsPerDay)],
    ["bytes of an event", number(usualWorkload.eventBytes)],
    ["runs a day", number(scanAssumptions.runsPerDay)],
    ["`lateHours`", number(scanAssumptions.lateHours)],
    ["hours that a run looks back into the time of the one before", number(scanAssumptions.overlapHours)],
    ["minutes from an event's own time to its storing, usually", number(scanAssumptions.storingMinutes)],
    ["seconds of a run", number(scanAssumptions.runSeconds)],
    ["memory of the function in GB", number(memoryGigabytes(integrationDefaults))],
    ["hours that a statement on S3 reads more, for clocks that differ", number(scanAssumptions.clockHours)],
    ["bytes that Athena charges for a query, at least", number(scanAssumptions.leastAthenaBytes)],
    ["objects in S3 a day", number(perDay)],
    ["bytes of an object", number(bytes, 0)],
    ...[...(lake?.scans ?? []), ...(lakes?.scans ?? [])].map(({ vendor = "all vendors", queries }) => [
      `statements of CloudTrail Lake, by the hours of their longest timespan: ${vendor}`,
      spansText(queries.lake),
    ]),
    ...[...(bucket?.scans ?? []), ...(lakes?.scans ?? [])].map(({ vendor = "all vendors", queries }) => [
      `statements of Athena, likewise: ${vendor}`,
      spansText(queries.athena),
    ]),
    ...(groups?.scans ?? []).map(({ vendor = "", queries: { logs } }) => [
      `probes of Logs Insights, rules that do not count, rules that do, and the hours of their longest timespan: ${vendor}`,
      [logs.probes, logs.events, logs.spans.length, Math.max(...logs.spans)].map((value) => number(value)).join("; "),
    ]),
  ];
}

const noObjects = { perDay: 0, bytes: 0 };

function spansText(spans: readonly number[]): string {
  return spans.map((span) => number(span)).join("; ");
}

/** The charges of a day in usual operation, those of several stores as one. */
function calculation({ title, scans }: Layout): TableRows {
  const lines = scans.map(({ store, queries }) => scanLines(store, queries));
  return (lines[0] ?? []).map(({ what, price }, index) => {
    const quantity = sum(lines, (some) => some[index]?.quantity ?? 0);
    return [
      title,
      `${what}: ${price.name}`,
      number(quantity, 6),
      price.per,
      priceText(price),
      dollarsOf({ price, quantity }).toFixed(4),
    ];
  });
}

function sum<Item>(items: readonly Item[], amount: (item: Item) => number): number {
  return items.reduce((total, item) => total + amount(item), 0);
}
