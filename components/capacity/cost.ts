import { metricNames } from "../../functions/forwarder/metrics";
import { scanDefaults } from "../detections/scans/scanDefaults";
import { eventDataStoreDefaults } from "../integration/eventDataStoreSettings";
import { integrationDefaults } from "../integration/integrationSettings";
import { lakeChargeLines, monthsOf } from "./lakeCharges";
import { objectBytes } from "./lakeObjects";
import { type Price, prices } from "./prices";
import { type FunctionSetup, fullInvocation, type Workload } from "./throughput";

/** The sinks and billing modes that are priced apart, and whose price does not depend on the rate of events. */
export const pricedSinks = ["extendable", "fixed", "cloudwatch-logs"] as const;
export type PricedSink = (typeof pricedSinks)[number] | "s3";

/** The parts of the cost; `sink` is the ingestion, `storage` what the ingestion does not include of the retention. */
export const costParts = ["eventBridge", "sqs", "lambda", "sink", "storage"] as const;
/** The cost of a million events until the end of their retention, in US dollars, by part. */
type Cost = Readonly<Record<(typeof costParts)[number], number>>;

/** The sink and its retention, and how full batches are. */
export interface CostOptions {
  readonly sink: PricedSink;
  /** Days that the sink keeps events. @default the default of the event data store or of the log group of audit events */
  readonly retentionDays?: number;
  /** Events per invocation, of which each makes an object in S3. @default a full batch */
  readonly eventsPerInvocation?: number;
}

/** One charge: `quantity` times `price`. */
export interface CostLine {
  readonly part: keyof Cost;
  readonly price: Price;
  readonly quantity: number;
}

const million = 1_000_000;
const gigabyte = 1_000_000_000;
/** EventBridge and SQS count a request for every 64 kB. */
const chunkBytes = 64_000;
/** Messages that one call of SQS receives or deletes. */
const messagesPerCall = 10;
/** AWS bills storage by the month. */
export const daysPerMonth = 365 / 12;
/** Retention that the extendable billing mode includes (AWS CloudTrail User Guide, "Managing CloudTrail Lake costs"; read 2026-11-20). */
export const includedDays = 366;
/** Compressed bytes per byte of a log event, as AWS assumes in its pricing examples. */
export const logCompression = 0.15;

/** The charges for a million events that go through one integration, from their arrival to the end of their retention. */
export function costLines(
  setup: FunctionSetup,
  workload: Workload,
  { sink, retentionDays = defaultRetentionDays(sink), eventsPerInvocation }: CostOptions,
): readonly CostLine[] {
  const full = fullInvocation(setup, atSink(workload, sink));
  const batchSize = Math.min(full.events, eventsPerInvocation ?? full.events);
  const invocations = million / batchSize;
  const { seconds } = sink === "s3" ? fullInvocation({ ...setup, batchSize }, atSink(workload, sink)) : full;
  const chunks = Math.ceil(workload.eventBytes / chunkBytes);
  const gigabytes = (million * workload.eventBytes) / gigabyte;
  return [
    { part: "eventBridge", price: prices.eventBridge, quantity: chunks },
    // Sent one by one; received and deleted in tens.
    { part: "sqs", price: prices.sqs, quantity: chunks + 2 / messagesPerCall },
    { part: "lambda", price: prices.lambdaRequests, quantity: invocations / million },
    { part: "lambda", price: prices.lambdaCompute, quantity: invocations * seconds * memoryGigabytes(setup) },
    ...(sink === "s3"
      ? lakeChargeLines(invocations, objectBytes(batchSize, workload), monthsOf(retentionDays, daysPerMonth))
      : sinkLines(sink, gigabytes, retentionDays)),
  ];
}

/** A workload with the sink that it is for. */
export function atSink(workload: Workload, sink: PricedSink): Workload {
  return { ...workload, sink: sink === "s3" ? "s3" : "cloudtrail-lake" };
}

/** The charges of one sink for so many gigabytes. */
function sinkLines(sink: (typeof pricedSinks)[number], gigabytes: number, retentionDays: number): readonly CostLine[] {
  switch (sink) {
    case "extendable": {
      const months = Math.max(0, retentionDays - includedDays) / daysPerMonth;
      return [
        { part: "sink", price: prices.lakeExtendable, quantity: gigabytes },
        { part: "storage", price: prices.lakeExtendedRetention, quantity: gigabytes * months },
      ];
    }
    case "fixed":
      return [{ part: "sink", price: prices.lakeFixed, quantity: gigabytes }];
    case "cloudwatch-logs":
      return [
        { part: "sink", price: prices.logs, quantity: gigabytes },
        {
          part: "storage",
          price: prices.logsStorage,
          quantity: gigabytes * logCompression * (retentionDays / daysPerMonth),
        },
      ];
  }
}

