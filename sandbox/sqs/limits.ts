/**
 * What Amazon SQS allows and assumes for a standard queue. Sizes are bytes, times are seconds.
 * Sources: "Amazon SQS Developer Guide, Amazon SQS message quotas" and "Amazon SQS standard queue quotas"; "Amazon SQS API
 * Reference, SetQueueAttributes, SendMessageBatch, ReceiveMessage, ChangeMessageVisibility".
 */
export const queueLimits = {
  /** Body and attributes together. */
  maximumMessageSize: 1_048_576,
  /** All messages of one batch request together. */
  maximumBatchSize: 1_048_576,
  /** The entries of one batch request, and the messages of one ReceiveMessage. */
  maximumBatchEntries: 10,
  batchEntryIdPattern: /^[A-Za-z0-9_-]{1,80}$/,
  maximumMessageAttributes: 10,
  maximumVisibilityTimeout: 43_200,
  maximumWaitTime: 20,
} as const;

/** What a queue has when it is declared without it. Source: "Amazon SQS API Reference, CreateQueue". */
export const queueDefaults = {
  visibilityTimeout: 30,
  messageRetentionPeriod: 345_600,
  maximumMessageSize: 262_144,
} as const;
