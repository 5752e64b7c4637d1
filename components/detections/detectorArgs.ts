import type * as pulumi from "@pulumi/pulumi";
import type { ScanSettings } from "../../functions/detector/scanner";
import type { Location } from "../aws/location";
import type { DetectorNames } from "../aws/names";

/** The arguments of the component `Detections`. */
export interface DetectionsArgs {
  /** The scans that run rules, by name: one for each store. */
  readonly scans: Readonly<Record<string, ScanConfiguration>>;
  /** The SNS topic that findings go to. @default a topic of the stack's own */
  readonly topicArn?: string | undefined;
  /** The customer managed key of that topic. @default it is not encrypted */
  readonly topicKeyArn?: pulumi.Input<string> | undefined;
  /** The event bus that findings go to. @default the account's default event bus */
  readonly eventBusName?: string | undefined;
  /** The SNS topic that the detector's alarms go to. @default the one that findings go to */
  readonly alarmTopicArn?: pulumi.Input<string> | undefined;
  readonly permissionsBoundary?: string | undefined;
  readonly rolePath?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** The arguments of each part of the detector: the component's own, and what all its parts share. */
export interface DetectorArgs extends DetectionsArgs {
  readonly names: DetectorNames;
  readonly location: Location;
  readonly findingsTopicArn: pulumi.Output<string>;
  readonly eventBusArn: pulumi.Output<string>;
}

/** A scan: its rules, how often they run, and the store that is queried. */
export interface ScanConfiguration extends ScanSettings {
  readonly scheduleMinutes: number;
  readonly store: QueriedStore;
}

/** A store that the detector queries. */
export type QueriedStore =
  | {
      readonly kind: "lake";
      readonly eventDataStoreArn: pulumi.Output<string>;
      /** The customer managed key of the store. @default none */
      readonly keyArn?: string | undefined;
    }
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
