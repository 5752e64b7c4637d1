import type { ConfiguredMapping } from "../../functions/mapping/configuredMapping";
import type { JsonObject } from "../../functions/mapping/json";
import type { PrivacySettings } from "../../functions/privacy/privacy";
import type { AlarmSettings } from "../alarms/alarmSettings";
import { recommendedSetup } from "../capacity/recommendation";

/**
 * What can be set for one integration, as plain data: a vendor's entry in the stack's configuration and the arguments of
 * {@link PartnerAuditIntegration} share these names. Nothing here may be an Output, since it decides which resources exist.
 */
export interface IntegrationSettings {
  /**
   * How the events get to CloudTrail: `eventbridge`, over an event bus and this project's function; `direct`, the partner calls
   * PutAuditEvents from its own account; `solution`, an application in this account calls it. @default eventbridge
   */
  readonly delivery?: Delivery;
  /** With `direct`: who calls, an account id of 12 digits or the ARN of an IAM principal. */
  readonly principal?: string;
  /** With `direct`: the external ID that the partner sends with every call, which it gave you; 16 to 1224 characters. */
  readonly externalId?: string;
  /** The partner event source that the vendor made in this account and Region, for example `aws.partner/okta.com/acme/audit`. Its event bus is created. A change replaces the bus and the rule. */
  readonly eventSourceName?: string;
  /** An existing event bus, in place of `eventSourceName`. A bus that is not a partner's needs a `pattern` with its sources. */
  readonly eventBusName?: string;
  /** Narrows the rule: an event pattern, joined with the one on account and source. @default every event of the source */
  readonly pattern?: JsonObject;
  /** Where the audit events go: CloudTrail Lake, a log group of CloudWatch Logs, or both. @default cloudtrail-lake */
  readonly sink?: Sink | readonly Sink[];
  /** With the sink `cloudwatch-logs`: how long the audit events' log group keeps them, in days, as CloudWatch Logs lists them. @default 2557 */
  readonly auditLogRetentionDays?: number;
  /**
   * With the sink `cloudwatch-logs`: adopts the log group of audit events that an earlier deployment left in the account. It is adopted as
   * it is: retention, key and tags change with the first `up` after this setting is removed again. @default a new log group
   */
  readonly auditLogGroup?: {
    /** The log group's name, which must be the integration's own: `/partner-audit/PROJECT-STACK_KEY`. */
    readonly import: string;
  };
  /** A log group that the rule sends every event to as it came, beside the queue. A program that makes the component by itself also needs the stack's {@link rawLogPolicy}. @default none */
  readonly rawLogGroup?: {
    /** How long it keeps them, in days, as CloudWatch Logs lists them. */
    readonly retentionDays: number;
  };
  /** How the vendor's events become audit events, for a vendor that no code knows, or what differs from the built-in mapping. @default the vendor's own mapping */
  readonly mapping?: ConfiguredMapping;
  /** What must not be stored, beside the vendor's own defaults. @default the vendor's defaults */
  readonly privacy?: PrivacyConfiguration;
  /** Keeps what the bus received, for a replay. @default no archive */
  readonly archive?: {
    /** How long, in days. */
    readonly retentionDays: number;
  };
  /** Customer managed KMS keys where events lie before they are redacted, and where they lie as log events. @default keys of AWS's own */
  readonly encryptionKeys?: EncryptionKeys;
  /** How long the function's own log is kept, in days, as CloudWatch Logs lists them. @default 365 */
  readonly logRetentionDays?: number;
  /** Messages an invocation of the function takes at most. @default 100 */
  readonly batchSize?: number;
  /** How long a batch waits to fill, in seconds. @default 5 */
  readonly batchWindowSeconds?: number;
  /** Invocations of the function at one time, at most. @default 5 */
  readonly maximumConcurrency?: number;
  /** Time that an invocation may take, in seconds. The queue's visibility timeout is six times this plus the window. @default 40 */
  readonly timeoutSeconds?: number;
  /** Memory of the function, in MB. @default 256 */
  readonly memoryMegabytes?: number;
  /** Receives after which a message moves to the dead-letter queue. With the default timeout, 100 last over six hours. @default 100 */
  readonly maximumReceiveCount?: number;
  /** How long an event waits in the queue, in days. @default 7 */
  readonly queueRetentionDays?: number;
  /** How long the dead-letter queues keep an event, in days, counted from its arrival in the first queue; more than `queueRetentionDays`. @default 14 */
  readonly deadLetterRetentionDays?: number;
  /** How often EventBridge tries to deliver to the queue. @default 185 */
  readonly maximumRetryAttempts?: number;
  /** How long EventBridge tries to deliver to the queue, in seconds. @default 86400 */
  readonly maximumEventAgeSeconds?: number;
  /** When the integration's alarms go off, where the stack has an alarm topic. @default as each of {@link AlarmSettings} says */
  readonly alarms?: AlarmSettings;
}

