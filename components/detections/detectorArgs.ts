import type * as pulumi from "@pulumi/pulumi";
import type { ScanSettings } from "../../functions/detector/scanner";
import type { Location } from "../aws/location";
import type { DetectorNames } from "../aws/names";
import type { DetectionConfiguration } from "../configuration/stackConfiguration";

/** The arguments of the component `Detections`. */
export interface DetectionsArgs {
  /** By name. */
  readonly detections: Readonly<Record<string, DetectionConfiguration>>;
  /** The scans that run rules, by name: one per store and vendor. @default none */
  readonly scans?: Readonly<Record<string, ScanConfiguration>> | undefined;
  /** By the integration's key: its event data store, and its log group of audit events. */
  readonly stores: Readonly<Record<string, IntegrationStores>>;
  /** The SNS topic that findings go to. @default a topic of the stack's own */
  readonly topicArn?: string | undefined;
  /** The customer managed key of that topic. @default it is not encrypted */
  readonly topicKeyArn?: pulumi.Input<string> | undefined;
  /** The event bus that findings go to. @default the account's default event bus */
  readonly eventBusName?: string | undefined;
  /** The SNS topic that the detector's alarms go to. @default the one that findings go to */
  readonly alarmTopicArn?: pulumi.Input<string> | undefined;
  /** Customer managed keys of the event data stores that are asked. */
  readonly storeKeyArns: readonly string[];
  readonly permissionsBoundary?: string | undefined;
  readonly rolePath?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** Where the audit events of an integration lie, as far as it knows. */
export interface IntegrationStores {
  readonly eventDataStoreArn?: pulumi.Output<string | undefined> | undefined;
  readonly auditLogGroupName?: pulumi.Output<string> | undefined;
}

/** The arguments of each part of the detector: the component's own, and what all its parts share. */
export interface DetectorArgs extends DetectionsArgs {
  readonly names: DetectorNames;
  readonly location: Location;
  readonly requests: readonly ScheduledRequest[];
  readonly findingsTopicArn: pulumi.Output<string>;
  readonly eventBusArn: pulumi.Output<string>;
}

/** A scan: its rules, how often they run, and the store that is queried. */
export interface ScanConfiguration extends ScanSettings {
  /** A rate expression. */
  readonly schedule: string;
  readonly store: QueriedStore;
}

/** A store that the detector queries. */
export type QueriedStore =
  | { readonly kind: "lake"; readonly eventDataStoreArn: pulumi.Output<string> }
  | { readonly kind: "logs"; readonly logGroupName: pulumi.Output<string> }
  | {
      readonly kind: "athena";
      readonly workgroup: pulumi.Output<string>;
      readonly database: pulumi.Output<string>;
      readonly table: pulumi.Output<string>;
      readonly bucketArn: pulumi.Output<string>;
      /** The customer managed key of the bucket. @default none */
      readonly bucketKeyArn?: string | undefined;
    };

/** What one schedule hands over, but for its time. */
export interface ScheduledRequest {
  /** The schedule's logical name below the component, and its physical name within the group of schedules. */
  readonly logicalName: string;
  readonly scheduleName: string;
  readonly description: string;
  /** A rate expression. */
  readonly schedule: string;
  readonly store: QueriedStore;
  /** The request's names, without its store. */
  readonly names: Readonly<Record<string, string>>;
}
