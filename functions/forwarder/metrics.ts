import type { ReportedError } from "./errorReport";

/**
 * The counts in an invocation's log line. The first six count messages: Received is always the sum of Accepted, Deduplicated, Rejected and
 * Retried, because every message ends in one of them.
 */
export const noCounts = {
  Received: 0,
  /** Messages whose audit events are all stored: one event each if the mapping has no forEach. */
  Accepted: 0,
  /** Messages equal to another message of the batch that was accepted. */
  Deduplicated: 0,
  /** Messages sent to the dead-letter queue with the reason. */
  Rejected: 0,
  /** Messages returned as failed: SQS delivers them again. */
  Retried: 0,
  /** Retried messages that the circuit breaker keeps back: the sink refuses what it receives and accepts nothing. */
  Halted: 0,
  /** Audit events that share their id with another one of the batch that has different content. All were sent. */
  Conflicting: 0,
  /** Calls of PutAuditEvents. */
  Requests: 0,
  /** Throttled calls and events. */
  Throttled: 0,
  /** Audit events in which something was cut. */
  Truncated: 0,
  /** Audit events in which a secret was removed. */
  Redacted: 0,
  /** Events of a kind that the mapping does not know. */
  UnknownKinds: 0,
  /** Events with values of an unexpected type, or without a field that an expression needs. */
  UnexpectedTypes: 0,
  /** Events for which a sink returned an error other than throttling. */
  ServiceErrors: 0,
  /** Events about a stop of the vendor's own stream; best effort, since they use that stream. */
  StreamChanges: 0,
} as const;

/** The counts of an invocation. */
export type InvocationCounts = Readonly<Record<keyof typeof noCounts, number>>;

/** The metric for the time, in seconds, from the event time of a batch's oldest event to the response. */
export const latencyMetric = "Latency";

/** The namespace of all metrics; their dimension is `FunctionName`, which is unique among the stacks of an account. */
export const metricsNamespace = "PartnerAudit";

/**
 * The names of the metrics, each with the unit Count: those used by an alarm or a dashboard widget, since CloudWatch charges per metric and
 * function. The other counts are properties of the log line that Logs Insights can query.
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

/** The parts of an invocation's log line besides its counts. */
export interface LineDetails {
  /** The occurrences of each error code. */
  readonly codes?: ReadonlyMap<string, number>;
  /** The code with which the sink refused most of the halted messages. */
  readonly haltedBy?: string | undefined;
  readonly errors?: readonly ReportedError[];
  readonly latencySeconds?: number | undefined;
}

/** A Logs Insights query for the codes of halted messages and the latest time of each. */
export const haltedQuery =
  "filter Halted > 0 | stats sum(Halted) as messages, max(@timestamp) as latest by HaltedBy | sort latest desc";

/**
 * Writes one log line in which CloudWatch finds the metrics. It contains every count; those that are not metrics are properties for
 * queries. It contains no part of an event.
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
