import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { IntegrationNames } from "../aws/names";
import { alarmDefinitions } from "./alarmDefinitions";
import type { AlarmThresholds } from "./alarmSettings";
import { metricAlarm } from "./metricAlarm";

/** What an integration's alarms are made with. */
export interface IntegrationAlarmsArgs {
  readonly names: IntegrationNames;
  readonly settings: AlarmThresholds;
  readonly maximumConcurrency: number;
  /** The queue's, in seconds. */
  readonly visibilityTimeoutSeconds: number;
  /** The SNS topic that is told when an alarm goes off and when it is over. */
  readonly topicArn: pulumi.Input<string>;
  readonly tags: Readonly<Record<string, string>>;
}

/** Makes the alarms of an integration over EventBridge. */
export function integrationAlarms(
  name: string,
  { names, settings, maximumConcurrency, visibilityTimeoutSeconds, topicArn, tags }: IntegrationAlarmsArgs,
  options: pulumi.CustomResourceOptions,
): readonly aws.cloudwatch.MetricAlarm[] {
  // The third receive takes a message out of the metric; a minute before it the alarm must have gone off.
  const oldestMessageMinutes = Math.max(1, Math.floor((2 * visibilityTimeoutSeconds) / 60) - 1);
  const definitions = alarmDefinitions(names, {
    oldestMessageMinutes,
    ...settings,
    maximumConcurrency,
  });
  return definitions.map((definition) =>
    metricAlarm(name, definition, { alarmPrefix: names.alarmPrefix, topicArn, tags }, options),
  );
}
