import * as pulumi from "@pulumi/pulumi";
import { currentLocation, type IntegrationNames, integrationNames, projectTag } from "../aws/names";
import { refuseOtherRegions } from "../aws/refuseOtherRegions";
import { checkArguments } from "../configuration/checkArguments";
import { IntegrationChannel } from "./channel";
import { channelPolicy } from "./channelPolicy";
import { type EventBridgeDeliveryArgs, eventBridgeDelivery } from "./eventBridgeDelivery";
import { eventDataStore } from "./eventDataStore";
import { sinksOf } from "./integrationSettings";
import type { PartnerAuditIntegrationArgs } from "./partnerAuditIntegrationArgs";
import { putAuditEventsPolicy } from "./putAuditEventsPolicy";

/** What an integration gives to the program's outputs: of each part that it has. */
export interface PartnerAuditIntegrationOutputs {
  /** The store that the integration made or, of given stores, the first; not with a channel that exists already, nor without a channel. */
  readonly eventDataStoreArn?: pulumi.Output<string | undefined>;
  /** With the sink cloudtrail-lake. Of a direct delivery, the partner asks for it. */
  readonly channelArn?: pulumi.Output<string>;
  /** The partner's event bus, or the one that was given. */
  readonly eventBusName?: pulumi.Output<string>;
  /** The rule that sends the vendor's events to the queue. */
  readonly ruleArn?: pulumi.Output<string>;
  /** With `archive`. */
  readonly archiveArn?: pulumi.Output<string>;
  /** Where events wait for the function. */
  readonly queueUrl?: pulumi.Output<string>;
  /** What could never be ingested, each with its reason in the message's attributes. */
  readonly deadLetterQueueUrl?: pulumi.Output<string>;
  /** What EventBridge could not deliver to the queue. */
  readonly targetDeadLetterQueueUrl?: pulumi.Output<string>;
  /** The forwarder. */
  readonly functionName?: pulumi.Output<string>;
  /** The function's own log. */
  readonly logGroupName?: pulumi.Output<string>;
  /** The audit events, with the sink cloudwatch-logs. */
  readonly auditLogGroupName?: pulumi.Output<string>;
  /** The events as they came, with `rawLogGroup`. */
  readonly rawLogGroupName?: pulumi.Output<string>;
  /** Of a solution: the policy to attach to the application's role. */
  readonly policyArn?: pulumi.Output<string>;
}

/** The component's type, as it stands in URNs. */
export const integrationType = "partner-audit:index:PartnerAuditIntegration";

/**
 * One vendor's path into CloudTrail Lake or CloudWatch Logs. Over EventBridge: bus, rule, queues and function, before a channel and
 * its store or a log group. A partner or an application that calls PutAuditEvents itself needs the channel and a grant alone.
 *
 * @example
 * new PartnerAuditIntegration("okta", { vendor: "okta", eventSourceName: "aws.partner/okta.com/acme/audit" });
 */
export class PartnerAuditIntegration extends pulumi.ComponentResource {
  /** What was made or given, by its part. */
  readonly outputs: PartnerAuditIntegrationOutputs;

  /**
   * @param name the integration's key: lower-case letters, digits and hyphens. It is part of every physical name.
   * @throws ConfigurationError for arguments outside what AWS allows, all of them at once
   */
  constructor(name: string, args: PartnerAuditIntegrationArgs, options?: pulumi.ComponentResourceOptions) {
    super(integrationType, name, args, options);
    const { source } = checkArguments(name, args);
    const location = currentLocation({ parent: this });
    const child: pulumi.CustomResourceOptions = { parent: this, ...refuseOtherRegions(name, location) };
    const common = {
      ...withoutUndefined(args),
      names: integrationNames(name),
      location,
      tags: { ...args.tags, ...projectTag() },
    };
    const channel = sinksOf(args).includes("cloudtrail-lake")
      ? channelOf(name, args, { ...common, source }, child)
      : {};
    this.outputs = { ...channel, ...deliveryOf(name, { ...common, channelArn: channel.channelArn }, child) };
    this.registerOutputs(this.outputs);
  }
}

/** What brings the events to the channel, or lets somebody else bring them. */
function deliveryOf(
  name: string,
  args: EventBridgeDeliveryArgs,
  child: pulumi.CustomResourceOptions,
): Partial<PartnerAuditIntegrationOutputs> {
  const { delivery, channelArn, principal, externalId } = args;
  if (delivery === "direct" && channelArn !== undefined && principal !== undefined && externalId !== undefined) {
    channelPolicy(name, { ...args, channelArn, principal, externalId }, child);
    return {};
  }
  if (delivery === "solution" && channelArn !== undefined) {
    return { policyArn: putAuditEventsPolicy(name, { ...args, channelArn }, child).arn };
  }
  return eventBridgeDelivery(name, args, child);
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
): PartnerAuditIntegrationOutputs {
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
    `${name}/channel`,
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
