import type * as pulumi from "@pulumi/pulumi";
import type { Location } from "../aws/location";
import type { IntegrationNames } from "../aws/names";
import type { EventBridgeSettings } from "./integrationSettings";
import type { ResolvedArguments } from "./partnerAuditIntegrationArgs";

/** The arguments of each part of an integration over EventBridge: its settings, with their defaults, and what all its parts share. */
export type BridgeArgs = EventBridgeSettings &
  Pick<ResolvedArguments, "vendor" | "awsClient" | "permissionsBoundary" | "alarmTopicArn" | "rolePath"> & {
    readonly names: IntegrationNames;
    readonly location: Location;
    readonly tags: Readonly<Record<string, string>>;
    /** The channel that audit events are put into, where they go to CloudTrail Lake. */
    readonly channelArn: pulumi.Output<string> | undefined;
  };

/** The log group that audit events are put into, where they go to CloudWatch Logs. */
export interface AuditLogGroupArg {
  readonly auditLogGroupArn: pulumi.Input<string> | undefined;
}
