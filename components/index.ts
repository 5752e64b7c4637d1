// The package's entry: what a program of somebody else's imports from "partner-audit". What is not here may change without notice.

/** How a vendor's events become audit events, where no code says so. */
export type {
  ConfiguredMapping,
  Expressions,
  ObjectExpression,
} from "../functions/mapping/configured/configuredMapping";
/** What may stand in an event pattern and a sample: plain JSON. */
export type { JsonObject, JsonValue } from "../functions/mapping/values/json";
/** The catalogue's names, which `vendor` takes, sorted. */
export { vendorNames } from "../functions/vendors";
/** When an integration's alarms go off. */
export type { AlarmSettings } from "./alarms/alarmSettings";
/** The topic of alarms, for `alarmTopicArn`, with the policy that CloudWatch and a stack's bucket need. */
export { type AlarmTopicArgs, alarmTopic } from "./alarms/alarmTopic";
/** An entry of the argument `detections`. */
export type { DetectionInput } from "./configuration/detectionSchema";
/** What the component throws: every problem of its arguments at once, each with its path below the component's name. */
export { ConfigurationError, type Problem, type ProblemCode, type PropertyError } from "./configuration/problem";
/** The whole of a stack by its configuration, as this project's own program has it. */
export { type ConfigurationValues, readConfiguration } from "./configuration/readConfiguration";
/** Rules that run on a schedule. */
export { Detections, type DetectionsOutputs } from "./detections/detections";
export type {
  DetectionsArgs,
  DetectionsSettings,
  ReadableIntegration,
  WrittenDetections,
} from "./detections/detectorArgs";
/** What can be set for an integration, part by part. */
export type { EventDataStoreSettings } from "./integration/eventDataStoreSettings";
/** What lets EventBridge write to the raw log groups of a stack: one is needed where an integration has `rawLogGroup`. */
export { rawLogPolicy } from "./integration/eventLogGroups";
export type {
  AwsClient,
  Delivery,
  EncryptionKeys,
  IntegrationSettings,
  PrivacyConfiguration,
} from "./integration/integrationSettings";
export { PartnerAuditIntegration } from "./integration/partnerAuditIntegration";
/** What the component is made with, and what it gives to a program's outputs. */
export type {
  DeliveryOutputs,
  PartnerAuditIntegrationArgs,
  PartnerAuditIntegrationOutputs,
} from "./integration/partnerAuditIntegrationArgs";
export type { Sink } from "./integration/sinks";
export type { KeptBucket, LakeBucket } from "./lake/lakeBucket";
/** The bucket, table and workgroup of the sink s3, which integrations share. */
export { type LakeOutputs, LakeStorage } from "./lake/lakeStorage";
export type { LakeStorageArgs } from "./lake/lakeStorageArgs";
export { createStack, type StackOutputs } from "./stack/stack";
