import * as pulumi from "@pulumi/pulumi";
import { alarmTopic } from "../alarms/alarmTopic";
import { currentLocation, resourceArn, stackPrefix } from "../aws/location";
import { detectorNames } from "../aws/names";
import { detectorAlarms } from "./detectorAlarms";
import type { DetectionsArgs } from "./detectorArgs";
import { detectorFunction } from "./detectorFunction";
import { findingsTable } from "./findingsTable";
import type { ScheduledRequest } from "./scheduledRequest";
import { schedules } from "./schedules";

/** What the detections give to the program's outputs. */
export interface DetectionsOutputs {
  /** The SNS topic: subscribe to it. */
  readonly topicArn: pulumi.Output<string>;
  readonly eventBusName: pulumi.Output<string>;
  /** The DynamoDB table of what was found. */
  readonly tableName: pulumi.Output<string>;
  readonly functionName: pulumi.Output<string>;
  /** What a schedule could not hand over to the function. */
  readonly deadLetterQueueUrl: pulumi.Output<string>;
}

/**
 * Looks for what should not go unseen: schedules call one function, which asks the stores, remembers in a table what it found, and tells
 * each finding once, to people by a topic and to programs by an event on a bus.
 */
export class Detections extends pulumi.ComponentResource {
  readonly outputs: DetectionsOutputs;

  constructor(name: string, args: DetectionsArgs, options?: pulumi.ComponentResourceOptions) {
    super("partner-audit:index:Detections", name, {}, options);
    const child: pulumi.CustomResourceOptions = { parent: this };
    const names = detectorNames(stackPrefix());
    const location = currentLocation(child);
    const topic = { name: names.topic, kmsKeyArn: args.topicKeyArn, tags: args.tags };
    const findingsTopicArn = pulumi.output(args.topicArn ?? alarmTopic("findings-topic", topic, child).arn);
    const eventBusName = args.eventBusName ?? "default";
    const eventBusArn = resourceArn(location, "events", `event-bus/${eventBusName}`);
    const common = { ...args, names, location, requests: requestsOf(args), findingsTopicArn, eventBusArn };
    const table = findingsTable(name, common, child);
    const detector = detectorFunction(name, { ...common, table }, child);
    const afterGrants = { ...child, dependsOn: [...detector.policies] };
    const deadLetterQueue = schedules(name, { ...common, function: detector.function }, afterGrants);
    detectorAlarms(name, common, child);
    this.outputs = {
      topicArn: findingsTopicArn,
      eventBusName: pulumi.output(eventBusName),
      tableName: table.name,
      functionName: detector.function.name,
      deadLetterQueueUrl: deadLetterQueue.url,
    };
    this.registerOutputs(this.outputs);
  }
}

function requestsOf({ detections, stores }: DetectionsArgs): readonly ScheduledRequest[] {
  return Object.entries(detections).flatMap(([detection, { schedule, stores: kinds }]) =>
    Object.entries(kinds).flatMap(([integration, kind]) => {
      const { eventDataStoreArn, auditLogGroupName } = stores[integration] ?? {};
      const store =
        kind === "lake" && eventDataStoreArn !== undefined
          ? ({ kind, eventDataStoreArn: eventDataStoreArn.apply((arn) => arn ?? "") } as const)
          : kind === "logs" && auditLogGroupName !== undefined
            ? ({ kind, logGroupName: auditLogGroupName } as const)
            : undefined;
      return store === undefined ? [] : [{ detection, integration, schedule, store }];
    }),
  );
}
