import * as pulumi from "@pulumi/pulumi";
import { alarmTopic } from "../alarms/alarmTopic";
import { currentLocation, resourceArn, stackPrefix } from "../aws/location";
import { detectorNames } from "../aws/names";
import type { DetectionConfiguration } from "../configuration/stackConfiguration";
import { detectorAlarms } from "./detectorAlarms";
import { detectorFunction } from "./detectorFunction";
import { findingsTable } from "./findingsTable";
import type { ScheduledRequest } from "./scheduledRequest";
import { schedules } from "./schedules";

/** The arguments of {@link Detections}. */
export interface DetectionsArgs {
  /** By name. */
  readonly detections: Readonly<Record<string, DetectionConfiguration>>;
  /** By the integration's key: its event data store, and its log group of audit events. */
  readonly stores: Readonly<Record<string, IntegrationStores>>;
  /** The SNS topic that findings go to. @default a topic of the stack's own */
  readonly topicArn?: string | undefined;
  /** The customer managed key of that topic. @default it is not encrypted */
  readonly topicKeyArn?: pulumi.Input<string> | undefined;
  /** The event bus that findings go to. @default the account's default event bus */
  readonly eventBusName?: string | undefined;
  /** The SNS topic that the detector's alarms go to. @default the one that findings go to */
  readonly alarmTopicArn?: pulumi.Input<string> | undefined;
  /** Customer managed keys of the event data stores that are asked. */
  readonly storeKeyArns: readonly string[];
  readonly permissionsBoundary?: string | undefined;
  readonly rolePath?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** Where the audit events of an integration lie, as far as it knows. */
export interface IntegrationStores {
  readonly eventDataStoreArn?: pulumi.Output<string | undefined> | undefined;
  readonly auditLogGroupName?: pulumi.Output<string> | undefined;
}

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
    const common = { ...args, names, location: currentLocation(child), requests: requestsOf(args) };
    const topic = { name: names.topic, kmsKeyArn: args.topicKeyArn, tags: args.tags };
    const topicArn = pulumi.output(args.topicArn ?? alarmTopic("findings-topic", topic, child).arn);
    const eventBusName = args.eventBusName ?? "default";
    const table = findingsTable(name, common, child);
    const detector = detectorFunction(
      name,
      {
        ...common,
        table,
        topicArn,
        eventBusArn: resourceArn(common.location, "events", `event-bus/${eventBusName}`),
      },
      child,
    );
    const deadLetterQueue = schedules(
      name,
      { ...common, function: detector.function },
      { ...child, dependsOn: [...detector.policies] },
    );
    detectorAlarms(name, { ...common, topicArn: args.alarmTopicArn ?? topicArn }, child);
    this.outputs = {
      topicArn,
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
