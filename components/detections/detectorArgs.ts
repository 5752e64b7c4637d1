import type * as pulumi from "@pulumi/pulumi";
import type { ScanSettings } from "../../functions/detector/scanner";
import type { Location } from "../aws/location";
import type { DetectorNames } from "../aws/names";
import type { DetectionInput } from "../configuration/detectionSchema";
import type { PartnerAuditIntegration } from "../integration/partnerAuditIntegration";
import type { LakeOutputs } from "../lake/lakeStorage";

/** The arguments of {@link Detections}: which rules read which integrations' events, and where findings go. */
export type DetectionsArgs = DetectionsSettings & (WrittenDetections | PlannedScans);

/** Detections as a program writes them. */
export interface WrittenDetections {
  /**
   * By the name of a built-in rule, of a vendor with built-in rules, or a name of your own with `rule`: the keys of docs/configuration.md,
   * "A detection". Paths are relative to the working directory, the Pulumi project's folder.
   */
  readonly detections: Readonly<Record<string, DetectionInput>>;
  /** The integrations whose events the rules read. Each is scanned by itself, but for those with the sink s3, which share a table. */
  readonly integrations: readonly ReadableIntegration[];
  /** The lake of the integrations with the sink s3; needed where detections read one of them. @default none */
  readonly lake?: LakeOutputs | undefined;
  /** Hours after its own time by which an event is found. @default 24 */
  readonly lateHours?: number | undefined;
  /** Only `createStack` plans scans. */
  readonly scans?: undefined;
}

/** An integration as detections need it. */
export type ReadableIntegration = Pick<
  PartnerAuditIntegration,
  "key" | "vendor" | "store" | "eventDataStoreArn" | "auditLogGroupName"
>;

/** Detections as `createStack` has planned them, so that integrations that share a store share its scan. */
export interface PlannedScans {
  /** The scans that run rules, by name: one for each store. */
  readonly scans: Readonly<Record<string, ScanConfiguration>>;
}

/** What detections need beside rules and stores. */
export interface DetectionsSettings {
  /** The SNS topic that findings go to. @default a topic of the stack's own */
  readonly topicArn?: pulumi.Input<string> | undefined;
  /** The customer managed key of that topic. @default it is not encrypted */
  readonly topicKeyArn?: pulumi.Input<string> | undefined;
  /** The event bus that findings go to. @default the account's default event bus */
  readonly eventBusName?: pulumi.Input<string> | undefined;
  /** The SNS topic that the detector's alarms go to. @default the one that findings go to */
  readonly alarmTopicArn?: pulumi.Input<string> | undefined;
  /** A permissions boundary for the roles: the ARN of a managed policy. @default none */
  readonly permissionsBoundary?: pulumi.Input<string> | undefined;
  /** The roles' path. @default `/` */
  readonly rolePath?: string | undefined;
  /** Tags on every resource that takes them. @default none */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** The arguments of each part of the detector: the component's own, and what all its parts share. */
export interface DetectorArgs extends DetectionsSettings, PlannedScans {
  readonly tags: Readonly<Record<string, string>>;
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
