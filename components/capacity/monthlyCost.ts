import { metricNames } from "../../functions/forwarder/metrics";
import { detectionDefaults } from "../detections/builtInDetections";
import { type CostLine, daysPerMonth, type PricedSink, sumOf } from "./cost";
import { prices } from "./prices";
import type { Workload } from "./throughput";

/** One charge of a month that does not depend on what is stored, and what it is for. */
export interface MonthlyLine extends Pick<CostLine, "price" | "quantity"> {
  readonly what: string;
  /** One of it per vendor over EventBridge, stack, or detection of a vendor. */
  readonly per: "vendor" | "stack" | "detection";
}

/** Metrics that the alarms of one vendor read: eleven alarms, of which two join two metrics each. */
export const alarmMetricsPerVendor = 13;
/** The alarms of the detector, with one metric each. */
export const detectorAlarmMetrics = 2;
/** The stack's dashboard of its vendors' streams, and the one of log groups of events. */
export const dashboardsPerStack = 2;
/** A detection runs hourly by default. */
const runsPerMonth = 24 * daysPerMonth;

/**
 * Polls of an idle queue in a month, in millions: five pollers of Lambda, each of which waits up to 20 seconds for a message (AWS Lambda Developer
 * Guide, "Configuring scaling behavior for SQS event source mappings"; read 2026-11-20).
 */
const pollsPerMonth = (5 * 3 * 60 * 24 * daysPerMonth) / 1_000_000;

/** The monthly charges of monitoring: metrics, alarms, dashboards and detections, and the polling of queues. */
export function monthlyLines(
  sink: PricedSink,
  { eventsPerMonth, eventBytes }: { readonly eventsPerMonth: number } & Pick<Workload, "eventBytes">,
): readonly MonthlyLine[] {
  const scanned = (eventsPerMonth * eventBytes * detectionDefaults.lateHours) / (24 * daysPerMonth) / 1_000_000_000;
  const query = sink === "cloudwatch-logs" ? prices.logsQuery : prices.lakeQuery;
  return [
    { what: "polling of the queue", per: "vendor", price: prices.sqs, quantity: pollsPerMonth },
    { what: "metrics of the forwarder", per: "vendor", price: prices.metric, quantity: metricNames.length + 1 },
    { what: "alarms", per: "vendor", price: prices.alarmMetric, quantity: alarmMetricsPerVendor },
    { what: "dashboards", per: "stack", price: prices.dashboard, quantity: dashboardsPerStack },
    { what: "alarms of the detector", per: "stack", price: prices.alarmMetric, quantity: detectorAlarmMetrics },
    { what: "schedule", per: "detection", price: prices.scheduler, quantity: runsPerMonth / 1_000_000 },
    { what: "queries", per: "detection", price: query, quantity: scanned * runsPerMonth },
  ];
}

/** The dollars of a month at a rate of one vendor: of its events until the end of their retention, and of each thing that is monitored. */
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
    vendor: sum("vendor"),
    stack: sum("stack"),
    detection: sum("detection"),
  };
}
