// Limits of AWS and the Pulumi AWS provider on the resources of this project. The configuration is checked against them.

/** Inclusive bounds, in the unit of the limit's name. */
interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
}

/** AWS CloudTrail User Guide, "Quotas in AWS CloudTrail", "Create an event data store"; Pulumi AWS provider, `aws.cloudtrail.EventDataStore`, `retentionPeriod`. */
export const eventDataStoreLimits = {
  retentionDays: { minimum: 7, maximum: 2555 } satisfies Bounds,
  perRegion: 10,
  channelsPerRegion: 25,
  destinationsPerChannel: 10,
  /** Calls of PutAuditEvents per second in a Region, over all channels. CloudTrail's quotas cannot be raised. */
  callsPerSecond: 100,
} as const;

/** AWS CloudFormation Template Reference, AWS::CloudTrail::Dashboard; AWS CloudTrail API Reference, RefreshScheduleFrequency, `Value`. */
export const lakeDashboardLimits = { widgets: 10, refreshHours: [1, 6, 12, 24] } as const;

/** Amazon SQS Developer Guide, "Amazon SQS message quotas"; AWS Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping". */
export const queueLimits = {
  retentionDays: { minimum: 1, maximum: 14 } satisfies Bounds,
  /** Lambda's guide recommends at least five receives. */
  maximumReceiveCount: { minimum: 5, maximum: 1000 } satisfies Bounds,
  /** 1 MiB, the largest partner event. */
  maximumMessageBytes: 1_048_576,
  visibilityTimeoutSeconds: { minimum: 0, maximum: 43_200 } satisfies Bounds,
} as const;

/** AWS Lambda Developer Guide, "Lambda quotas" and "Creating and configuring an Amazon SQS event source mapping". */
export const functionLimits = {
  timeoutSeconds: { minimum: 1, maximum: 900 } satisfies Bounds,
  memoryMegabytes: { minimum: 128, maximum: 10_240 } satisfies Bounds,
  batchSize: { minimum: 1, maximum: 10_000 } satisfies Bounds,
  batchWindowSeconds: { minimum: 0, maximum: 300 } satisfies Bounds,
  /** A batch of more than this many messages needs a window of at least one second. */
  batchSizeWithoutWindow: 10,
  maximumConcurrency: { minimum: 2, maximum: 1000 } satisfies Bounds,
} as const;

/** Characters of an external ID: at most as many as PutAuditEvents takes (AWS CloudTrail Data Service API Reference, `externalId`: 2 to 1224), and too many to guess. */
export const externalIdLimits = { minimum: 16, maximum: 1224 } as const satisfies Bounds;

/** Amazon EventBridge User Guide, "How EventBridge retries delivering events". */
export const retryPolicyLimits = {
  maximumRetryAttempts: { minimum: 0, maximum: 185 } satisfies Bounds,
  maximumEventAgeSeconds: { minimum: 60, maximum: 86_400 } satisfies Bounds,
} as const;

/** An alarm with periods shorter than an hour evaluates one day at most (Amazon CloudWatch API Reference, PutMetricAlarm, `EvaluationPeriods`). */
export const alarmLimits = {
  silenceMinutes: { minimum: 5, maximum: 1440 } satisfies Bounds,
  oldestMessageMinutes: { minimum: 1, maximum: 20_160 } satisfies Bounds,
  percent: { minimum: 0, maximum: 100 } satisfies Bounds,
  concurrencyPercent: { minimum: 1, maximum: 100 } satisfies Bounds,
  driftPerHour: { minimum: 0, maximum: 1_000_000 } satisfies Bounds,
} as const;

/** Maximum length of a bucket's name, in characters (Amazon S3 User Guide, "General purpose bucket naming rules"). */
export const bucketNameLimit = 63;

/**
 * Amazon S3 User Guide, "Locking objects with Object Lock" (100 years at most); Terraform AWS provider, `aws_athena_workgroup`,
 * `bytes_scanned_cutoff_per_query` (10 MB at least). A query that scans the maximum costs 50 dollars.
 */
export const lakeLimits = {
  retentionDays: { minimum: 1, maximum: 36_500 } satisfies Bounds,
  scanLimitMegabytes: { minimum: 10, maximum: 10_000_000 } satisfies Bounds,
  /** Roles in a condition of the bucket's policy, which is limited to 20 KB. */
  breakGlassRoles: 10,
} as const;

/** Maximum length of a log group's name, in characters (Amazon CloudWatch Logs API Reference, CreateLogGroup). */
export const logGroupNameLimit = 512;

/** Amazon CloudWatch Logs API Reference, PutRetentionPolicy, `retentionInDays`. */
export const logRetentionDays: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/**
 * Maximum lengths of names, in characters. The shortest, an archive's (Amazon EventBridge API Reference, CreateArchive), limits the common part; a
 * schedule's (Amazon EventBridge Scheduler API Reference, CreateSchedule) limits a detection's name and an integration's key.
 */
export const nameLimits = {
  archive: 48,
  role: 64,
  function: 64,
  rule: 64,
  queue: 80,
  channel: 128,
  schedule: 64,
  eventDataStore: 128,
} as const;

/** Regions with an endpoint for PutAuditEvents (AWS General Reference, "AWS CloudTrail endpoints and quotas", CloudTrail Data Service). */
export const cloudTrailDataRegions: readonly string[] = [
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
  "af-south-1",
  "ap-east-1",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ca-central-1",
  "eu-central-1",
  "eu-north-1",
  "eu-south-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "me-central-1",
  "me-south-1",
  "sa-east-1",
];

/** Regions with an endpoint for EventBridge (AWS General Reference, "Amazon EventBridge endpoints and quotas", read 2026-11-30). */
export const eventBridgeRegions: readonly string[] = [
  ...cloudTrailDataRegions,
  "ap-east-2",
  "ap-south-2",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ca-west-1",
  "eu-central-2",
  "eu-south-2",
  "il-central-1",
  "mx-central-1",
  "us-gov-east-1",
  "us-gov-west-1",
];
