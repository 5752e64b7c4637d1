import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition } from "../alarms/alarmDefinitions";
import { alarmTopic } from "../alarms/alarmTopic";
import { metricAlarm } from "../alarms/metricAlarm";
import { currentLocation, projectTag, resourceArn, stackPrefix } from "../aws/location";
import { type DetectorNames, detectorNames } from "../aws/names";
import type { DetectionsArgs, DetectorArgs, ScanConfiguration } from "./detectorArgs";
import { detectorFunction } from "./detectorFunction";
import { schedules } from "./schedules";
import { writtenScans } from "./writtenScans";

/** Outputs of the detections. */
export interface DetectionsOutputs {
  /** The SNS topic of findings; subscribe to it. */
  readonly topicArn: pulumi.Output<string>;
  /** The event bus of findings. */
  readonly eventBusName: pulumi.Output<string>;
  /** The DynamoDB table of reported findings. */
  readonly tableName: pulumi.Output<string>;
  /** The detector's name. */
  readonly functionName: pulumi.Output<string>;
  /** The URL of the queue of requests that a schedule could not deliver to the function. */
  readonly deadLetterQueueUrl: pulumi.Output<string>;
}

/**
 * Detections: schedules call one function, which queries the stores and reports each finding once, to a topic and a bus. Its physical names are the
 * stack's, so a stack can have one.
 *
 * @example
 * new Detections("detections", { detections: { okta: {}, own: { rule: "rules" } }, integrations: [okta] });
 */
export class Detections extends pulumi.ComponentResource implements DetectionsOutputs {
  /** The SNS topic of findings; subscribe to it. */
  readonly topicArn: pulumi.Output<string>;
  /** The event bus of findings. */
  readonly eventBusName: pulumi.Output<string>;
  /** The DynamoDB table of reported findings. */
  readonly tableName: pulumi.Output<string>;
  /** The detector's name. */
  readonly functionName: pulumi.Output<string>;
  /** The URL of the queue of requests that a schedule could not deliver to the function. */
  readonly deadLetterQueueUrl: pulumi.Output<string>;
  /** All outputs, for the program's output `findings`, which the commands read. */
  readonly outputs: DetectionsOutputs;

  /** @throws ConfigurationError with all problems, for rules and integrations that do not match */
  constructor(name: string, given: DetectionsArgs, options?: pulumi.ComponentResourceOptions) {
    super("partner-audit:index:Detections", name, {}, options);
    const child: pulumi.CustomResourceOptions = { parent: this };
    const scans = given.scans ?? writtenScans(name, given, (message) => void pulumi.log.warn(message, this));
    const args = { ...given, scans, tags: { ...given.tags, ...projectTag() } };
    const names = detectorNames(stackPrefix());
    const location = currentLocation(child);
    const topic = { name: names.topic, kmsKeyArn: args.topicKeyArn, tags: args.tags };
    const findingsTopicArn = pulumi.output(args.topicArn ?? alarmTopic("findings-topic", topic, child).arn);
    const eventBusName = args.eventBusName ?? "default";
    const eventBusArn = resourceArn(location, "events", pulumi.interpolate`event-bus/${eventBusName}`);
    const common = { ...args, names, location, findingsTopicArn, eventBusArn };
    // Billed per request; DynamoDB deletes an item after its time to live (Amazon DynamoDB Developer Guide, "Using time to live (TTL) in DynamoDB").
    const table = new aws.dynamodb.Table(
      `${name}/table`,
      {
        name: names.table,
        billingMode: "PAY_PER_REQUEST",
        hashKey: "detection",
        rangeKey: "finding",
        attributes: ["detection", "finding"].map((attribute) => ({ name: attribute, type: "S" })),
        ttl: { attributeName: "expires", enabled: true },
        pointInTimeRecovery: { enabled: true },
        tags: args.tags,
      },
      child,
    );
    const detector = detectorFunction(name, { ...common, table }, child);
    const afterGrants = { ...child, dependsOn: [...detector.policies] };
    const deadLetterQueue = schedules(name, { ...common, function: detector.function }, afterGrants);
    detectorAlarms(name, common, child);
    this.topicArn = findingsTopicArn;
    this.eventBusName = pulumi.output(eventBusName);
    this.tableName = table.name;
    this.functionName = detector.function.name;
    this.deadLetterQueueUrl = deadLetterQueue.url;
    const { topicArn, tableName, functionName, deadLetterQueueUrl } = this;
    this.outputs = { topicArn, eventBusName: this.eventBusName, tableName, functionName, deadLetterQueueUrl };
    this.registerOutputs(this.outputs);
  }
}

/** Makes the alarms on failed detections and on schedules that do not call the detector. */
function detectorAlarms(
  name: string,
  { names, alarmTopicArn, findingsTopicArn, scans, tags }: DetectorArgs,
  options: pulumi.CustomResourceOptions,
): void {
  const args = { alarmPrefix: names.alarmPrefix, topicArn: alarmTopicArn ?? findingsTopicArn, tags };
  for (const definition of definitions(names, Object.values(scans))) {
    metricAlarm(name, definition, args, options);
  }
}

function definitions(names: DetectorNames, scans: readonly ScanConfiguration[]): readonly AlarmDefinition[] {
  const longest = Math.max(...scans.map(({ scheduleMinutes }) => scheduleMinutes), 1);
  const once = { comparison: "GreaterThanThreshold", threshold: 0, periods: 1, missing: "notBreaching" } as const;
  const [ofFunction, ofQueue] = [{ FunctionName: names.function }, { QueueName: names.deadLetterQueue }];
  const visible = "ApproximateNumberOfMessagesVisible";
  return [
    {
      suffix: "errors",
      description:
        "A rule failed: its query failed, or a finding could not be reported. The function's log has the rule and the reason. The next run reads the same events again.",
      metrics: [{ id: "value", namespace: "AWS/Lambda", name: "Errors", dimensions: ofFunction, statistic: "Sum" }],
      period: 300,
      ...once,
    },
    {
      suffix: "undelivered",
      description:
        "A schedule could not call the detector. The message attributes give the reason. The next run reads the same events again.",
      metrics: [{ id: "value", namespace: "AWS/SQS", name: visible, dimensions: ofQueue, statistic: "Maximum" }],
      period: 60,
      ...once,
    },
    {
      suffix: "silence",
      description: `No schedule has called the detector for ${2 * longest} minutes: the schedules are disabled or were deleted. Check the schedule group ${names.scheduleGroup} in EventBridge Scheduler, or run pulumi up --refresh.`,
      metrics: [
        { id: "value", namespace: "AWS/Lambda", name: "Invocations", dimensions: ofFunction, statistic: "Sum" },
      ],
      comparison: "LessThanThreshold",
      threshold: 1,
      period: longest * 60,
      // A schedule that is slightly late may skip one period.
      periods: 2,
      missing: "breaching",
    },
  ];
}
