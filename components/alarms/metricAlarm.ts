import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { BridgeArgs } from "../integration/partnerAuditIntegrationArgs";
import { visibilityTimeoutOf } from "../integration/queues";
import { type AlarmDefinition, alarmDefinitions, type Metric } from "./alarmDefinitions";

/** Where an alarm belongs, and whom it tells. */
interface MetricAlarmArgs {
  /** What its physical name begins with. */
  readonly alarmPrefix: string;
  /** The SNS topic that is told when the alarm goes off and when it is over. */
  readonly topicArn: pulumi.Input<string>;
  readonly tags: Readonly<Record<string, string>>;
}

/** Makes an alarm of its definition. */
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

/** A metric by itself, or an expression over several. */
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

/** Makes the alarms of an integration over EventBridge, where the stack has a topic for them. */
export function integrationAlarms(name: string, args: BridgeArgs, options: pulumi.CustomResourceOptions): void {
  const { names, alarms, maximumConcurrency, alarmTopicArn: topicArn, tags } = args;
  if (topicArn === undefined || !alarms.enabled) {
    return;
  }
  // The third receive takes a message out of the metric; a minute before it the alarm must have gone off.
  const oldestMessageMinutes = Math.max(1, Math.floor((2 * visibilityTimeoutOf(args)) / 60) - 1);
  for (const definition of alarmDefinitions(names, { oldestMessageMinutes, ...alarms, maximumConcurrency })) {
    metricAlarm(name, definition, { alarmPrefix: names.alarmPrefix, topicArn, tags }, options);
  }
}
