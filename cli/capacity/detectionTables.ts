import { dollarsOf, memoryGigabytes, type PricedSink } from "../../components/capacity/cost";
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
import { compiledRules, rulesByVendor, scanQueries } from "./scanQueries";

/** The tables of docs/costs.md on detections: all built-in rules, hourly, over a million events a day. */
export function detectionTables(): Readonly<Record<string, TableRows>> {
  const layouts = layoutsOf();
  return {
    "detection-totals": detectionTotals(layouts),
    "detection-assumptions": [["assumption", "value"], ...assumptions(layouts)],
    "detection-calculation": [
      ["stores", "charge", "quantity", "per", "price", "USD"],
      ...Object.values(layouts).flatMap(calculation),
    ],
  };
}

/** The dollars per day, usual and at most, for each layout of stores. */
export function detectionTotals(layouts = layoutsOf()): TableRows {
  const dollars = ({ scans }: Layout, isWorst: boolean) =>
    sum(scans, ({ store, queries }) => scanDollars(store, queries, isWorst)).toFixed(2);
  return [
    ["stores", "USD per day", "in the worst case"],
    ...Object.values(layouts).map((layout) => [layout.title, dollars(layout, false), dollars(layout, true)]),
  ];
}

/** Stores that hold the events of every vendor, together or apart. */
interface Layout {
  readonly title: string;
  readonly scans: readonly {
    /** The vendors of the events in the store. */
    readonly events: string;
    readonly store: ScannedStore;
    readonly queries: ScanQueries;
  }[];
}

const eventsPerDay = 1_000_000;
const { eventBytes } = usualWorkload;

function layoutsOf() {
  const rules = compiledRules();
  const vendors = [...rulesByVendor(rules)];
  const together = (title: string, sink: PricedSink): Layout => {
    const store = { sink, eventsPerDay, eventBytes, integrations: vendors.length };
    return { title, scans: [{ events: "all vendors", store, queries: scanQueries(rules) }] };
  };
  const apart = (title: string, sink: PricedSink): Layout => {
    const store = { sink, eventsPerDay: eventsPerDay / vendors.length, eventBytes };
    return { title, scans: vendors.map(([events, own]) => ({ events, store, queries: scanQueries(own) })) };
  };
  return {
    lakeStore: together("CloudTrail Lake, one store", "extendable"),
    lakeStores: apart("CloudTrail Lake, a store for each vendor", "extendable"),
    table: together("S3, one table", "s3"),
    tables: apart("S3, a table for each vendor", "s3"),
    logGroups: apart("CloudWatch Logs, a log group for each vendor", "cloudwatch-logs"),
  };
}

function assumptions({ lakeStore, lakeStores, table, tables, logGroups }: ReturnType<typeof layoutsOf>): TableRows {
  const objects = table.scans.map(({ store }) => objectsOf(store));
  return [
    ["events per day, in equal shares per vendor", number(eventsPerDay)],
    ["bytes per event", number(eventBytes)],
    ["runs per day", number(scanAssumptions.runsPerDay)],
    ["`lateHours`", number(scanAssumptions.lateHours)],
    ["hours before the last run that a run reads again", number(scanAssumptions.overlapHours)],
    ["usual minutes from an event's own time to its storing", number(scanAssumptions.storingMinutes)],
    ["seconds per run", number(scanAssumptions.runSeconds)],
    ["memory of the function in GB", number(memoryGigabytes(integrationDefaults))],
    ["additional hours that a statement on S3 reads, for differing clocks", number(scanAssumptions.clockHours)],
    ["minimum bytes that Athena charges per query", number(scanAssumptions.leastAthenaBytes)],
    ["objects in S3 per day", objects.map(({ perDay }) => number(perDay)).join()],
    ["bytes per object", objects.map(({ bytes }) => number(bytes, 0)).join()],
    ...[...lakeStore.scans, ...lakeStores.scans].map(({ events, queries }) => [
      `statements of CloudTrail Lake, by the hours of their longest timespan: ${events}`,
      spansText(queries.lake),
    ]),
    ...[...table.scans, ...tables.scans].map(({ events, queries }) => [
      `statements of Athena, likewise: ${events}`,
      spansText(queries.athena),
    ]),
    ...logGroups.scans.map(({ events, queries: { logs } }) => [
      `probes of Logs Insights, rules that do not count, rules that do, and the hours of their longest timespan: ${events}`,
      [logs.probes, logs.events, logs.spans.length, Math.max(...logs.spans)].map((value) => number(value)).join("; "),
    ]),
  ];
}

function spansText(spans: readonly number[]): string {
  return spans.map((span) => number(span)).join("; ");
}

/** The charges of a day in usual operation; those of several stores are added up. */
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
