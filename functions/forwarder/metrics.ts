import type { ReportedError } from "./errorReport";

/**
 * The counts of an invocation's line. The first six are messages: Received is always the sum of Accepted, Deduplicated, Rejected and
 * Retried, for every message ends in one of them.
 */
export const noCounts = {
  Received: 0,
  /** Messages whose audit events are all stored: one each, where the mapping has no forEach. */
  Accepted: 0,
  /** Equal to another message of the batch that was accepted. */
  Deduplicated: 0,
  /** Sent to the dead-letter queue with the reason. */
  Rejected: 0,
  /** Returned as failed: SQS delivers them again. */
  Retried: 0,
  /** Those of the retried that the circuit breaker keeps back: the sink refuses what it is sent, and accepts nothing. */
  Halted: 0,
  /** Audit events whose id another one of the batch has too, with other content. All were sent. */
  Conflicting: 0,
  /** Calls of PutAuditEvents. */
  Requests: 0,
  /** Calls and events that were throttled. */
  Throttled: 0,
  /** Audit events of which something was cut. */
  Truncated: 0,
  /** Audit events of which something was taken out as a secret. */
  Redacted: 0,
  /** Events of a kind that the mapping does not know. */
  UnknownKinds: 0,
  /** Events with values of another type than the mapping expects, or without a field that an expression computes with. */
  UnexpectedTypes: 0,
  /** Events that a sink answered with an error, a throttle aside. */
  ServiceErrors: 0,
  /** Events that tell of the vendor's own stream being stopped; best effort, since they come over that stream. */
  StreamChanges: 0,
} as const;

/** The counts of an invocation. */
export type InvocationCounts = Readonly<Record<keyof typeof noCounts, number>>;

/** The metric, in seconds, of how long it took from the vendor's time of a batch's oldest event to the answer. */
export const latencyMetric = "Latency";

/** The CloudWatch namespace of the forwarder's metrics; their dimension is `FunctionName`, which two stacks of an account never share. */
export const metricsNamespace = "PartnerAudit";

/**
 * The names of the metrics, each with the unit Count: those that an alarm or a widget of the dashboard reads, since CloudWatch charges for each
 * metric of each function. The other counts are properties of the log line, which Logs Insights finds.
 */
export const metricNames = [
  "Received",
  "Accepted",
  "Deduplicated",
  "Rejected",
  "Retried",
  "Halted",
  "UnknownKinds",
  "UnexpectedTypes",
  "ServiceErrors",
  "StreamChanges",
] as const satisfies readonly (keyof InvocationCounts)[];

/** The parts of an invocation's line beside its counts. */
export interface LineDetails {
  /** The occurrences of each error code. */
  readonly codes?: ReadonlyMap<string, number>;
  /** The code by which the sink refused most of the halted messages. */
  readonly haltedBy?: string | undefined;
  readonly errors?: readonly ReportedError[];
  readonly latencySeconds?: number | undefined;
}

/** A query of Logs Insights for the code of halted messages, and the latest time of each. */
export const haltedQuery =
  "filter Halted > 0 | stats sum(Halted) as messages, max(@timestamp) as latest by HaltedBy | sort latest desc";

/**
 * Writes one line of log that CloudWatch reads the metrics from. Every count is in it; those that are no metrics are properties to search
 * for. Nothing of an event is in it.
 * Source: Amazon CloudWatch User Guide, Specification: Embedded metric format.
 */
export function metricsLine(
  { integration, functionName }: { readonly integration: string; readonly functionName: string },
  counts: InvocationCounts,
  now: number,
  { codes = new Map(), haltedBy, errors = [], latencySeconds }: LineDetails = {},
): string {
  return JSON.stringify({
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [
        {
          Namespace: metricsNamespace,
          Dimensions: [["FunctionName"]],
          Metrics: [
            ...metricNames.map((Name) => ({ Name, Unit: "Count" })),
            ...(latencySeconds === undefined ? [] : [{ Name: latencyMetric, Unit: "Seconds" }]),
          ],
        },
      ],
    },
    FunctionName: functionName,
    Integration: integration,
    ...counts,
    ...(latencySeconds !== undefined && { [latencyMetric]: latencySeconds }),
    ...(codes.size > 0 && { ErrorCodes: Object.fromEntries(codes) }),
    ...(haltedBy !== undefined && { HaltedBy: haltedBy }),
    ...(errors.length > 0 && { Errors: errors }),
  });
}
