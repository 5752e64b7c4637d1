import * as pulumi from "@pulumi/pulumi";
import { integrationAlarms, sinkAlarms } from "../alarms/metricAlarm";
import { resourceArn } from "../aws/location";
import { batchingOf } from "./batching";
import { auditLogGroup, rawLogGroup } from "./eventLogGroups";
import { eventSource, queueTarget, type TargetArgs } from "./eventSource";
import { forwarderFunction, forwarderRole } from "./forwarderFunction";
import type {
  BridgeArgs,
  DeliveryOutputs,
  PartnerAuditIntegrationOutputs,
  SinkArgs,
  SinkDestination,
} from "./partnerAuditIntegrationArgs";
import { sinkQueues, targetDeadLetterQueue } from "./queues";
import { type Sink, sinksOf } from "./sinks";

/**
 * Makes the event bus, rule and log groups of an integration, and queues, forwarder and role of each of its sinks. All depend on the sinks: events
 * arrive as soon as the bus of a partner event source exists, and would be lost without a sink.
 */
export function eventBridgeDelivery(
  name: string,
  args: BridgeArgs,
  child: pulumi.CustomResourceOptions,
): Omit<PartnerAuditIntegrationOutputs, "vendor"> {
  const audit = auditLogGroup(name, args, child);
  // The Output of a channel's ARN carries a dependency on its resource, unless the ARN was given as text.
  const stores = pulumi.all([args.channelArn, args.lakeBucket?.name, audit?.arn]).apply((): pulumi.Resource[] => []);
  const options = pulumi.mergeOptions(child, { dependsOn: stores });
  const events = eventSource(name, args, options);
  const undelivered = targetDeadLetterQueue(name, { ...args, ruleArn: events.ruleArn }, options);
  const targets: TargetArgs = { ...args, eventSource: events, undelivered };
  const raw = rawLogGroup(name, targets, options);
  const deliveries = sinksOf(args).map((sink) => [sink, sinkDelivery(name, sink, targets, options)] as const);
  integrationAlarms(name, args, options);
  const [[, { queueUrl, deadLetterQueueUrl, functionName, logGroupName }] = noSink(name)] = deliveries;
  return {
    eventBusName: events.eventBusName,
    ruleArn: events.rule.arn,
    ...(events.archive && { archiveArn: events.archive.arn }),
    targetDeadLetterQueueUrl: undelivered.queue.url,
    ...{ queueUrl, deadLetterQueueUrl, functionName, logGroupName },
    deliveries: Object.fromEntries(deliveries),
    ...(args.lakeBucket && { lakeBucketName: pulumi.output(args.lakeBucket.name) }),
    ...(audit && { auditLogGroupName: audit.name }),
    ...(raw && { rawLogGroupName: raw.name }),
  };
}

/** Prefixes of the logical names of a sink's resources, below the integration's name. */
const namedBelow: Readonly<Record<Sink, string>> = { "cloudtrail-lake": "", s3: "/s3", "cloudwatch-logs": "/logs" };

/** Makes the resources of one sink. None depends on the integration's other sinks, so these can be added and removed without a change to it. */
function sinkDelivery(
  key: string,
  sink: Sink,
  targets: TargetArgs,
  options: pulumi.CustomResourceOptions,
): DeliveryOutputs {
  const name = `${key}${namedBelow[sink]}`;
  const args: TargetArgs & SinkArgs = {
    ...targets,
    ...batchingOf(sink, targets),
    ...{ key, sinkNames: targets.names.sinks[sink], destination: destinationOf(sink, targets) },
  };
  const queues = sinkQueues(name, { ...args, ruleArn: args.eventSource.ruleArn }, options);
  queueTarget(name, { ...args, targetId: sink, queues }, options);
  const role = forwarderRole(name, args, options);
  const forwarder = forwarderFunction(name, { ...args, role, queues }, options);
  sinkAlarms(name, args, options);
  return {
    queueArn: queues.queue.arn,
    queueUrl: queues.queue.url,
    deadLetterQueueUrl: queues.deadLetterQueue.url,
    functionName: forwarder.function.name,
    logGroupName: forwarder.logGroup.name,
  };
}

function destinationOf(sink: Sink, { channelArn, lakeBucket, location, names }: BridgeArgs): SinkDestination {
  switch (sink) {
    case "cloudtrail-lake":
      return { sink, channelArn: channelArn ?? noSink(sink) };
    case "s3":
      return { sink, bucket: lakeBucket ?? noSink(sink) };
    case "cloudwatch-logs":
      return { sink, auditLogGroupArn: resourceArn(location, "logs", `log-group:${names.auditLogGroup}`) };
  }
}

function noSink(name: string): never {
  throw new RangeError(`${name} has no sink`);
}
