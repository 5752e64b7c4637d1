import type { JsonObject } from "../functions/json";

/**
 * What can be set for one integration, as plain data: a vendor's entry in the stack's configuration and the arguments of
 * {@link PartnerAuditIntegration} share these names. Nothing here may be an Output, since it decides which resources exist.
 */
export interface IntegrationSettings {
  /** The partner event source that the vendor made in this account and Region, for example `aws.partner/okta.com/acme/audit`. Its event bus is created. A change replaces the bus and the rule. */
  readonly eventSourceName?: string;
  /** An existing event bus, in place of `eventSourceName`. A bus that is not a partner's needs a `pattern` with its sources. */
  readonly eventBusName?: string;
  /** Narrows the rule: an event pattern, joined with the one on account and source. @default every event of the source */
  readonly pattern?: JsonObject;
  /** Keeps what the bus received, for a replay. `retentionDays` is in days. @default no archive */
  readonly archive?: { readonly retentionDays: number };
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
}

/** How one event data store is kept. */
export interface EventDataStoreSettings {
  /** Days that events are kept, by their own time. Less deletes what is older. @default 2555 */
  readonly retentionDays?: number;
  /** `extendable` (priced for a year, extended by the month) or `fixed` (priced for seven years). `extendable` cannot become `fixed`. @default extendable */
  readonly billingMode?: "extendable" | "fixed";
  /** A customer managed KMS key. A change replaces the store, which its protection refuses. @default a key that CloudTrail owns */
  readonly kmsKeyArn?: string;
  /** Refuses deletion, in CloudTrail and in Pulumi (`protect`). @default true */
  readonly terminationProtection?: boolean;
}

/** What an integration is made with where nothing else is said. */
export const integrationDefaults = {
  logRetentionDays: 365,
  batchSize: 100,
  batchWindowSeconds: 5,
  maximumConcurrency: 5,
  timeoutSeconds: 40,
  memoryMegabytes: 256,
  maximumReceiveCount: 100,
  queueRetentionDays: 7,
  deadLetterRetentionDays: 14,
  maximumRetryAttempts: 185,
  maximumEventAgeSeconds: 86_400,
} as const satisfies Partial<IntegrationSettings>;

/** What an event data store is made with where nothing else is said. */
export const eventDataStoreDefaults = {
  retentionDays: 2555,
  billingMode: "extendable",
  terminationProtection: true,
} as const satisfies EventDataStoreSettings;
