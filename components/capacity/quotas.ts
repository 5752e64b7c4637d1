import { putAuditEventsLimits, putLogEventsLimits } from "../../functions/limits/limits";
import { eventDataStoreLimits } from "../aws/limits";

/** A quota or limit of AWS and its source. */
export interface Quota {
  /** The name of the quota in the source. */
  readonly name: string;
  readonly value: number;
  /** Values of Regions with a different quota. */
  readonly perRegion?: Readonly<Record<string, number>>;
  readonly source: string;
  /** The day on which the source was read. */
  readonly read: string;
}

const sqsScaling = {
  source: "AWS Lambda Developer Guide, Configuring scaling behavior for SQS event source mappings",
  read: "2026-11-20",
};
const eventBridgeQuotas = { source: "Amazon EventBridge User Guide, Amazon EventBridge quotas", read: "2026-11-30" };
const putLogEvents = { source: "Amazon CloudWatch Logs API Reference, PutLogEvents", read: "2026-11-20" };

/** Quotas and limits on the path of an event. */
export const quotas = {
  putAuditEventsCallsPerSecond: {
    name: "Calls of PutAuditEvents per second in a Region, by all channels; cannot be raised",
    value: eventDataStoreLimits.callsPerSecond,
    source: "AWS General Reference, AWS CloudTrail endpoints and quotas",
    read: "2026-11-20",
  },
  eventsPerRequest: {
    name: "Events per call of PutAuditEvents",
    value: putAuditEventsLimits.events,
    source: "AWS CloudTrail Data Service API Reference, PutAuditEvents",
    read: "2026-11-20",
  },
  requestBytes: {
    name: "Bytes per call of PutAuditEvents",
    value: putAuditEventsLimits.requestBytes,
    source: "AWS CloudTrail partner onboarding guide, CloudTrail Lake partner onboarding tasks",
    read: "2026-11-20",
  },
  payloadBytes: {
    name: "Bytes per invocation of a function",
    value: 6 * 1_048_576,
    source: "AWS Lambda Developer Guide, Lambda quotas",
    read: "2026-11-20",
  },
  firstConcurrency: { name: "Concurrent invocations at the start of a mapping", value: 5, ...sqsScaling },
  concurrencyPerMinute: { name: "Concurrent invocations added per minute", value: 300, ...sqsScaling },
  megabytesPerVirtualCpu: {
    name: "Memory of a function with one virtual CPU, in MB",
    value: 1_769,
    source: "AWS Lambda Developer Guide, Configure Lambda function memory",
    read: "2026-11-20",
  },
  /**
   * Each target of a matching rule is one invocation. Excess invocations are delivered later; the quota can be raised. The AWS General Reference ("Amazon
   * EventBridge endpoints and quotas", read 2026-11-30) differs from the User Guide: 4,500 in eu-south-2, and 750 in the Regions that neither
   * document names.
   */
  eventBridgeInvocationsPerSecond: {
    name: "Invocations throttle limit in transactions per second",
    value: 1_100,
    perRegion: {
      "us-east-1": 18_750,
      "us-west-2": 18_750,
      "eu-west-1": 18_750,
      "us-east-2": 4_500,
      "eu-central-1": 4_500,
      "us-west-1": 2_250,
      "ap-northeast-1": 2_250,
      "ap-southeast-1": 2_250,
      "ap-southeast-2": 2_250,
      "eu-west-2": 2_250,
      "af-south-1": 750,
      "ap-northeast-3": 750,
      "ap-southeast-3": 750,
      "eu-south-1": 750,
    },
    ...eventBridgeQuotas,
  },
  rulesPerBus: {
    name: "Rules per event bus",
    value: 300,
    perRegion: { "af-south-1": 100, "eu-south-1": 100 },
    ...eventBridgeQuotas,
  },
  eventBuses: { name: "Event buses in a Region", value: 100, ...eventBridgeQuotas },
  putLogEventsCallsPerSecond: {
    name: "Calls of PutLogEvents per second in a Region; can be raised",
    value: 5_000,
    source: "AWS General Reference, Amazon CloudWatch Logs endpoints and quotas",
    read: "2026-11-30",
  },
  putLogEventsRequestBytes: {
    name: "Bytes per call of PutLogEvents",
    value: putLogEventsLimits.requestBytes,
    ...putLogEvents,
  },
  messagesInFlight: {
    name: "Messages of a standard queue that are received and not deleted yet",
    value: 120_000,
    source: "Amazon SQS Developer Guide, Amazon SQS standard queue quotas",
    read: "2026-11-30",
  },
  putObjectCallsPerSecond: {
    name: "Calls of PutObject per second below a prefix of a bucket; S3 adds partitions under load and answers 503 meanwhile",
    value: 3_500,
    source: "Amazon S3 User Guide, Best practices design patterns: optimizing Amazon S3 performance",
    read: "2026-11-30",
  },
  putLogEventsEvents: { name: "Events per call of PutLogEvents", value: putLogEventsLimits.events, ...putLogEvents },
} as const satisfies Readonly<Record<string, Quota>>;

/** Returns a quota's value in a Region, or the lowest of all Regions if no Region is given. */
export function quotaIn({ value, perRegion = {} }: Quota, region: string | undefined): number {
  return region === undefined ? Math.min(value, ...Object.values(perRegion)) : (perRegion[region] ?? value);
}
