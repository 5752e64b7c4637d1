import type * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition } from "../alarms/alarmDefinitions";
import { metricAlarm } from "../alarms/metricAlarm";
import type { DetectorNames } from "../aws/names";
import type { DetectorArgs } from "./detectorArgs";

/** Alarms on a detection that looked in vain: its query failed or gave too much, or it was not called at all. */
export function detectorAlarms(
  name: string,
  { names, alarmTopicArn, findingsTopicArn, tags }: DetectorArgs,
  options: pulumi.CustomResourceOptions,
): void {
  const args = { alarmPrefix: names.alarmPrefix, topicArn: alarmTopicArn ?? findingsTopicArn, tags };
  for (const definition of definitions(names)) {
    metricAlarm(name, definition, args, options);
  }
}

function definitions(names: DetectorNames): readonly AlarmDefinition[] {
  const once = { comparison: "GreaterThanThreshold", threshold: 0, periods: 1, missing: "notBreaching" } as const;
  const [ofFunction, ofQueue] = [{ FunctionName: names.function }, { QueueName: names.deadLetterQueue }];
  const visible = "ApproximateNumberOfMessagesVisible";
  return [
    {
      suffix: "errors",
      description:
        "A detection failed: its query was refused, failed or gave too many rows, or a finding could not be told. The function's log says which and why; the next run looks at the same events again.",
      metrics: [{ id: "value", namespace: "AWS/Lambda", name: "Errors", dimensions: ofFunction, statistic: "Sum" }],
      period: 300,
      ...once,
    },
    {
      suffix: "undelivered",
      description:
        "A schedule could not call the detector; the message attributes say why. The next run looks at the same events again.",
      metrics: [{ id: "value", namespace: "AWS/SQS", name: visible, dimensions: ofQueue, statistic: "Maximum" }],
      period: 60,
      ...once,
    },
  ];
}
