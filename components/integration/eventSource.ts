import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { jsonDocument } from "../aws/documents";
import { type Location, resourceArn } from "../aws/location";
import { plainText } from "../configuration/input";
import type { BridgeArgs } from "./partnerAuditIntegrationArgs";
import type { PolicedQueue, SinkQueues } from "./queues";

/** A bus, the rule on it, and the archive if one is configured. */
export interface EventSource {
  readonly eventBusName: pulumi.Output<string>;
  readonly rule: aws.cloudwatch.EventRule;
  /** The rule's ARN, which is known before the rule exists. */
  readonly ruleArn: pulumi.Output<string>;
  readonly archive: aws.cloudwatch.EventArchive | undefined;
}

/** Makes the bus of a partner event source (which has the source's name), a rule for its events, and an optional archive. */
export function eventSource(name: string, args: BridgeArgs, options: pulumi.CustomResourceOptions): EventSource {
  const busName = args.eventSourceName ?? args.eventBusName ?? "";
  const bus =
    args.eventSourceName === undefined
      ? undefined
      : new aws.cloudwatch.EventBus(
          `${name}/event-bus`,
          { name: busName, eventSourceName: args.eventSourceName, tags: args.tags },
          options,
        );
  const eventPattern = jsonDocument({
    ...sourcePattern(args),
    account: [args.location.accountId],
    ...args.pattern,
  });
  const rule = new aws.cloudwatch.EventRule(
    `${name}/rule`,
    {
      name: args.names.rule,
      description: `Partner audit events of ${name}`,
      eventBusName: bus?.name ?? busName,
      eventPattern,
      tags: args.tags,
    },
    options,
  );
  const archive =
    args.archive &&
    new aws.cloudwatch.EventArchive(
      `${name}/archive`,
      {
        name: args.names.archive,
        eventSourceArn: bus?.arn ?? resourceArn(args.location, "events", pulumi.interpolate`event-bus/${busName}`),
        eventPattern,
        retentionDays: args.archive.retentionDays,
        kmsKeyIdentifier: args.encryptionKeys?.archive,
      },
      options,
    );
  return {
    eventBusName: bus?.name ?? pulumi.output(busName),
    rule,
    ruleArn: ruleArn(args.location, busName, args.names.rule),
    archive,
  };
}

/** Arguments of the rule's targets. */
export type TargetArgs = BridgeArgs & { readonly eventSource: EventSource; readonly undelivered: PolicedQueue };

/** Makes the target that sends matched events to the queue of a sink. */
export function queueTarget(
  name: string,
  args: TargetArgs & { readonly targetId: string; readonly queues: SinkQueues },
  options: pulumi.CustomResourceOptions,
): void {
  const { queue, policy } = args.queues;
  // Without its policy, the queue would refuse the rule, and the first events would go to the dead-letter queue.
  const waiting = pulumi.mergeOptions(options, { dependsOn: [policy] });
  eventTarget(`${name}/target`, { ...args, arn: queue.arn }, waiting);
}

/** Makes a target of the rule. Events that cannot be delivered to it go to the targets' dead-letter queue. */
export function eventTarget(
  logicalName: string,
  args: TargetArgs & { readonly targetId: string; readonly arn: pulumi.Output<string> },
  options: pulumi.CustomResourceOptions,
): void {
  new aws.cloudwatch.EventTarget(
    logicalName,
    {
      rule: args.eventSource.rule.name,
      eventBusName: args.eventSource.eventBusName,
      targetId: args.targetId,
      arn: args.arn,
      deadLetterConfig: { arn: args.undelivered.queue.arn },
      retryPolicy: {
        maximumRetryAttempts: args.maximumRetryAttempts,
        maximumEventAgeInSeconds: args.maximumEventAgeSeconds,
      },
    },
    pulumi.mergeOptions(options, { dependsOn: [args.undelivered.policy] }),
  );
}

/** Returns the pattern on `source`. A partner event's `source` is its event source's name, which is also the bus's name. Another bus needs a pattern with its sources. */
function sourcePattern({ eventSourceName, eventBusName }: BridgeArgs): {
  readonly source?: readonly pulumi.Input<string>[];
} {
  const source = eventSourceName ?? eventBusName;
  const isPartner = eventSourceName !== undefined || plainText(eventBusName)?.startsWith("aws.partner/") === true;
  return isPartner && source !== undefined ? { source: [source] } : {};
}

/** Makes the ARN of a rule on a bus, which is known before the rule exists (Amazon EventBridge User Guide, "Using resource-based policies"). */
function ruleArn(location: Location, busName: pulumi.Input<string>, ruleName: string): pulumi.Output<string> {
  const below = pulumi.output(busName).apply((name) => (name === "default" ? "" : `${name}/`));
  return resourceArn(location, "events", pulumi.interpolate`rule/${below}${ruleName}`);
}
