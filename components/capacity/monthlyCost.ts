import { metricNames } from "../../functions/forwarder/metrics";
import { type CostLine, daysPerMonth, sumOf } from "./cost";
import { type ScannedStore, type ScanQueries, scanLines } from "./detectionCost";
import { prices } from "./prices";

/** A monthly charge that does not depend on stored events. */
interface MonthlyLine extends Pick<CostLine, "price" | "quantity"> {
  readonly what: string;
  /** The unit with this charge: a vendor over EventBridge, a sink of such a vendor, a stack, or a store that detections scan. */
  readonly per: "vendor" | "sink" | "stack" | "scan";
}

/** Metrics that the alarms of a vendor's stream read: four alarms, one with two metrics. */
export const alarmMetricsPerVendor = 5;
/** Metrics that the alarms of a vendor's sink read: eight alarms, one with two metrics. */
export const alarmMetricsPerSink = 9;
/** Alarms of the detector, with one metric each. */
export const detectorAlarmMetrics = 3;
/** Dashboards of a stack: the one of its integrations, and the one of log groups of events. */
export const dashboardsPerStack = 2;

/**
 * Polls of an idle queue per month, in millions: five pollers that wait up to 20 seconds each (AWS Lambda Developer Guide, "Configuring scaling
 * behavior for SQS event source mappings"; read 2026-11-20).
 */
const pollsPerMonth = (5 * 3 * 60 * 24 * daysPerMonth) / 1_000_000;

/** Lists the monthly charges of monitoring (metrics, alarms, dashboards), of the scan of a store, and of polling queues. */
export function monthlyLines(store: ScannedStore, queries: ScanQueries): readonly MonthlyLine[] {
  return [
    { what: "polling of the queue", per: "sink", price: prices.sqs, quantity: pollsPerMonth },
    { what: "metrics of the forwarder", per: "sink", price: prices.metric, quantity: metricNames.length + 1 },
    { what: "alarms of the sink", per: "sink", price: prices.alarmMetric, quantity: alarmMetricsPerSink },
    { what: "alarms of the stream", per: "vendor", price: prices.alarmMetric, quantity: alarmMetricsPerVendor },
    { what: "dashboards", per: "stack", price: prices.dashboard, quantity: dashboardsPerStack },
    { what: "alarms of the detector", per: "stack", price: prices.alarmMetric, quantity: detectorAlarmMetrics },
    ...scanLines(store, queries).map(({ what, price, quantity }) => {
      return { what, per: "scan", price, quantity: quantity * daysPerMonth } as const;
    }),
  ];
}

/**
 * Calculates the monthly dollars of a vendor with one sink: of its events until the end of their retention, and of its monitoring; `detection` is the scan
 * of the store.
 */
export function monthlyDollars(store: ScannedStore, queries: ScanQueries, dollarsPerMillion: number) {
  const lines = monthlyLines(store, queries);
  const sum = (per: MonthlyLine["per"]) => sumOf(lines.filter((line) => line.per === per));
  return {
    events: ((store.eventsPerDay * daysPerMonth) / 1_000_000) * dollarsPerMillion,
    vendor: sum("vendor") + sum("sink"),
    stack: sum("stack"),
    detection: sum("scan"),
  };
}
