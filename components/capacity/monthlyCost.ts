import { metricNames } from "../../functions/forwarder/metrics";
import { type CostLine, daysPerMonth, sumOf } from "./cost";
import { type ScannedStore, type ScanQueries, scanLines } from "./detectionCost";
import { prices } from "./prices";

/** One charge of a month that does not depend on what is stored, and what it is for. */
interface MonthlyLine extends Pick<CostLine, "price" | "quantity"> {
  readonly what: string;
  /** One of it per vendor over EventBridge, sink of such a vendor, stack, or store that detections scan. */
  readonly per: "vendor" | "sink" | "stack" | "scan";
}

/** Metrics that the alarms of one vendor's stream read: four alarms, of which one joins two metrics. */
export const alarmMetricsPerVendor = 5;
/** Metrics that the alarms of one sink of a vendor read: eight alarms, of which one joins two metrics. */
export const alarmMetricsPerSink = 9;
/** The alarms of the detector, with one metric each. */
export const detectorAlarmMetrics = 3;
/** The stack's dashboard of its vendors' streams, and the one of log groups of events. */
export const dashboardsPerStack = 2;

/**
 * Polls of an idle queue in a month, in millions: five pollers that wait up to 20 seconds each (AWS Lambda Developer Guide, "Configuring scaling
 * behavior for SQS event source mappings"; read 2026-11-20).
 */
const pollsPerMonth = (5 * 3 * 60 * 24 * daysPerMonth) / 1_000_000;

/** Lists the monthly charges of monitoring: metrics, alarms, dashboards and the scan of a store, and the polling of queues. */
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
 * Calculates the dollars of a month of one vendor with one sink: of its events until the end of their retention, and of each thing that is monitored;
 * `detection` is the scan of the store.
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
