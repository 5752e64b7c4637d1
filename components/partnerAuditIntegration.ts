import * as pulumi from "@pulumi/pulumi";
import { IntegrationChannel } from "./channel";
import { checkArguments } from "./configuration/checkArguments";
import { eventDataStore } from "./eventDataStore";
import { eventSource, queueTarget } from "./eventSource";
import { forwarderFunction } from "./forwarderFunction";
import { forwarderRole } from "./forwarderRole";
import { integrationDefaults } from "./integrationSettings";
import { currentLocation, type IntegrationNames, integrationNames } from "./names";
import type { PartnerAuditIntegrationArgs } from "./partnerAuditIntegrationArgs";
import { queues } from "./queues";

/** What an integration gives to the program's outputs. */
export interface PartnerAuditIntegrationOutputs {
  /** The store that the integration made or, of given stores, the first; undefined behind a channel that exists already. */
  readonly eventDataStoreArn: pulumi.Output<string | undefined>;
  readonly channelArn: pulumi.Output<string>;
  readonly eventBusName: pulumi.Output<string>;
  readonly ruleArn: pulumi.Output<string>;
  readonly queueUrl: pulumi.Output<string>;
  readonly deadLetterQueueUrl: pulumi.Output<string>;
  readonly functionName: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
}

/** The component's type, as it stands in URNs. */
export const integrationType = "partner-audit:index:PartnerAuditIntegration";

/**
 * One vendor's path into CloudTrail Lake: event bus, rule, queues, function, channel and event data store.
 *
 * @example
 * new PartnerAuditIntegration("okta", { vendor: "okta", eventSourceName: "aws.partner/okta.com/acme/audit" });
 */
export class PartnerAuditIntegration extends pulumi.ComponentResource {
  readonly outputs: PartnerAuditIntegrationOutputs;

  /**
   * @param name the integration's key: lower-case letters, digits and hyphens. It is part of every physical name.
   * @throws ConfigurationError for arguments outside what AWS allows, all of them at once
   */
  constructor(name: string, args: PartnerAuditIntegrationArgs, options?: pulumi.ComponentResourceOptions) {
    super(integrationType, name, args, options);
    const { source } = checkArguments(name, args);
    const child: pulumi.CustomResourceOptions = { parent: this };
    const common = {
      ...integrationDefaults,
      ...withoutUndefined(args),
      names: integrationNames(name),
      location: currentLocation(child),
      tags: args.tags ?? {},
    };

    const channel = channelOf(name, args, { ...common, source }, child);
    const events = eventSource(name, common, child);
    const integrationQueues = queues(name, { ...common, ruleArn: events.ruleArn }, child);
    queueTarget(name, { ...common, eventSource: events, queues: integrationQueues }, child);
    const role = forwarderRole(name, { ...common, channelArn: channel.channelArn, path: args.rolePath }, child);
    const forwarder = forwarderFunction(
      name,
      {
        ...common,
        forwarder: { integration: name, vendor: args.vendor },
        role,
        queues: integrationQueues,
        channelArn: channel.channelArn,
      },
      child,
    );

    this.outputs = {
      ...channel,
      eventBusName: events.eventBusName,
      ruleArn: events.rule.arn,
      queueUrl: integrationQueues.queue.url,
      deadLetterQueueUrl: integrationQueues.deadLetterQueue.url,
      functionName: forwarder.function.name,
      logGroupName: forwarder.logGroup.name,
    };
    this.registerOutputs(this.outputs);
  }
}

/** The channel that is given, or one of the integration's own, before the stores that are given or one of its own. */
function channelOf(
  name: string,
  args: PartnerAuditIntegrationArgs,
  common: {
    readonly names: IntegrationNames;
    readonly source: string;
    readonly tags: Readonly<Record<string, string>>;
  },
  child: pulumi.CustomResourceOptions,
): Pick<PartnerAuditIntegrationOutputs, "channelArn" | "eventDataStoreArn"> {
  if (args.channelArn !== undefined) {
    const given = pulumi.output(args.eventDataStoreArns);
    return { channelArn: pulumi.output(args.channelArn), eventDataStoreArn: given.apply((arns) => arns?.[0]) };
  }
  const eventDataStoreArns = args.eventDataStoreArns ?? [
    // The same store may stand under `partner-audit:eventStores`, outside of the component; moving it keeps it.
    eventDataStore(name, args.eventDataStore ?? {}, common.tags, {
      ...child,
      aliases: [{ parent: pulumi.rootStackResource }],
    }).arn,
  ];
  const channel = new IntegrationChannel(
    `${name}-channel`,
    {
      name: common.names.channel,
      source: common.source,
      eventDataStoreArns: pulumi.output(eventDataStoreArns),
      tags: common.tags,
    },
    child,
  );
  return {
    channelArn: channel.channelArn,
    eventDataStoreArn: pulumi.output(eventDataStoreArns).apply((arns) => arns[0]),
  };
}

/** Leaves a default where an argument is given as undefined. */
function withoutUndefined<Args extends object>(args: Args): Args {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined)) as Args;
}
