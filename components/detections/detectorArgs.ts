import type * as pulumi from "@pulumi/pulumi";
import type { ScanSettings } from "../../functions/detector/scanner";
import type { Location } from "../aws/location";
import type { DetectorNames } from "../aws/names";
import type { DetectionInput } from "../configuration/detections/detectionSchema";
import type { PartnerAuditIntegration } from "../integration/partnerAuditIntegration";
import type { LakeOutputs } from "../lake/lakeStorage";

/** Arguments of {@link Detections}: rules, the integrations whose events they read, and the destination of findings. */
export type DetectionsArgs = DetectionsSettings & (WrittenDetections | PlannedScans);

/** Detections in the form that a program writes. */
export interface WrittenDetections {
  /**
   * Detections by the name of a built-in rule, of a vendor with built-in rules, or a name of your own with `rule`. Their keys are in
   * docs/configuration.md, "A detection". Paths are relative to the working directory, the Pulumi project's folder.
   */
  readonly detections: Readonly<Record<string, DetectionInput>>;
  /** The integrations whose events the rules read. Each has its own scan, except those with the sink s3, which share a table. */
  readonly integrations: readonly ReadableIntegration[];
  /** The lake of the integrations with the sink s3; required if detections read one of them. @default none */
  readonly lake?: LakeOutputs | undefined;
  /** Maximum hours between an event's own time and its storage for detections to find it. @default 24 */
  readonly lateHours?: number | undefined;
  /** Only `createStack` plans scans. */
  readonly scans?: undefined;
}

/** The part of an integration that detections need. */
export type ReadableIntegration = Pick<
  PartnerAuditIntegration,
  "key" | "vendor" | "store" | "eventDataStoreArn" | "auditLogGroupName"
>;

/** Detections planned by `createStack`, in which integrations that share a store share its scan. */
export interface PlannedScans {
  /** Scans by name, one per store. */
  readonly scans: Readonly<Record<string, ScanConfiguration>>;
}

/** Settings of detections except rules and stores. */
export interface DetectionsSettings {
  /** The SNS topic of findings. @default a topic of the stack's own */
  readonly topicArn?: pulumi.Input<string> | undefined;
  /** The customer managed key of this topic. @default the topic is not encrypted */
  readonly topicKeyArn?: pulumi.Input<string> | undefined;
  /** The event bus of findings. @default the account's default event bus */
  readonly eventBusName?: pulumi.Input<string> | undefined;
  /** The SNS topic of the detector's alarms. @default the topic of findings */
  readonly alarmTopicArn?: pulumi.Input<string> | undefined;
  /** A permissions boundary for the roles: the ARN of a managed policy. @default none */
  readonly permissionsBoundary?: pulumi.Input<string> | undefined;
  /** The roles' path. @default `/` */
  readonly rolePath?: string | undefined;
  /** Tags for every resource that supports tags. @default none */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** Arguments of each part of the detector: the component's own, and those that all parts share. */
export interface DetectorArgs extends DetectionsSettings, PlannedScans {
  readonly tags: Readonly<Record<string, string>>;
  readonly names: DetectorNames;
  readonly location: Location;
  readonly findingsTopicArn: pulumi.Output<string>;
  readonly eventBusArn: pulumi.Output<string>;
}

/** A scan: its rules, their schedule, and the queried store. */
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
      readonly keyArn?: pulumi.Input<string> | undefined;
    }
  | { readonly kind: "logs"; readonly logGroupName: pulumi.Output<string> }
  | {
      readonly kind: "athena";
      readonly workgroup: pulumi.Output<string>;
      readonly database: pulumi.Output<string>;
      readonly table: pulumi.Output<string>;
      readonly bucketArn: pulumi.Output<string>;
      /** The customer managed key of the bucket. @default none */
      readonly bucketKeyArn?: pulumi.Input<string> | undefined;
    };
