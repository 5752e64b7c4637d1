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

/** An Input, which only the engine can check. */
function input<Value>() {
  return z.custom<pulumi.Input<Value>>(() => true).optional();
}

/** The arguments of a PartnerAuditIntegration: the settings of an integration, and what only a program can give. */
export const argumentVariants = variantsOf(
  {
    /** The vendor whose events these are, by its name in the catalogue, for example `okta`. */
    vendor: z.string({ error: "the name of a vendor of the catalogue" }),
    /** The source of `@aws-sdk/client-cloudtrail-data`: the copy in the Lambda runtime, or one packed with the function, which has to be installed. `npx partner-audit doctor` reports a runtime without it. */
    awsClient: awsClientSchema.default("runtime"),
    /** A permissions boundary for the role: the ARN of a managed policy. @default none */
    permissionsBoundary: input<string>(),
    /** The role's path. @default `/` */
    rolePath: rolePath.optional(),
    /** The SNS topic that alarms go to. @default none, and no alarms are made */
    alarmTopicArn: input<string>(),
    /** Tags on every resource that takes them. @default none */
    tags: z.record(z.string(), z.string({ error: "text" }), { error: "a map of names to text" }).optional(),
  },
  {},
  {
    /** How the integration's own event data store is kept. Refused beside `eventDataStoreArns` and `channelArn`. @default kept 2555 days, protected */
    eventDataStore: eventDataStoreSchema.optional(),
    /** Existing event data stores that the channel delivers to. @default an event data store of the integration's own */
    eventDataStoreArns: input<readonly string[]>(),
    /** An existing channel, for a Source that already has one. @default a channel of the integration's own */
    channelArn: input<string>(),
  },
  {
    /** The bucket that audit events are written to: `bucket` of a LakeStorage, or `{ name }` of one that exists, with `accountId` and `keyArn` where these are not the defaults. */
    lakeBucket: z.custom<LakeBucket>((value) => typeof value === "object" && value !== null && "name" in value, {
      error: "the bucket of a LakeStorage (lakeBucket: lake.bucket), or a map with the name of one that exists",
    }),
  },
);

/**
 * The arguments of a PartnerAuditIntegration: the {@link IntegrationSettings} of its `delivery` and `sink`, and what only a program can give.
 * docs/configuration.md lists each with its default.
 */
export type PartnerAuditIntegrationArgs = OneStore<OneSource<InputOf<typeof argumentVariants>>>;

/** Over EventBridge, events come from the bus of a partner event source, or from one that exists. */
type OneSource<Args> = Args extends { readonly delivery: "direct" | "solution" } ? Args : Args & EventSourceArguments;

/** The source of an integration's events over EventBridge: a partner event source, or an event bus that exists. */
export type EventSourceArguments =
  | { readonly eventSourceName: pulumi.Input<string>; readonly eventBusName?: undefined }
  | { readonly eventBusName: pulumi.Input<string>; readonly eventSourceName?: undefined };

/** With a channel, it has an event data store of its own, or others that exist, or a channel that exists. */
type OneStore<Args> = Args extends { readonly eventDataStore?: undefined } ? Args : Args & ChannelArguments;

/** The channel of an integration and its stores: an event data store of its own, stores that exist, or a channel that exists. */
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

/** The arguments with every default. */
export type ResolvedArguments = OutputOf<typeof argumentVariants>;

/** What all parts of an integration share. */
interface CommonArgs {
  readonly names: IntegrationNames;
  readonly location: Location;
  readonly tags: Readonly<Record<string, string>>;
}

/** The arguments of what grants others access to an integration's channel. */
export type ChannelArgs<Delivery extends ResolvedArguments["delivery"]> = CommonArgs &
  Extract<ResolvedArguments, { readonly delivery: Delivery }> & { readonly channelArn: pulumi.Output<string> };

/** The arguments of each part of an integration over EventBridge: its settings, with their defaults. */
export type BridgeArgs = CommonArgs &
  EventBridgeSettings &
  Pick<ResolvedArguments, "vendor" | "awsClient" | "permissionsBoundary" | "alarmTopicArn" | "rolePath"> & {
    /** The channel that audit events are put into, where they go to CloudTrail Lake. */
    readonly channelArn: pulumi.Output<string> | undefined;
    /** The bucket that audit events are written to, where they go to S3. */
    readonly lakeBucket?: LakeBucket | undefined;
  };

/** The arguments of what one sink of an integration has for itself: queues, forwarder, role and alarms. */
export type SinkArgs = BridgeArgs &
  Batching & {
    /** The integration's key. */
    readonly key: string;
    readonly sinkNames: SinkNames;
    readonly destination: SinkDestination;
  };

/** The destination of one forwarder's audit events: a channel of CloudTrail Lake, a bucket, or a log group. */
export type SinkDestination =
  | { readonly sink: "cloudtrail-lake"; readonly channelArn: pulumi.Input<string> }
  | { readonly sink: "s3"; readonly bucket: LakeBucket }
  | { readonly sink: "cloudwatch-logs"; readonly auditLogGroupArn: pulumi.Input<string> };

/** What one sink of an integration has for itself, in the program's outputs. */
export interface DeliveryOutputs {
  /** The ARN of the queue in which events wait for the forwarder: the target of the rule. */
  readonly queueArn: pulumi.Output<string>;
  /** The URL of that queue. */
  readonly queueUrl: pulumi.Output<string>;
  /** The URL of the queue of events that could never be stored, each with its reason in the message's attributes. */
  readonly deadLetterQueueUrl: pulumi.Output<string>;
  /** The forwarder. */
  readonly functionName: pulumi.Output<string>;
  /** The forwarder's own log. */
  readonly logGroupName: pulumi.Output<string>;
}

/** What an integration gives to the program's outputs: of each part that it has. */
export interface PartnerAuditIntegrationOutputs {
  /** The vendor's name in the catalogue. */
  readonly vendor: string;
  /** The store that the integration made or, of given stores, the first; not with a channel that exists already, nor without a channel. */
  readonly eventDataStoreArn?: pulumi.Output<string | undefined>;
  /** With the sink cloudtrail-lake. Of a direct delivery, the partner asks for it. */
  readonly channelArn?: pulumi.Output<string>;
  /** The partner's event bus, or the one that was given. */
  readonly eventBusName?: pulumi.Output<string>;
  /** The rule that sends the vendor's events to the queue of each sink. */
  readonly ruleArn?: pulumi.Output<string>;
  /** With `archive`. */
  readonly archiveArn?: pulumi.Output<string>;
  /** Over EventBridge: by sink, what the sink has for itself. */
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
  /** The audit events, with the sink cloudwatch-logs. */
  readonly auditLogGroupName?: pulumi.Output<string>;
  /** The events as they came, with `rawLogGroup`. */
  readonly rawLogGroupName?: pulumi.Output<string>;
  /** Of a solution: the policy to attach to the application's role. */
  readonly policyArn?: pulumi.Output<string>;
}
