/**
 * What EventBridge allows on its way from a bus to a target. Sizes are bytes.
 * Source: "Amazon EventBridge User Guide, Sending events with PutEvents in Amazon EventBridge".
 */
export const eventBridgeLimits = {
  /** One event, with its envelope. The page says 1 MB; that is read as SQS reads it, so that such an event fits into a queue. */
  maximumEventSize: 1_048_576,
} as const;

/** The bus of rules that name none. Source: "Amazon EventBridge User Guide, Event buses in Amazon EventBridge". */
export const defaultBusName = "default";