/** The cost of a million events that go through one integration, from their arrival to the end of their retention. */
export function costPerMillion(setup: FunctionSetup, workload: Workload, options: CostOptions): Cost {
  const lines = costLines(setup, workload, options);
  const sum = (part: keyof Cost) => sumOf(lines.filter((line) => line.part === part));
  return {
    eventBridge: sum("eventBridge"),
    sqs: sum("sqs"),
    lambda: sum("lambda"),
    sink: sum("sink"),
    storage: sum("storage"),
  };
}

/** The days for which a sink keeps events unless the configuration sets them. */
export function defaultRetentionDays(sink: PricedSink): number {
  return sink === "cloudwatch-logs" ? integrationDefaults.auditLogRetentionDays : eventDataStoreDefaults.retentionDays;
}

/** Memory of the function in gigabytes, as Lambda bills it. */
export function memoryGigabytes({ memoryMegabytes }: FunctionSetup): number {
  return memoryMegabytes / 1_024;
}

type Charge = Pick<CostLine, "price" | "quantity">;

export function dollarsOf({ price, quantity }: Charge): number {
  return price.dollars * quantity;
}

/** The dollars of several charges. */
function sumOf(charges: readonly Charge[]): number {
  return charges.reduce((total, charge) => total + dollarsOf(charge), 0);
}

/** The sum of a cost's parts. */
export function totalOf(cost: Cost): number {
  return costParts.reduce((total, part) => total + cost[part], 0);
}

/** One charge of a month that does not depend on what is stored, and what it is for. */
interface MonthlyLine extends Pick<CostLine, "price" | "quantity"> {
  readonly what: string;
  /** One of it per vendor over EventBridge, sink of such a vendor, stack, or detection of a vendor. */
  readonly per: "vendor" | "sink" | "stack" | "detection";
}

/** Metrics that the alarms of one vendor's stream read: four alarms, of which one joins two metrics. */
export const alarmMetricsPerVendor = 5;
/** Metrics that the alarms of one sink of a vendor read: eight alarms, of which one joins two metrics. */
export const alarmMetricsPerSink = 9;
/** The alarms of the detector, with one metric each. */
export const detectorAlarmMetrics = 3;
/** The stack's dashboard of its vendors' streams, and the one of log groups of events. */
export const dashboardsPerStack = 2;
/** A detection runs hourly by default. */
const runsPerMonth = 24 * daysPerMonth;

/**
 * Polls of an idle queue in a month, in millions: five pollers that wait up to 20 seconds each (AWS Lambda Developer Guide, "Configuring scaling
 * behavior for SQS event source mappings"; read 2026-11-20).
 */
const pollsPerMonth = (5 * 3 * 60 * 24 * daysPerMonth) / 1_000_000;

/** The monthly charges of monitoring: metrics, alarms, dashboards and detections, and the polling of queues. */
export function monthlyLines(
  sink: PricedSink,
  { eventsPerMonth, eventBytes }: { readonly eventsPerMonth: number } & Pick<Workload, "eventBytes">,
): readonly MonthlyLine[] {
  const scanned = (eventsPerMonth * eventBytes * scanDefaults.lateHours) / (24 * daysPerMonth) / 1_000_000_000;
  const query = sink === "cloudwatch-logs" ? prices.logsQuery : prices.lakeQuery;
  return [
    { what: "polling of the queue", per: "sink", price: prices.sqs, quantity: pollsPerMonth },
    { what: "metrics of the forwarder", per: "sink", price: prices.metric, quantity: metricNames.length + 1 },
    { what: "alarms of the sink", per: "sink", price: prices.alarmMetric, quantity: alarmMetricsPerSink },
    { what: "alarms of the stream", per: "vendor", price: prices.alarmMetric, quantity: alarmMetricsPerVendor },
    { what: "dashboards", per: "stack", price: prices.dashboard, quantity: dashboardsPerStack },
    { what: "alarms of the detector", per: "stack", price: prices.alarmMetric, quantity: detectorAlarmMetrics },
    // Detections query no bucket.
    ...(sink === "s3"
      ? []
      : [
          { what: "schedule", per: "detection", price: prices.scheduler, quantity: runsPerMonth / 1_000_000 } as const,
          { what: "queries", per: "detection", price: query, quantity: scanned * runsPerMonth } as const,
        ]),
  ];
}

/** The dollars of a month at a rate of one vendor with one sink: of its events until the end of their retention, and of each thing that is monitored. */
export function monthlyDollars(
  eventsPerSecond: number,
  { eventBytes }: Pick<Workload, "eventBytes">,
  sink: PricedSink,
  dollarsPerMillion: number,
) {
  const eventsPerMonth = eventsPerSecond * daysPerMonth * 24 * 60 * 60;
  const lines = monthlyLines(sink, { eventsPerMonth, eventBytes });
  const sum = (per: MonthlyLine["per"]) => sumOf(lines.filter((line) => line.per === per));
  return {
    events: (eventsPerMonth / 1_000_000) * dollarsPerMillion,
    vendor: sum("vendor") + sum("sink"),
    stack: sum("stack"),
    detection: sum("detection"),
  };
}
