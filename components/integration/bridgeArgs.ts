import type * as pulumi from "@pulumi/pulumi";
import type { Location } from "../aws/location";
import type { IntegrationNames } from "../aws/names";
import type { EventBridgeSettings } from "./integrationSettings";
import type { ResolvedArguments } from "./partnerAuditIntegrationArgs";

/** What all parts of an integration share. */
export interface CommonArgs {
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