/**
 * The ARNs of customer managed KMS keys, each in the stack's Region. Whose key policies must let whom in, beside the function's role, which
 * the stack grants what it needs: of `queues` and `archive` EventBridge, of the log groups CloudWatch Logs.
 */
export interface EncryptionKeys {
  /** Of the queue and its two dead-letter queues. */
  readonly queues?: string;
  /** Of what the bus received, with `archive`. */
  readonly archive?: string;
  /** Of the events as they came, with `rawLogGroup`. */
  readonly rawLogGroup?: string;
  /** Of the audit events, with the sink `cloudwatch-logs`. */
  readonly auditLogGroup?: string;
}

/** How events get to CloudTrail. */
export const deliveries = ["eventbridge", "direct", "solution"] as const;
export type Delivery = (typeof deliveries)[number];

/** Where audit events go. */
export const sinks = ["cloudtrail-lake", "cloudwatch-logs"] as const;
export type Sink = (typeof sinks)[number];

/** Sources of AWS's client for the CloudTrail Data Service: the copy in the Lambda runtime, or one packed with the function. */
export const awsClients = ["runtime", "packed"] as const;
export type AwsClient = (typeof awsClients)[number];

/** What must not be stored of one integration's events. */
export interface PrivacyConfiguration extends PrivacySettings {
  /** The ARN of the Secrets Manager secret whose text salts the hashes; needed with `hash`. The function reads it when it starts. */
  readonly saltSecretArn?: string;
  /** The ARN of the customer managed KMS key that encrypts that secret: the function's role may then decrypt with it, through Secrets Manager alone. @default the secret is under the AWS managed key, which needs no grant */
  readonly saltKeyArn?: string;
}

/** The sinks of an integration, each once. */
export function sinksOf({ sink = integrationDefaults.sink }: Pick<IntegrationSettings, "sink">): readonly Sink[] {
  return typeof sink === "string" ? [sink] : [...new Set(sink)];
}

/** How one event data store is kept. */
export interface EventDataStoreSettings {
  /** Days that events are kept, by their own time. Less deletes what is older. @default 2555 */
  readonly retentionDays?: number;
  /** `extendable` (priced for a year, extended by the month) or `fixed` (priced for seven years). `extendable` cannot become `fixed`. @default extendable */
  readonly billingMode?: "extendable" | "fixed";
  /** The ARN of a customer managed KMS key, `key/ID`, not an alias. A change replaces the store, which its protection refuses. @default a key that CloudTrail owns */
  readonly kmsKeyArn?: string;
  /** Refuses deletion, in CloudTrail and in Pulumi (`protect`). @default true */
  readonly terminationProtection?: boolean;
}

/** Events a second that the defaults are made for; they manage over a hundred times as many (docs/scaling.md). */
const usualEventsPerSecond = 20;

/** What an integration is made with where nothing else is said. */
export const integrationDefaults = {
  ...recommendedSetup(usualEventsPerSecond),
  delivery: "eventbridge",
  sink: "cloudtrail-lake",
  awsClient: "runtime",
  auditLogRetentionDays: 2557,
  logRetentionDays: 365,
  timeoutSeconds: 40,
  maximumReceiveCount: 100,
  queueRetentionDays: 7,
  deadLetterRetentionDays: 14,
  maximumRetryAttempts: 185,
  maximumEventAgeSeconds: 86_400,
} as const satisfies Partial<IntegrationSettings & { readonly awsClient: AwsClient }>;

/** What an event data store is made with where nothing else is said. */
export const eventDataStoreDefaults = {
  retentionDays: 2555,
  billingMode: "extendable",
  terminationProtection: true,
} as const satisfies EventDataStoreSettings;
