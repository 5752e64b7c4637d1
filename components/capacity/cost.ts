import { eventDataStoreDefaults } from "../integration/eventDataStoreSettings";
import { integrationDefaults } from "../integration/integrationSettings";
import { lakeChargeLines, monthsOf } from "./lakeCharges";
import { objectBytes } from "./lakeObjects";
import { type Price, prices } from "./prices";
import { type FunctionSetup, fullInvocation, type Workload } from "./throughput";

/** Sinks and billing modes with a price that does not depend on the rate of events. */
export const pricedSinks = ["extendable", "fixed", "cloudwatch-logs"] as const;
export type PricedSink = (typeof pricedSinks)[number] | "s3";

/** Parts of the cost; `sink` is the ingestion, `storage` the retention that the ingestion does not include. */
export const costParts = ["eventBridge", "sqs", "lambda", "sink", "storage"] as const;
/** Cost of a million events until the end of their retention, in US dollars, by part. */
type Cost = Readonly<Record<(typeof costParts)[number], number>>;

/** Options of the cost: the sink, its retention, and the size of batches. */
export interface CostOptions {
  readonly sink: PricedSink;
  /** Days for which the sink keeps events. @default the default of the event data store or of the log group of audit events */
  readonly retentionDays?: number;
  /** Events per invocation; each invocation makes an object in S3. @default a full batch */
  readonly eventsPerInvocation?: number;
}

/** A charge: `quantity` times `price`. */
export interface CostLine {
  readonly part: keyof Cost;
  readonly price: Price;
  readonly quantity: number;
}

const million = 1_000_000;
const gigabyte = 1_000_000_000;
/** Bytes that EventBridge and SQS count as one request. */
const chunkBytes = 64_000;
/** Messages that a call of SQS receives or deletes. */
const messagesPerCall = 10;
/** Days per month, for which AWS bills storage. */
export const daysPerMonth = 365 / 12;
/** Days of retention that the extendable billing mode includes (AWS CloudTrail User Guide, "Managing CloudTrail Lake costs"; read 2026-11-20). */
export const includedDays = 366;
/** Compressed bytes per byte of a log event, from AWS's pricing examples. */
export const logCompression = 0.15;

/** Lists the charges for a million events of an integration, from their arrival to the end of their retention. */
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
    // Messages are sent one by one, and received and deleted in tens.
    { part: "sqs", price: prices.sqs, quantity: chunks + 2 / messagesPerCall },
    { part: "lambda", price: prices.lambdaRequests, quantity: invocations / million },
    { part: "lambda", price: prices.lambdaCompute, quantity: invocations * seconds * memoryGigabytes(setup) },
    ...(sink === "s3"
      ? lakeChargeLines(invocations, objectBytes(batchSize, workload), monthsOf(retentionDays, daysPerMonth))
      : sinkLines(sink, gigabytes, retentionDays)),
  ];
}

/** Adds the sink to a workload. */
export function atSink(workload: Workload, sink: PricedSink): Workload {
  return { ...workload, sink: sink === "s3" ? "s3" : "cloudtrail-lake" };
}

/** Lists the charges of a sink for an amount of gigabytes. */
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

/** Calculates the cost of a million events of an integration, from their arrival to the end of their retention. */
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

/** Returns the default days for which a sink keeps events. */
export function defaultRetentionDays(sink: PricedSink): number {
  return sink === "cloudwatch-logs" ? integrationDefaults.auditLogRetentionDays : eventDataStoreDefaults.retentionDays;
}

/** Returns the memory of the function in gigabytes, the unit that Lambda bills. */
export function memoryGigabytes({ memoryMegabytes }: FunctionSetup): number {
  return memoryMegabytes / 1_024;
}

/** A quantity and its price. */
export type Charge = Pick<CostLine, "price" | "quantity">;

export function dollarsOf({ price, quantity }: Charge): number {
  return price.dollars * quantity;
}

/** Sums the dollars of several charges. */
export function sumOf(charges: readonly Charge[]): number {
  return charges.reduce((total, charge) => total + dollarsOf(charge), 0);
}

/** Sums the parts of a cost. */
export function totalOf(cost: Cost): number {
  return costParts.reduce((total, part) => total + cost[part], 0);
}
