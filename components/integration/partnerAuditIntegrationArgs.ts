import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { Location } from "../aws/location";
import type { IntegrationNames } from "../aws/names";
import { rolePath } from "../configuration/stackSchema";
import { eventDataStoreSchema } from "./eventDataStoreSettings";
import {
  awsClientSchema,
  type EventBridgeSettings,
  type InputOf,
  type OutputOf,
  variantsOf,
} from "./integrationSettings";

/** An Input, which only the engine can check. */
function input<Value>() {
  return z.custom<pulumi.Input<Value>>(() => true).optional();
}

/** The arguments of a PartnerAuditIntegration: the settings of an integration, and what only a program can give. */
export const argumentVariants = variantsOf(
  {
    /** The vendor whose events these are, by its name in the catalogue, for example `okta`. */
    vendor: z.string({ error: "the name of a vendor of the catalogue" }),
    /** The source of `@aws-sdk/client-cloudtrail-data`: the copy in the Lambda runtime, or one packed with the function, which has to be installed. `npm run doctor` reports a runtime without it. */
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
    /** How the integration's own event data store is kept. Not used with `eventDataStoreArns` or `channelArn`. @default kept 2555 days, protected */
    eventDataStore: eventDataStoreSchema.optional(),
    /** Existing event data stores that the channel delivers to. @default an event data store of the integration's own */
    eventDataStoreArns: input<readonly string[]>(),
    /** An existing channel, for a Source that already has one. @default a channel of the integration's own */
    channelArn: input<string>(),
  },
);

/**
 * The arguments of a PartnerAuditIntegration: the {@link IntegrationSettings} of its `delivery` and `sink`, and what only a program can give.
 * docs/configuration.md lists each with its default.
 */
export type PartnerAuditIntegrationArgs = InputOf<typeof argumentVariants>;

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
  };

/** The log group that audit events are put into, where they go to CloudWatch Logs. */
export interface AuditLogGroupArg {
  readonly auditLogGroupArn: pulumi.Input<string> | undefined;
}

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
