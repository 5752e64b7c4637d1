import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition } from "../alarms/alarmDefinitions";
import { metricAlarm } from "../alarms/metricAlarm";
import type { DetectorNames } from "../aws/names";

/** What the detector's alarms are made with. */
export interface DetectorAlarmsArgs {
  readonly names: DetectorNames;
  readonly topicArn: pulumi.Input<string>;
  readonly tags: Readonly<Record<string, string>>;
}

/** Alarms on a detection that looked in vain: its query failed or gave too much, or it was not called at all. */
export function detectorAlarms(
  name: string,
  { names, topicArn, tags }: DetectorAlarmsArgs,
  options: pulumi.CustomResourceOptions,
): readonly aws.cloudwatch.MetricAlarm[] {
  return definitions(names).map((definition) =>
    metricAlarm(name, definition, { alarmPrefix: names.alarmPrefix, topicArn, tags }, options),
  );
}

function definitions(names: DetectorNames): readonly AlarmDefinition[] {
  const once = { comparison: "GreaterThanThreshold", threshold: 0, periods: 1, missing: "notBreaching" } as const;
  return [
    {
      suffix: "errors",
      description:
        "A detection failed: its query was refused, failed or gave too many rows, or a finding could not be told. The function's log says which and why; the next run looks at the same events again.",
      metrics: [
        {
          id: "value",
          namespace: "AWS/Lambda",
          name: "Errors",
          dimensions: { FunctionName: names.function },
          statistic: "Sum",
        },
      ],
      period: 300,
      ...once,
    },
    {
      suffix: "undelivered",
      description:
        "A schedule could not call the detector; the message attributes say why. The next run looks at the same events again.",
      metrics: [
        {
          id: "value",
          namespace: "AWS/SQS",
          name: "ApproximateNumberOfMessagesVisible",
          dimensions: { QueueName: names.deadLetterQueue },
          statistic: "Maximum",
        },
      ],
      period: 60,
      ...once,
    },
  ];
}
