/**
 * The limits that policies judge by.
 * Source: AWS General Reference, AWS CloudTrail endpoints and quotas; AWS CloudTrail Data Service API Reference, PutAuditEvents.
 */
export const limits = {
  /** PutAuditEvents calls a second in a Region; AWS does not raise it. */
  putAuditEventsCallsASecond: 100,
  /** Audit events in a call. */
  putAuditEventsEvents: 100,
  /** Invocations at one time where a mapping does not bound them (AWS Lambda Developer Guide, scaling of SQS event source mappings). */
  unboundedConcurrency: 1250,
} as const;
