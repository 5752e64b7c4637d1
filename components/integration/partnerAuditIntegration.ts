import * as pulumi from "@pulumi/pulumi";
import { refuseOtherRegions } from "../aws/hooks";
import { currentLocation, projectTag, stackPrefix } from "../aws/location";
import { type IntegrationNames, integrationNames } from "../aws/names";
import { checkArguments } from "../configuration/checkArguments";
import { channelPolicy, IntegrationChannel, putAuditEventsPolicy } from "./channel";
import { eventBridgeDelivery } from "./eventBridgeDelivery";
import { eventDataStore } from "./eventDataStore";
import type {
  PartnerAuditIntegrationArgs,
  PartnerAuditIntegrationOutputs,
  ResolvedArguments,
} from "./partnerAuditIntegrationArgs";
import { usesLake } from "./sinks";

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
    const { vendor, settings } = checkArguments(name, args);
    const location = currentLocation({ parent: this });
    const child: pulumi.CustomResourceOptions = { parent: this, ...refuseOtherRegions(name, location) };
    const common = { names: integrationNames(name, stackPrefix()), location, tags: { ...args.tags, ...projectTag() } };
    if (settings.delivery === "eventbridge") {
      const channel = usesLake(settings)
        ? channelOf(name, vendor.source, { ...settings, ...common }, child)
        : undefined;
      const delivery = eventBridgeDelivery(name, { ...settings, ...common, channelArn: channel?.channelArn }, child);
      this.outputs = { ...channel, ...delivery };
    } else {
      const channel = channelOf(name, vendor.source, { ...settings, ...common }, child);
      const args = { ...settings, ...common, channelArn: channel.channelArn };
      if (args.delivery === "direct") {
        channelPolicy(name, args, child);
        this.outputs = channel;
      } else {
        this.outputs = { ...channel, policyArn: putAuditEventsPolicy(name, args, child).arn };
      }
    }
    this.registerOutputs(this.outputs);
  }
}

/** The channel that is given, or one of the integration's own, before the stores that are given or one of its own. */
function channelOf(
  name: string,
  source: string,
  args: Pick<ResolvedArguments, "channelArn" | "eventDataStore" | "eventDataStoreArns"> & {
    readonly names: IntegrationNames;
    readonly tags: Readonly<Record<string, string>>;
  },
  child: pulumi.CustomResourceOptions,
): Pick<PartnerAuditIntegrationOutputs, "eventDataStoreArn"> & { readonly channelArn: pulumi.Output<string> } {
  if (args.channelArn !== undefined) {
    const given = pulumi.output(args.eventDataStoreArns);
    return { channelArn: pulumi.output(args.channelArn), eventDataStoreArn: given.apply((arns) => arns?.[0]) };
  }
  const eventDataStoreArns = args.eventDataStoreArns ?? [
    // The same store may stand under `partner-audit:eventStores`, outside of the component; moving it keeps it.
    eventDataStore(name, args.eventDataStore ?? {}, args.tags, {
      ...child,
      aliases: [{ parent: pulumi.rootStackResource }],
    }).arn,
  ];
  const arns = pulumi.output(eventDataStoreArns);
  const { channelArn } = new IntegrationChannel(
    `${name}/channel`,
    { name: args.names.channel, source, eventDataStoreArns: arns, tags: args.tags },
    child,
  );
  return { channelArn, eventDataStoreArn: arns.apply(([first]) => first) };
}
