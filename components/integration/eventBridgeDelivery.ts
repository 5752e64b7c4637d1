import * as pulumi from "@pulumi/pulumi";
import { integrationAlarms } from "../alarms/integrationAlarms";
import { type Location, resourceArn } from "../aws/location";
import type { IntegrationNames } from "../aws/names";
import { auditLogGroup, rawLogGroup } from "./eventLogGroups";
import { eventSource, queueTarget } from "./eventSource";
import { forwarderFunction } from "./forwarderFunction";
import { forwarderRole } from "./forwarderRole";
import type { PartnerAuditIntegrationOutputs } from "./integrationOutputs";
import { type AwsClient, type IntegrationSettings, integrationDefaults, sinksOf } from "./integrationSettings";
import { queues, visibilityTimeoutOf } from "./queues";

/** What the way over EventBridge is made with: the integration's settings, with their defaults. */
export interface EventBridgeDeliveryArgs extends IntegrationSettings {
  readonly vendor: string;
  readonly names: IntegrationNames;
  readonly location: Location;
  readonly tags: Readonly<Record<string, string>>;
  /** Undefined where no events go to CloudTrail Lake. */
  readonly channelArn: pulumi.Output<string> | undefined;
  readonly awsClient?: AwsClient;
  readonly permissionsBoundary?: pulumi.Input<string>;
  readonly alarmTopicArn?: pulumi.Input<string>;
  readonly rolePath?: string;
}

/**
 * Event bus, rule, queues, function and its role, and the log groups that are wanted. All of them wait for the sinks: an event bus is associated
 * with its partner event source as soon as it exists, and without a sink the vendor's events would be lost behind it.
 */
export function eventBridgeDelivery(
  name: string,
  settings: EventBridgeDeliveryArgs,
  child: pulumi.CustomResourceOptions,
): Partial<PartnerAuditIntegrationOutputs> {
  const args = { ...integrationDefaults, ...settings };
  const { names, location, tags, mapping, privacy, encryptionKeys = {} } = args;
  const audit = sinksOf(args).includes("cloudwatch-logs")
    ? auditLogGroup(
        name,
        {
          logGroupName: names.auditLogGroup,
          retentionDays: args.auditLogRetentionDays,
          kmsKeyArn: encryptionKeys.auditLogGroup,
          isImported: args.auditLogGroup !== undefined,
          tags,
        },
        child,
      )
    : undefined;
  // A channel's ARN carries the resource that it is of, unless it was given as text.
  const sinks = pulumi.all([args.channelArn, audit?.arn]).apply((): pulumi.Resource[] => []);
  const options = pulumi.mergeOptions(child, { dependsOn: sinks });
  const events = eventSource(name, args, options);
  const integrationQueues = queues(name, { ...args, ruleArn: events.ruleArn }, options);
  queueTarget(name, { ...args, eventSource: events, queues: integrationQueues }, options);
  const raw =
    args.rawLogGroup &&
    rawLogGroup(
      name,
      {
        ...args,
        ...args.rawLogGroup,
        logGroupName: names.rawLogGroup,
        kmsKeyArn: encryptionKeys.rawLogGroup,
        eventSource: events,
        queues: integrationQueues,
      },
      options,
    );
  const auditLogGroupArn = audit && resourceArn(location, "logs", `log-group:${names.auditLogGroup}`);
  const { saltSecretArn, saltKeyArn, ...privacySettings } = privacy ?? {};
  const sinkArgs = { channelArn: args.channelArn, auditLogGroupArn, saltSecretArn };
  const role = forwarderRole(
    name,
    { ...args, ...sinkArgs, saltKeyArn, queueKeyArn: encryptionKeys.queues, path: args.rolePath },
    options,
  );
  const forwarder = forwarderFunction(
    name,
    {
      ...args,
      ...sinkArgs,
      forwarder: {
        integration: name,
        vendor: args.vendor,
        ...(mapping && { mapping }),
        ...(privacy && { privacy: privacySettings }),
      },
      role,
      queues: integrationQueues,
    },
    options,
  );
  if (args.alarmTopicArn !== undefined && args.alarms?.enabled !== false) {
    const { alarms: alarmSettings = {}, alarmTopicArn: topicArn, maximumConcurrency } = args;
    const visibilityTimeoutSeconds = visibilityTimeoutOf(args);
    const alarmArgs = { names, settings: alarmSettings, maximumConcurrency, visibilityTimeoutSeconds, topicArn, tags };
    integrationAlarms(name, alarmArgs, options);
  }
  return {
    eventBusName: events.eventBusName,
    ruleArn: events.rule.arn,
    ...(events.archive && { archiveArn: events.archive.arn }),
    queueUrl: integrationQueues.queue.url,
    deadLetterQueueUrl: integrationQueues.deadLetterQueue.url,
    targetDeadLetterQueueUrl: integrationQueues.targetDeadLetterQueue.url,
    functionName: forwarder.function.name,
    logGroupName: forwarder.logGroup.name,
    ...(audit && { auditLogGroupName: audit.name }),
    ...(raw && { rawLogGroupName: raw.name }),
  };
}
