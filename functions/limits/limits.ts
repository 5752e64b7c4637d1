/**
 * The limits that the functions enforce. AWS's kB and MB are ambiguous, so the smaller reading is used (1 kB = 1,000 bytes, 1 MB =
 * 1,000,000 bytes), which satisfies both; bytes are UTF-8. If AWS gives a length in characters, UTF-16 code units are counted, which are
 * never fewer than code points.
 */

/**
 * The limits of one PutAuditEvents call.
 * Sources: AWS CloudTrail Data Service API Reference, PutAuditEvents and AuditEvent (events, id); AWS CloudTrail partner onboarding guide,
 * CloudTrail Lake partner onboarding tasks (sizes).
 */
export const putAuditEventsLimits = {
  /** Audit events in a request. */
  events: 100,
  /** Bytes of a request's body as it is sent. */
  requestBytes: 1_000_000,
  /**
   * Bytes of one audit event, measured in the request, where `eventData` is a string inside JSON with its quotes escaped. The limit
   * therefore also holds for `eventData` alone.
   */
  eventBytes: 256_000,
  /** The pattern of an audit event's `id`. */
  id: /^[-_A-Za-z0-9]{1,128}$/,
} as const;

/**
 * The limits of one PutLogEvents call.
 * Source: Amazon CloudWatch Logs API Reference, PutLogEvents.
 */
export const putLogEventsLimits = {
  /** Log events in a call. */
  events: 10_000,
  /** Bytes of a call: all messages in UTF-8, plus `overheadBytes` per log event. */
  requestBytes: 1_048_576,
  overheadBytes: 26,
  /** Bytes of a message. An audit event is much smaller. */
  messageBytes: 1_000_000,
} as const;

/** The limits of one object of the lake, chosen by this project. */
export const lakeObjectLimits = {
  /** Bytes of the JSON of an object's audit events: those of a Lambda batch (6 MB), plus what mapping adds. */
  eventDataBytes: 8_000_000,
} as const;

/**
 * The limits of the fields of `eventData`.
 * Source: AWS CloudTrail User Guide, CloudTrail Lake integrations event schema.
 */
export const auditEventLimits = {
  /** Characters of text fields. */
  characters: {
    version: 256,
    userIdentityType: 128,
    userIdentityPrincipalId: 1024,
    userAgent: 1024,
    eventSource: 1024,
    eventName: 1024,
    UID: 1024,
    errorCode: 256,
    errorMessage: 256,
  },
  /** Bytes of the JSON objects. */
  bytes: {
    requestParameters: 100_000,
    responseElements: 100_000,
    additionalEventData: 28_000,
    /** The schema gives no size for `userIdentity.details`; this is the smallest size that it gives for an object. */
    userIdentityDetails: 28_000,
  },
} as const;

/**
 * Maximum nesting depth in an audit event, counted from one of its JSON objects. AWS gives no limit; this one keeps recursion over a
 * hostile event far from a stack overflow.
 */
export const maximumDepth = 100;

/**
 * The limits of SendMessageBatch and SendMessage.
 * Source: Amazon SQS Developer Guide, Amazon SQS message quotas.
 */
export const sqsLimits = {
  /** Messages in a batch. */
  batchMessages: 10,
  /** Bytes of a message, and of all messages in a batch together: bodies plus names, types and values of attributes. */
  bytes: 1_048_576,
} as const;
