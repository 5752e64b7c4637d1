/**
 * What AWS Lambda allows and assumes. Sizes are bytes, times milliseconds unless the name says otherwise.
 * Sources: "AWS Lambda Developer Guide, Lambda quotas", "Understanding the Lambda execution environment lifecycle" (the
 * initialisation phase) and "Configuring scaling behavior for SQS event source mappings"; "AWS Lambda API Reference,
 * CreateFunction and CreateEventSourceMapping".
 */
export const lambdaLimits = {
  /** An invocation's event, and its answer. */
  maximumPayload: 6 * 1_024 * 1_024,
  /** How long a function may take to load before its first invocation. */
  initializationTime: 10_000,
  /** Messages that a poller takes from a queue in one call. */
  messagesPerReceive: 10,
} as const;

/** What a function or a mapping has when it is declared without it. Source: as above. */
export const lambdaDefaults = {
  timeoutSeconds: 3,
  memorySizeMegabytes: 128,
  batchSize: 10,
  maximumBatchingWindowInSeconds: 0,
} as const;

/**
 * The part of a function's memory, in percent, that the Node.js runtime gives V8's old and young generations; the rest is for the process
 * itself. AWS documents no figure. These let a program's own data fill its memory before V8 gives up, as the
 * memory limit of an execution environment does.
 */
export const heapShares = { oldSpacePercent: 90, semiSpacePercent: 5 } as const;
