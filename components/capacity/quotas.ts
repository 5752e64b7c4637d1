import { eventDataStoreLimits } from "../limits";

/** What AWS allows on the way of an event: data, each with its source. */
export const quotas = {
  /** AWS General Reference, "AWS CloudTrail endpoints and quotas": a Region, all channels together; cannot be raised. */
  putAuditEventsCallsPerSecond: eventDataStoreLimits.callsPerSecond,
  /** AWS CloudTrail Data Service API Reference, PutAuditEvents. */
  eventsPerRequest: 100,
  /** AWS CloudTrail partner onboarding guide, "CloudTrail Lake partner onboarding tasks". */
  requestBytes: 1_000_000,
  /** AWS Lambda Developer Guide, "Lambda quotas": the payload of an invocation. */
  payloadBytes: 6 * 1_048_576,
  /**
   * AWS Lambda Developer Guide, "Configuring scaling behavior for SQS event source mappings": invocations at one time at the start, and how
   * many more each minute.
   */
  firstConcurrency: 5,
  concurrencyPerMinute: 300,
  /** AWS Lambda Developer Guide, "Configure Lambda function memory": memory at which a function has one vCPU. */
  megabytesPerVirtualCpu: 1_769,
  /**
   * Amazon EventBridge User Guide, "Amazon EventBridge quotas", invocations a second, of which each target of a matching rule is one.
   * They can be raised. Beyond them EventBridge delivers later. The least of any Region stands for those that are not here.
   */
  eventBridgeInvocationsPerSecond: {
    "us-east-1": 18_750,
    "us-west-2": 18_750,
    "us-east-2": 4_500,
    "us-west-1": 2_250,
    "ap-northeast-1": 2_250,
    "ap-southeast-1": 2_250,
    "ap-southeast-2": 2_250,
  } as Readonly<Record<string, number>>,
  leastEventBridgeInvocationsPerSecond: 1_100,
  /** Amazon CloudWatch Logs User Guide, "CloudWatch Logs quotas": an account and Region; can be raised. */
  putLogEventsCallsPerSecond: 5_000,
  /** Amazon CloudWatch Logs API Reference, PutLogEvents. */
  putLogEventsRequestBytes: 1_048_576,
  putLogEventsEvents: 10_000,
} as const;
