import { haltedQuery, metricsNamespace } from "../../functions/forwarder/metrics";
import type { IntegrationNames, SinkNames } from "../aws/names";
import type { AlarmThresholds } from "./alarmSettings";

/** One alarm, as data: what is measured, and when it is too much. */
export interface AlarmDefinition {
  /** The end of its name, for example `silence`. */
  readonly suffix: string;
  /** What it means and where to look, in a sentence or two: people read it when it has gone off. */
  readonly description: string;
  readonly metrics: readonly Metric[];
  /** Metric math over the metrics' ids, where one metric alone does not say it. */
  readonly expression?: string;
  readonly comparison: "GreaterThanThreshold" | "GreaterThanOrEqualToThreshold" | "LessThanThreshold";
  readonly threshold: number;
  /** Seconds of one period. */
  readonly period: number;
  /** Periods in a row that must be beyond the threshold. */
  readonly periods: number;
  /** What a period without any measurement counts as. */
  readonly missing: "breaching" | "notBreaching";
}

/** A metric by its name; the id is what an expression calls it. */
export interface Metric {
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Sum" | "Maximum";
}

/** The ends of the names of alarms on the vendor's stream and the rule, which an integration has once. The others are of each sink. */
export const streamAlarms: ReadonlySet<string> = new Set(["undelivered", "drift", "stream-stopped", "silence"]);

/**
 * The alarms of one sink of an integration over EventBridge, and those of its stream, measured at this sink; each for one cause.
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
      description:
        "Events were given up and wait in the dead-letter queue, each with its reason in the message attributes.",
      metrics: inQueue(names.deadLetterQueue, "ApproximateNumberOfMessagesVisible", "Maximum"),
      ...moreThan(0),
      period: 60,
    },
    {
      suffix: "undelivered",
      description: "EventBridge could not deliver events to a target; the message attributes say why.",
      metrics: inQueue(names.targetDeadLetterQueue, "ApproximateNumberOfMessagesVisible", "Maximum"),
      ...moreThan(0),
      period: 60,
    },
    {
      suffix: "oldest-message",
      description: `An event waits in the queue for more than ${settings.oldestMessageMinutes} minutes: the function is too slow, or a sink refuses.`,
      metrics: inQueue(names.queue, "ApproximateAgeOfOldestMessage", "Maximum"),
      ...moreThan(settings.oldestMessageMinutes * 60),
      period: 60,
    },
    {
      suffix: "errors",
      description:
        "The function failed, or delivered no message of a batch: its log has the error codes, with messages. The events return to the queue.",
      metrics: ofLambda("Errors", "Sum"),
      ...moreThan(0),
    },
    {
      suffix: "throttles",
      description:
        "Lambda had no concurrency for the function, which others of the account took. The events come back.",
      metrics: ofLambda("Throttles", "Sum"),
      ...moreThan(0),
    },
    {
      suffix: "concurrency",
      description: `The function has run near its bound of ${settings.maximumConcurrency} invocations for 15 minutes: events come faster than they are forwarded.`,
      metrics: ofLambda("ConcurrentExecutions", "Maximum"),
      comparison: "GreaterThanOrEqualToThreshold",
      threshold: Math.ceil((settings.maximumConcurrency * settings.concurrencyPercent) / 100),
      period: 300,
      periods: 3,
      missing: "notBreaching",
    },
    {
      suffix: "rejects",
      description: `More than ${settings.rejectedPercent} % of the events of five minutes were rejected; they are in the dead-letter queue with their reasons.`,
      metrics: ofForwarder("Rejected", "Received"),
      expression: "IF(received > 0, 100 * rejected / received, 0)",
      ...moreThan(settings.rejectedPercent),
    },
    {
      suffix: "drift",
      description: `More than ${settings.driftPerHour} events of an hour were of unknown kinds or had values of unexpected types: the vendor changed something. They were stored.`,
      metrics: ofForwarder("UnknownKinds", "UnexpectedTypes"),
      expression: "unknownKinds + unexpectedTypes",
      ...moreThan(settings.driftPerHour),
      period: 3600,
    },
    {
      suffix: "halted",
      description: `The sink refuses what it is sent by a code that normally means bad content, and accepts nothing else. The events return to the queue, for 12 hours at most. The code, by Logs Insights in ${names.logGroup}: ${haltedQuery}`,
      metrics: ofForwarder("Halted"),
      ...moreThan(0),
      periods: 2,
    },
    {
      suffix: "service-errors",
      description:
        "A sink has answered events with errors for 15 minutes; the function's metrics lines name the codes.",
      metrics: ofForwarder("ServiceErrors"),
      ...moreThan(0),
      periods: 3,
    },
    {
      suffix: "stream-stopped",
      description: "The vendor says that a log stream of its own was stopped. Look whether it is this one.",
      metrics: ofForwarder("StreamChanges"),
      ...moreThan(0),
    },
    {
      suffix: "silence",
      description: `No event has come for ${settings.silenceMinutes} minutes: look whether the vendor stopped its stream, and at the event source's state.`,
      metrics: inQueue(names.queue, "NumberOfMessagesSent", "Sum"),
      comparison: "LessThanThreshold",
      threshold: 1,
      period: 300,
      periods: settings.silenceMinutes / 5,
      missing: "breaching",
    },
  ];
}
