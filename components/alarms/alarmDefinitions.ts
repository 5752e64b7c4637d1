import { haltedQuery, metricsNamespace } from "../../functions/forwarder/metrics";
import type { IntegrationNames, SinkNames } from "../aws/names";
import type { AlarmThresholds } from "./alarmSettings";

/** An alarm as data: its metrics and its threshold. */
export interface AlarmDefinition {
  /** The suffix of its name, for example `silence`. */
  readonly suffix: string;
  /** The cause and where to look, in one or two sentences. A notification of the alarm contains it. */
  readonly description: string;
  readonly metrics: readonly Metric[];
  /** Metric math over the metrics' ids, for an alarm on more than one metric. */
  readonly expression?: string;
  readonly comparison: "GreaterThanThreshold" | "GreaterThanOrEqualToThreshold" | "LessThanThreshold";
  readonly threshold: number;
  /** Length of a period in seconds. */
  readonly period: number;
  /** Consecutive periods beyond the threshold that set the alarm off. */
  readonly periods: number;
  /** The treatment of a period without data. */
  readonly missing: "breaching" | "notBreaching";
}

/** A metric by its name; an expression refers to it by its id. */
export interface Metric {
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Sum" | "Maximum";
}

/** Suffixes of the alarms on the vendor's stream and the rule, which an integration has once. The other alarms exist per sink. */
export const streamAlarms: ReadonlySet<string> = new Set(["undelivered", "drift", "stream-stopped", "silence"]);

/**
 * Lists the alarms of one sink of an integration over EventBridge and those of its stream, measured at this sink. Each has one cause.
 * Sources: Amazon SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS"; AWS Lambda Developer Guide, "Types of metrics for
 * Lambda functions"; Amazon CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data".
 */
export function alarmDefinitions(
  names: SinkNames & Pick<IntegrationNames, "targetDeadLetterQueue">,
  settings: Required<AlarmThresholds> & { readonly maximumConcurrency: number },
): readonly AlarmDefinition[] {
  const inQueue = (queue: string, name: string, statistic: Metric["statistic"]): Metric[] => [
    { id: "value", namespace: "AWS/SQS", name, dimensions: { QueueName: queue }, statistic },
  ];
  const ofLambda = (name: string, statistic: Metric["statistic"]): Metric[] => [
    { id: "value", namespace: "AWS/Lambda", name, dimensions: { FunctionName: names.function }, statistic },
  ];
  const ofForwarder = (...metrics: readonly string[]): Metric[] =>
    metrics.map((name) => ({
      id: name.charAt(0).toLowerCase() + name.slice(1),
      namespace: metricsNamespace,
      name,
      dimensions: { FunctionName: names.function },
      statistic: "Sum",
    }));
  const moreThan = (threshold: number) =>
    ({ comparison: "GreaterThanThreshold", threshold, period: 300, periods: 1, missing: "notBreaching" }) as const;

  return [
    {
      suffix: "dead-letters",
      description: "Events failed and are in the dead-letter queue. The message attributes of each give the reason.",
      metrics: inQueue(names.deadLetterQueue, "ApproximateNumberOfMessagesVisible", "Maximum"),
      ...moreThan(0),
      period: 60,
    },
    {
      suffix: "undelivered",
      description: "EventBridge could not deliver events to a target. The message attributes give the reason.",
      metrics: inQueue(names.targetDeadLetterQueue, "ApproximateNumberOfMessagesVisible", "Maximum"),
      ...moreThan(0),
      period: 60,
    },
    {
      suffix: "oldest-message",
      description: `An event has been in the queue for more than ${settings.oldestMessageMinutes} minutes: the function is too slow, or the sink rejects events.`,
      metrics: inQueue(names.queue, "ApproximateAgeOfOldestMessage", "Maximum"),
      ...moreThan(settings.oldestMessageMinutes * 60),
      period: 60,
    },
    {
      suffix: "errors",
      description:
        "The function failed or delivered no message of a batch. Its log has the error codes and messages. The events return to the queue.",
      metrics: ofLambda("Errors", "Sum"),
      ...moreThan(0),
    },
    {
      suffix: "throttles",
      description:
        "Lambda throttled the function, because other functions of the account used up the concurrency. The events return to the queue.",
      metrics: ofLambda("Throttles", "Sum"),
      ...moreThan(0),
    },
    {
      suffix: "concurrency",
      description: `The function has run near its limit of ${settings.maximumConcurrency} concurrent invocations for 15 minutes: events arrive faster than they are forwarded.`,
      metrics: ofLambda("ConcurrentExecutions", "Maximum"),
      comparison: "GreaterThanOrEqualToThreshold",
      threshold: Math.ceil((settings.maximumConcurrency * settings.concurrencyPercent) / 100),
      period: 300,
      periods: 3,
      missing: "notBreaching",
    },
    {
      suffix: "rejects",
      description: `More than ${settings.rejectedPercent} % of the events of five minutes were rejected. They are in the dead-letter queue with their reasons.`,
      metrics: ofForwarder("Rejected", "Received"),
      expression: "IF(received > 0, 100 * rejected / received, 0)",
      ...moreThan(settings.rejectedPercent),
    },
    {
      suffix: "drift",
      description: `More than ${settings.driftPerHour} events in an hour were of unknown kinds or had values of unexpected types: the vendor changed its events. They were stored.`,
      metrics: ofForwarder("UnknownKinds", "UnexpectedTypes"),
      expression: "unknownKinds + unexpectedTypes",
      ...moreThan(settings.driftPerHour),
      period: 3600,
    },
    {
      suffix: "halted",
      description: `The sink rejects all events with an error code that normally means bad content. The events return to the queue, for 12 hours at most. To find the code, run this Logs Insights query on ${names.logGroup}: ${haltedQuery}`,
      metrics: ofForwarder("Halted"),
      ...moreThan(0),
      periods: 2,
    },
    {
      suffix: "service-errors",
      description:
        "The sink has returned errors for 15 minutes. The metrics lines in the function's log have the error codes.",
      metrics: ofForwarder("ServiceErrors"),
      ...moreThan(0),
      periods: 3,
    },
    {
      suffix: "stream-stopped",
      description: "The vendor reports that one of its log streams was stopped. Check whether it is this one.",
      metrics: ofForwarder("StreamChanges"),
      ...moreThan(0),
    },
    {
      suffix: "silence",
      description: `No event has arrived for ${settings.silenceMinutes} minutes. Check whether the vendor stopped its stream, and check the state of the event source.`,
      metrics: inQueue(names.queue, "NumberOfMessagesSent", "Sum"),
      comparison: "LessThanThreshold",
      threshold: 1,
      period: 300,
      periods: settings.silenceMinutes / 5,
      missing: "breaching",
    },
  ];
}
