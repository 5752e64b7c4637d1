import {
  type CostLine,
  costLines,
  costParts,
  costPerMillion,
  daysPerMonth,
  defaultRetentionDays,
  dollarsOf,
  includedDays,
  logCompression,
  memoryGigabytes,
  pricedSinks,
  totalOf,
} from "../../components/capacity/cost";
import { monthlyLines } from "../../components/capacity/monthlyCost";
import { prices } from "../../components/capacity/prices";
import { fullInvocation, usualWorkload } from "../../components/capacity/throughput";
import { integrationDefaults } from "../../components/integration/integrationSettings";
import { number, type TableRows } from "../docs/pageTables";
import { detectionTables } from "./detectionTables";
import { lakeCostsTables } from "./lakeCostsTables";
import { priceText } from "./priceText";
import { builtInQueries } from "./scanQueries";

/** The tables of docs/costs.md: the cost of events and of their monitoring, each figure with its calculation. */
export function costsTables(): Readonly<Record<string, TableRows>> {
  return {
    totals: [["sink", "USD"], ...pricedSinks.map((sink) => [titles[sink], totalDollars(sink)])],
    assumptions: [["assumption", "value"], ...assumptions()],
    calculation: calculation(),
    parts: parts(),
    monthly: monthly(),
    prices: priceList(),
    ...lakeCostsTables(),
    ...detectionTables(),
  };
}

type PricedSink = (typeof pricedSinks)[number];

/** The sinks, as the page calls them. */
const titles: Readonly<Record<PricedSink, string>> = {
  extendable: "CloudTrail Lake, extendable",
  fixed: "CloudTrail Lake, fixed",
  "cloudwatch-logs": "CloudWatch Logs",
};

function assumptions(): TableRows {
  const { events, seconds } = fullInvocation(integrationDefaults, usualWorkload);
  return [
    ["events", "1,000,000"],
    ["bytes per event", number(usualWorkload.eventBytes)],
    ["bytes per chunk that EventBridge and SQS bill", "64,000"],
    ["messages per receive or delete call", "10"],
    ["events per invocation", number(events)],
    ["seconds per invocation", number(seconds, 9)],
    ["memory of the function in GB", number(memoryGigabytes(integrationDefaults))],
    ["days in CloudTrail Lake", number(defaultRetentionDays("extendable"))],
    ["days in CloudTrail Lake that the ingestion price includes, extendable", number(includedDays)],
    ["days in CloudWatch Logs", number(defaultRetentionDays("cloudwatch-logs"))],
    ["compressed share of a log event, AWS's assumption", number(logCompression)],
    ["days per month", number(daysPerMonth, 4)],
  ];
}

function calculation(): TableRows {
  const shared = linesOf("fixed").filter(({ part }) => part !== "sink");
  return [
    ["sink", "charge", "quantity", "per", "price", "USD"],
    ...shared.map((line) => calculationRow("every sink", line)),
    ...pricedSinks.flatMap((sink) =>
      linesOf(sink)
        .filter(({ part }) => part === "sink" || part === "storage")
        .map((line) => calculationRow(titles[sink], line)),
    ),
  ];
}

function linesOf(sink: PricedSink): readonly CostLine[] {
  return costLines(integrationDefaults, usualWorkload, { sink });
}

function totalDollars(sink: PricedSink): string {
  return totalOf(costPerMillion(integrationDefaults, usualWorkload, { sink })).toFixed(2);
}

function calculationRow(sink: string, line: CostLine): readonly string[] {
  const { price, quantity } = line;
  return [sink, price.name, number(quantity, 4), price.per, priceText(price), dollarsOf(line).toFixed(4)];
}

function parts(): TableRows {
  const row = (title: string, sink: PricedSink, eventBytes: number, eventsPerInvocation?: number) => {
    const options = { sink, ...(eventsPerInvocation !== undefined && { eventsPerInvocation }) };
    const cost = costPerMillion(integrationDefaults, { ...usualWorkload, eventBytes }, options);
    const dollars = [...costParts.map((part) => cost[part]), totalOf(cost)];
    return [title, number(eventBytes), ...dollars.map((part) => part.toFixed(2))];
  };
  return [
    ["sink", "bytes", "EventBridge", "SQS", "Lambda", "ingestion", "storage", "total"],
    ...pricedSinks.flatMap((sink) => [2_000, 10_000].map((eventBytes) => row(titles[sink], sink, eventBytes))),
    row(`${titles.fixed}, one event per invocation`, "fixed", usualWorkload.eventBytes, 1),
  ];
}

/** What a monthly charge is for, as the page calls it. */
const things = { vendor: "vendor", sink: "sink of a vendor", stack: "stack", scan: "scanned store" } as const;

function monthly(): TableRows {
  const { eventBytes } = usualWorkload;
  const store = { sink: "extendable", eventsPerDay: 1_000_000 / daysPerMonth, eventBytes } as const;
  const lines = monthlyLines(store, builtInQueries("extendable"));
  const rows = lines.map((line) => [
    line.what,
    things[line.per],
    number(line.quantity, 4),
    line.price.per,
    priceText(line.price),
    dollarsOf(line).toFixed(2),
  ]);
  return [["charge", "for each", "quantity", "per", "price", "USD"], ...rows];
}

function priceList(): TableRows {
  const rows = Object.values(prices).map(({ name, per, source, read, fromAws, ...price }) => [
    name,
    priceText(price),
    per,
    source,
    read,
    fromAws ? "yes" : "no",
  ]);
  return [["charge", "USD", "per", "source", "read", "from AWS"], ...rows];
}
