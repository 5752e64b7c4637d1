import * as pulumi from "@pulumi/pulumi";
import { integrationAlarms } from "../alarms/metricAlarm";
import { resourceArn } from "../aws/location";
import { auditLogGroup, rawLogGroup } from "./eventLogGroups";
import { eventSource, queueTarget } from "./eventSource";
import { forwarderFunction, forwarderRole } from "./forwarderFunction";
import type { BridgeArgs, PartnerAuditIntegrationOutputs } from "./partnerAuditIntegrationArgs";
import { queues } from "./queues";

/**
 * Makes the event bus, rule, queues, function, role and log groups of an integration. All wait for the sinks: events flow as soon as the bus of a
 * partner event source exists, and would be lost without a sink.
 */
export function eventBridgeDelivery(
  name: string,
  args: BridgeArgs,
  child: pulumi.CustomResourceOptions,
): Partial<PartnerAuditIntegrationOutputs> {
  const audit = auditLogGroup(name, args, child);
  // A channel's ARN carries the resource that it is of, unless it was given as text.
  const sinks = pulumi.all([args.channelArn, audit?.arn]).apply((): pulumi.Resource[] => []);
  const options = pulumi.mergeOptions(child, { dependsOn: sinks });
  const events = eventSource(name, args, options);
  const integrationQueues = queues(name, { ...args, ruleArn: events.ruleArn }, options);
  queueTarget(name, { ...args, eventSource: events, queues: integrationQueues }, options);
  const raw = rawLogGroup(name, { ...args, eventSource: events, queues: integrationQueues }, options);
  const auditLogGroupArn = audit && resourceArn(args.location, "logs", `log-group:${args.names.auditLogGroup}`);
  const role = forwarderRole(name, { ...args, auditLogGroupArn }, options);
  const forwarder = forwarderFunction(name, { ...args, auditLogGroupArn, role, queues: integrationQueues }, options);
  integrationAlarms(name, args, options);
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
