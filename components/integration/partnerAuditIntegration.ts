import * as pulumi from "@pulumi/pulumi";
import { currentLocation, projectTag, stackPrefix } from "../aws/location";
import { type IntegrationNames, integrationNames } from "../aws/names";
import { refuseOtherRegions } from "../aws/refuseOtherRegions";
import { checkArguments } from "../configuration/checkArguments";
import { IntegrationChannel } from "./channel";
import { channelPolicy } from "./channelPolicy";
import { type EventBridgeDeliveryArgs, eventBridgeDelivery } from "./eventBridgeDelivery";
import { eventDataStore } from "./eventDataStore";
import type { PartnerAuditIntegrationOutputs } from "./integrationOutputs";
import { sinksOf } from "./integrationSettings";
import type { PartnerAuditIntegrationArgs } from "./partnerAuditIntegrationArgs";
import { putAuditEventsPolicy } from "./putAuditEventsPolicy";

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
      names: integrationNames(name, stackPrefix()),
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
