import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { Location } from "../aws/location";
import type { IntegrationNames, SinkNames } from "../aws/names";
import { rolePath } from "../configuration/stackSchema";
import type { LakeBucket } from "../lake/lakeBucket";
import type { Batching } from "./batching";
import { type EventDataStoreSettings, eventDataStoreSchema } from "./eventDataStoreSettings";
import {
  awsClientSchema,
  type EventBridgeSettings,
  type InputOf,
  type OutputOf,
  variantsOf,
} from "./integrationSettings";
import type { Sink } from "./sinks";

/** Makes the schema of an Input that only the engine can check. */
function input<Value>() {
  return z.custom<pulumi.Input<Value>>(() => true).optional();
}

/** Schemas of the arguments of a PartnerAuditIntegration: the settings of an integration, and arguments that only a program can pass. */
export const argumentVariants = variantsOf(
  {
    /** The vendor's name in the catalogue, for example `okta`. */
    vendor: z.string({ error: "the name of a vendor of the catalogue" }),
    /** The source of `@aws-sdk/client-cloudtrail-data`: the copy in the Lambda runtime, or one packed with the function, which must be installed. `npx partner-audit doctor` reports a runtime without it. */
    awsClient: awsClientSchema.default("runtime"),
    /** A permissions boundary for the role: the ARN of a managed policy. @default none */
    permissionsBoundary: input<string>(),
    /** The role's path. @default `/` */
    rolePath: rolePath.optional(),
    /** The SNS topic of the alarms. @default none, and no alarms are made */
    alarmTopicArn: input<string>(),
    /** Tags for every resource that supports tags. @default none */
    tags: z.record(z.string(), z.string({ error: "text" }), { error: "a map of names to text" }).optional(),
  },
  {},
  {
    /** Settings of the integration's own event data store. Cannot be combined with `eventDataStoreArns` or `channelArn`. @default kept 2555 days, protected */
    eventDataStore: eventDataStoreSchema.optional(),
    /** Existing event data stores to which the channel delivers. @default an event data store of the integration's own */
    eventDataStoreArns: input<readonly string[]>(),
    /** An existing channel, for a Source that already has one. @default a channel of the integration's own */
    channelArn: input<string>(),
  },
  {
    /** The bucket for audit events: `bucket` of a LakeStorage, or `{ name }` of an existing bucket, with `accountId` and `keyArn` if they differ from the defaults. */
    lakeBucket: z.custom<LakeBucket>((value) => typeof value === "object" && value !== null && "name" in value, {
      error: "the bucket of a LakeStorage (lakeBucket: lake.bucket), or a map with the name of one that exists",
    }),
  },
);

/**
 * Arguments of a PartnerAuditIntegration: the {@link IntegrationSettings} of its `delivery` and `sink`, and arguments that only a program can pass.
 * docs/configuration.md lists each with its default.
 */
export type PartnerAuditIntegrationArgs = OneStore<OneSource<InputOf<typeof argumentVariants>>>;

/** Arguments that, over EventBridge, name either a partner event source or an existing event bus. */
type OneSource<Args> = Args extends { readonly delivery: "direct" | "solution" } ? Args : Args & EventSourceArguments;

/** Source of an integration's events over EventBridge: a partner event source or an existing event bus. */
export type EventSourceArguments =
  | { readonly eventSourceName: pulumi.Input<string>; readonly eventBusName?: undefined }
  | { readonly eventBusName: pulumi.Input<string>; readonly eventSourceName?: undefined };

/** Arguments that, with a channel, set one of: an event data store of its own, existing stores, or an existing channel. */
type OneStore<Args> = Args extends { readonly eventDataStore?: undefined } ? Args : Args & ChannelArguments;

/** Channel of an integration and its stores: an event data store of its own, existing stores, or an existing channel. */
export type ChannelArguments =
  | {
      readonly eventDataStore?: EventDataStoreSettings | undefined;
      readonly eventDataStoreArns?: undefined;
      readonly channelArn?: undefined;
    }
  | {
      readonly eventDataStore?: undefined;
      readonly eventDataStoreArns?: pulumi.Input<readonly string[]> | undefined;
      readonly channelArn?: pulumi.Input<string> | undefined;
    };

/** Arguments with all defaults. */
export type ResolvedArguments = OutputOf<typeof argumentVariants>;

/** Arguments that all parts of an integration share. */
interface CommonArgs {
  readonly names: IntegrationNames;
  readonly location: Location;
  readonly tags: Readonly<Record<string, string>>;
}

/** Arguments of the policies that grant others access to an integration's channel. */
export type ChannelArgs<Delivery extends ResolvedArguments["delivery"]> = CommonArgs &
  Extract<ResolvedArguments, { readonly delivery: Delivery }> & { readonly channelArn: pulumi.Output<string> };

/** Arguments of each part of an integration over EventBridge: its settings, with their defaults. */
export type BridgeArgs = CommonArgs &
  EventBridgeSettings &
  Pick<ResolvedArguments, "vendor" | "awsClient" | "permissionsBoundary" | "alarmTopicArn" | "rolePath"> & {
    /** The channel for audit events, with the sink cloudtrail-lake. */
    readonly channelArn: pulumi.Output<string> | undefined;
    /** The bucket for audit events, with the sink s3. */
    readonly lakeBucket?: LakeBucket | undefined;
  };

/** Arguments of one sink's own resources: queues, forwarder, role and alarms. */
export type SinkArgs = BridgeArgs &
  Batching & {
    /** The integration's key. */
    readonly key: string;
    readonly sinkNames: SinkNames;
    readonly destination: SinkDestination;
  };

/** Destination of a forwarder's audit events: a channel of CloudTrail Lake, a bucket, or a log group. */
export type SinkDestination =
  | { readonly sink: "cloudtrail-lake"; readonly channelArn: pulumi.Input<string> }
  | { readonly sink: "s3"; readonly bucket: LakeBucket }
  | { readonly sink: "cloudwatch-logs"; readonly auditLogGroupArn: pulumi.Input<string> };

/** One sink's own resources, in the program's outputs. */
export interface DeliveryOutputs {
  /** The ARN of the forwarder's queue, the target of the rule. */
  readonly queueArn: pulumi.Output<string>;
  /** The URL of that queue. */
  readonly queueUrl: pulumi.Output<string>;
  /** The URL of the queue of failed events, each with its reason in the message's attributes. */
  readonly deadLetterQueueUrl: pulumi.Output<string>;
  /** The forwarder's name. */
  readonly functionName: pulumi.Output<string>;
  /** The log group of the forwarder's own log. */
  readonly logGroupName: pulumi.Output<string>;
}

/** Outputs of an integration; an output is undefined if the integration does not have the resource. */
export interface PartnerAuditIntegrationOutputs {
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
}
