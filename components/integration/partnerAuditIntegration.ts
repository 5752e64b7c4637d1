import * as pulumi from "@pulumi/pulumi";
import { refuseOtherRegions } from "../aws/hooks";
import { currentLocation, type Location, projectTag, stackPrefix } from "../aws/location";
import { type IntegrationNames, integrationNames } from "../aws/names";
import { checkArguments } from "../configuration/checkArguments";
import type { ScanPlace } from "../detections/scans/scanPlan";
import { channelPolicy, IntegrationChannel, putAuditEventsPolicy } from "./channel";
import { eventBridgeDelivery } from "./eventBridgeDelivery";
import { eventDataStore } from "./eventDataStore";
import type {
  DeliveryOutputs,
  PartnerAuditIntegrationArgs,
  PartnerAuditIntegrationOutputs,
  ResolvedArguments,
} from "./partnerAuditIntegrationArgs";
import { type Sink, sinksOf, usesBucket, usesLake } from "./sinks";

/** The component's type in URNs. */
export const integrationType = "partner-audit:index:PartnerAuditIntegration";

/**
 * The delivery of one vendor's audit events to CloudTrail Lake, S3 or CloudWatch Logs. Over EventBridge: bus, rule, queues and functions, and a channel
 * with its store, a bucket or a log group. For a partner or an application that calls PutAuditEvents itself: only the channel and a grant.
 *
 * @example
 * new PartnerAuditIntegration("okta", { vendor: "okta", eventSourceName: "aws.partner/okta.com/acme/audit" });
 */
export class PartnerAuditIntegration extends pulumi.ComponentResource implements PartnerAuditIntegrationOutputs {
  /** The integration's key: the component's name. */
  readonly key: string;
  /** The vendor's name in the catalogue. */
  readonly vendor: string;
  /** The integration's own store or the first of the given stores; undefined with an existing channel or without a channel. */
  readonly eventDataStoreArn?: pulumi.Output<string | undefined>;
  /** The channel, with the sink cloudtrail-lake. For the delivery `direct`, the partner needs it. */
  readonly channelArn?: pulumi.Output<string>;
  /** The partner's event bus, or the given one. */
  readonly eventBusName?: pulumi.Output<string>;
  /** The rule that sends the vendor's events to the queue of each sink. */
  readonly ruleArn?: pulumi.Output<string>;
  /** The archive, with `archive`. */
  readonly archiveArn?: pulumi.Output<string>;
  /** Over EventBridge: each sink's own resources, by sink. */
  readonly deliveries?: Readonly<Partial<Record<Sink, DeliveryOutputs>>>;
  /** `deliveries.SINK.queueUrl` of the first sink. */
  readonly queueUrl?: pulumi.Output<string>;
  /** `deliveries.SINK.deadLetterQueueUrl` of the first sink. */
  readonly deadLetterQueueUrl?: pulumi.Output<string>;
  /** The URL of the queue of events that EventBridge could not deliver to a target; the attribute TARGET_ARN of each names the target. */
  readonly targetDeadLetterQueueUrl?: pulumi.Output<string>;
  /** `deliveries.SINK.functionName` of the first sink. */
  readonly functionName?: pulumi.Output<string>;
  /** `deliveries.SINK.logGroupName` of the first sink. */
  readonly logGroupName?: pulumi.Output<string>;
  /** The bucket of the audit events, with the sink s3. */
  readonly lakeBucketName?: pulumi.Output<string>;
  /** The log group of audit events, with the sink cloudwatch-logs. */
  readonly auditLogGroupName?: pulumi.Output<string>;
  /** The log group of unmapped events, with `rawLogGroup`. */
  readonly rawLogGroupName?: pulumi.Output<string>;
  /** For the delivery `solution`: the policy to attach to the application's role. */
  readonly policyArn?: pulumi.Output<string>;
  /** All outputs, for the program's output `vendors`, which the commands read. */
  readonly outputs: PartnerAuditIntegrationOutputs;
  /** The store in which detections read the events; undefined if the vendor writes them itself or the channel belongs to another program. */
  readonly store: ScanPlace | undefined;

  /**
   * @param name the integration's key: lower-case letters, digits and hyphens. It is part of every physical name.
   * @throws ConfigurationError, also a `pulumi.InputPropertiesError`, with all problems, for arguments that AWS does not allow
   */
  constructor(name: string, args: PartnerAuditIntegrationArgs, options?: pulumi.ComponentResourceOptions) {
    super(integrationType, name, args, options);
    const { vendor, settings } = checkArguments(name, args);
    const location = currentLocation({ parent: this });
    const child: pulumi.CustomResourceOptions = { parent: this, ...refuseOtherRegions(name, location) };
    const common = { names: integrationNames(name, stackPrefix()), location, tags: { ...args.tags, ...projectTag() } };
    const made = provision(name, vendor.source, { ...settings, ...common }, child);
    Object.assign(this, made);
    this.key = name;
    this.vendor = vendor.name;
    this.outputs = { vendor: vendor.name, ...made };
    this.store = storeOf(name, settings);
    this.registerOutputs(this.outputs);
  }
}

/** Returns the store in which detections read an integration's events: its event data store, else the table in S3, else its log group. */
function storeOf(name: string, settings: ResolvedArguments): ScanPlace | undefined {
  if (settings.delivery !== "eventbridge") {
    return undefined;
  }
  if (usesLake(settings) && (settings.channelArn === undefined || settings.eventDataStoreArns !== undefined)) {
    return { kind: "lake", integration: name, keyArn: settings.eventDataStore?.kmsKeyArn };
  }
  if (usesBucket(settings)) {
    return { kind: "s3", keyArn: settings.lakeBucket.keyArn };
  }
  return sinksOf(settings).includes("cloudwatch-logs") ? { kind: "logs", integration: name } : undefined;
}

type PlacedArguments = ResolvedArguments & {
  readonly names: IntegrationNames;
  readonly location: Location;
  readonly tags: Readonly<Record<string, string>>;
};

/** Makes the resources of an integration, and returns its outputs. */
function provision(
  name: string,
  source: string,
  args: PlacedArguments,
  child: pulumi.CustomResourceOptions,
): Omit<PartnerAuditIntegrationOutputs, "vendor"> {
  if (args.delivery === "eventbridge") {
    const channel = usesLake(args) ? channelOf(name, source, args, child) : undefined;
    return { ...channel, ...eventBridgeDelivery(name, { ...args, channelArn: channel?.channelArn }, child) };
  }
  const channel = channelOf(name, source, args, child);
  const granted = { ...args, channelArn: channel.channelArn };
  if (granted.delivery === "direct") {
    channelPolicy(name, granted, child);
    return channel;
  }
  return { ...channel, policyArn: putAuditEventsPolicy(name, granted, child).arn };
}

/** Returns the given channel, or makes one that delivers to the given stores or to a store of the integration's own. */
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
    // The same store may be declared under `partner-audit:eventStores`, outside the component; the alias lets it move without replacement.
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
