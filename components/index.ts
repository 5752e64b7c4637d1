// The package's entry: the exports that other programs import from "partner-audit". Anything else may change without notice.

/** A mapping from a vendor's events to audit events, written as configuration. */
export type {
  ConfiguredMapping,
  Expressions,
  ObjectExpression,
} from "../functions/mapping/configured/configuredMapping";
/** Plain JSON, the values of an event pattern and a sample. */
export type { JsonObject, JsonValue } from "../functions/mapping/values/json";
/** The vendors of the catalogue, sorted: the values of `vendor`. */
export { vendorNames } from "../functions/vendors";
/** Thresholds of an integration's alarms. */
export type { AlarmSettings } from "./alarms/alarmSettings";
/** Topic of alarms, for `alarmTopicArn`, with the policy that CloudWatch and a stack's bucket need. */
export { type AlarmTopicArgs, alarmTopic } from "./alarms/alarmTopic";
/** An entry of the argument `detections`. */
export type { DetectionInput } from "./configuration/detections/detectionSchema";
/** The error that the component throws: all problems of its arguments at once, each with its path below the component's name. */
export { ConfigurationError, type Problem, type ProblemCode, type PropertyError } from "./configuration/problem";
/** A whole stack from its configuration, as in this project's own program. */
export { type ConfigurationValues, readConfiguration } from "./configuration/readConfiguration";
/** Detection rules that run on a schedule. */
export { Detections, type DetectionsOutputs } from "./detections/detections";
export type {
  DetectionsArgs,
  DetectionsSettings,
  ReadableIntegration,
  WrittenDetections,
} from "./detections/detectorArgs";
/** Settings of an integration, by part. */
export type { EventDataStoreSettings } from "./integration/eventDataStoreSettings";
/** Policy that lets EventBridge write to the raw log groups of a stack; needed once if an integration has `rawLogGroup`. */
export { rawLogPolicy } from "./integration/eventLogGroups";
export type {
  AwsClient,
  Delivery,
  EncryptionKeys,
  IntegrationSettings,
  PrivacyConfiguration,
} from "./integration/integrationSettings";
export { PartnerAuditIntegration } from "./integration/partnerAuditIntegration";
/** Arguments and outputs of the component. */
export type {
  DeliveryOutputs,
  PartnerAuditIntegrationArgs,
  PartnerAuditIntegrationOutputs,
} from "./integration/partnerAuditIntegrationArgs";
export type { Sink } from "./integration/sinks";
export type { KeptBucket, LakeBucket } from "./lake/lakeBucket";
/** Bucket, table and workgroup of the sink s3, shared by all integrations. */
export { type LakeOutputs, LakeStorage } from "./lake/lakeStorage";
export type { LakeStorageArgs } from "./lake/lakeStorageArgs";
export { createStack, type StackOutputs } from "./stack/stack";
