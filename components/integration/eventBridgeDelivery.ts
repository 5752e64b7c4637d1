import * as pulumi from "@pulumi/pulumi";
import { integrationAlarms } from "../alarms/integrationAlarms";
import { type Location, resourceArn } from "../aws/location";
import type { IntegrationNames } from "../aws/names";
import { auditLogGroup, rawLogGroup } from "./eventLogGroups";
import { eventSource, queueTarget } from "./eventSource";
import { forwarderFunction } from "./forwarderFunction";
import { forwarderRole } from "./forwarderRole";
import type { PartnerAuditIntegrationOutputs } from "./integrationOutputs";
import type { EncryptionKeys, EventBridgeSettings } from "./integrationSettings";
import type { ResolvedArguments } from "./partnerAuditIntegrationArgs";
import { queues, visibilityTimeoutOf } from "./queues";

/** The arguments of a delivery over EventBridge: the integration's settings, with their defaults. */
export type EventBridgeDeliveryArgs = EventBridgeSettings &
  Pick<ResolvedArguments, "vendor" | "awsClient" | "permissionsBoundary" | "alarmTopicArn" | "rolePath"> & {
    readonly names: IntegrationNames;
    readonly location: Location;
    readonly tags: Readonly<Record<string, string>>;
    /** Undefined where no events go to CloudTrail Lake. */
    readonly channelArn: pulumi.Output<string> | undefined;
  };

/**
 * Event bus, rule, queues, function and its role, and the log groups that are wanted. All of them wait for the sinks: an event bus is associated
 * with its partner event source as soon as it exists, and without a sink the vendor's events would be lost behind it.
 */
export function eventBridgeDelivery(
  name: string,
  args: EventBridgeDeliveryArgs,
  child: pulumi.CustomResourceOptions,
): Partial<PartnerAuditIntegrationOutputs> {
  const { names, location, tags, mapping, privacy, auditLogRetentionDays } = args;
  const encryptionKeys: EncryptionKeys = args.encryptionKeys ?? {};
  const audit = auditLogRetentionDays
    ? auditLogGroup(
        name,
        {
          logGroupName: names.auditLogGroup,
          retentionDays: auditLogRetentionDays,
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
  if (args.alarmTopicArn !== undefined && args.alarms.enabled) {
    const { alarms: settings, alarmTopicArn: topicArn, maximumConcurrency } = args;
    const visibilityTimeoutSeconds = visibilityTimeoutOf(args);
    const alarmArgs = { names, settings, maximumConcurrency, visibilityTimeoutSeconds, topicArn, tags };
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
