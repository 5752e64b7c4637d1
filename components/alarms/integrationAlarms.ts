import type * as pulumi from "@pulumi/pulumi";
import type { BridgeArgs } from "../integration/bridgeArgs";
import { visibilityTimeoutOf } from "../integration/queues";
import { alarmDefinitions } from "./alarmDefinitions";
import { metricAlarm } from "./metricAlarm";

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
