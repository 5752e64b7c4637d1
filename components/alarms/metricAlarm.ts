import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type Batching, batchingOf } from "../integration/batching";
import type { BridgeArgs, SinkArgs } from "../integration/partnerAuditIntegrationArgs";
import { visibilityTimeoutOf } from "../integration/queues";
import { type Sink, sinksOf } from "../integration/sinks";
import { type AlarmDefinition, alarmDefinitions, type Metric, streamAlarms } from "./alarmDefinitions";

/** Arguments of {@link metricAlarm}. */
interface MetricAlarmArgs {
  /** Prefix of the physical name. */
  readonly alarmPrefix: string;
  /** The SNS topic that is notified when the alarm goes off and when it is over. */
  readonly topicArn: pulumi.Input<string>;
  readonly tags: Readonly<Record<string, string>>;
}

/** Makes an alarm from its definition. */
export function metricAlarm(
  name: string,
  definition: AlarmDefinition,
  { alarmPrefix, topicArn, tags }: MetricAlarmArgs,
  options: pulumi.CustomResourceOptions,
): void {
  new aws.cloudwatch.MetricAlarm(
    `${name}/${definition.suffix}-alarm`,
    {
      name: `${alarmPrefix}${definition.suffix}`,
      alarmDescription: definition.description,
      ...measurement(definition),
      comparisonOperator: definition.comparison,
      threshold: definition.threshold,
      evaluationPeriods: definition.periods,
      treatMissingData: definition.missing,
      alarmActions: [topicArn],
      okActions: [topicArn],
      tags,
    },
    options,
  );
}

/** Returns the arguments for a single metric, or for an expression over several. */
function measurement({ metrics, expression, period }: AlarmDefinition): Partial<aws.cloudwatch.MetricAlarmArgs> {
  const [only] = metrics;
  if (expression === undefined && only !== undefined) {
    const { name, namespace, dimensions, statistic } = only;
    return { metricName: name, namespace, dimensions, statistic, period };
  }
  const query = ({ id, name, namespace, dimensions, statistic }: Metric) => ({
    id,
    metric: { metricName: name, namespace, dimensions, period, stat: statistic },
  });
  return { metricQueries: [{ id: "result", expression, label: "result", returnData: true }, ...metrics.map(query)] };
}

/**
 * Makes the alarms on an integration's stream, if the stack has an alarm topic. They are measured at the queue and forwarder of one sink: CloudTrail
 * Lake if the integration has it.
 */
export function integrationAlarms(name: string, args: BridgeArgs, options: pulumi.CustomResourceOptions): void {
  const { alarmPrefix } = args.names;
  const measured = measuredFirst.find((sink) => sinksOf(args).includes(sink)) ?? "cloudtrail-lake";
  const ofSink = { ...batchingOf(measured, args), sinkNames: args.names.sinks[measured], alarmPrefix };
  createAlarms(name, { ...args, ...ofSink }, (suffix) => streamAlarms.has(suffix), options);
}

/** Sinks ordered by their delay: the window of 300 seconds of the sink s3 would delay the measurements. */
const measuredFirst: readonly Sink[] = ["cloudtrail-lake", "cloudwatch-logs", "s3"];

/** Makes the alarms of one sink, if the stack has an alarm topic. */
export function sinkAlarms(name: string, args: SinkArgs, options: pulumi.CustomResourceOptions): void {
  const { alarmPrefix } = args.sinkNames;
  createAlarms(name, { ...args, alarmPrefix }, (suffix) => !streamAlarms.has(suffix), options);
}

function createAlarms(
  name: string,
  args: BridgeArgs & Batching & Pick<SinkArgs, "sinkNames"> & Pick<MetricAlarmArgs, "alarmPrefix">,
  isChosen: (suffix: string) => boolean,
  options: pulumi.CustomResourceOptions,
): void {
  const { names, sinkNames, alarms, maximumConcurrency, alarmTopicArn: topicArn } = args;
  if (topicArn === undefined || !alarms.enabled) {
    return;
  }
  // A message leaves the metric at its third receive, so the alarm must go off one minute earlier.
  const oldestMessageMinutes = Math.max(1, Math.floor((2 * visibilityTimeoutOf(args)) / 60) - 1);
  const { targetDeadLetterQueue } = names;
  const settings = { oldestMessageMinutes, ...alarms, maximumConcurrency };
  for (const definition of alarmDefinitions({ ...sinkNames, targetDeadLetterQueue }, settings)) {
    if (isChosen(definition.suffix)) {
      metricAlarm(name, definition, { ...args, topicArn }, options);
    }
  }
}
