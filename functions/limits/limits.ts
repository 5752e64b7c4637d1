/**
 * The limits that the code in Lambda keeps. Where AWS writes kB or MB, which can be read in two ways, the smaller reading
 * is taken (1 kB = 1,000 bytes, 1 MB = 1,000,000 bytes), so that both hold; bytes are those of UTF-8. Where AWS writes
 * a length in characters, UTF-16 code units are counted, which are never fewer than the code points.
 */

/**
 * PutAuditEvents, one call.
 * Sources: AWS CloudTrail Data Service API Reference, PutAuditEvents and AuditEvent (events, id); AWS CloudTrail partner
 * onboarding guide, CloudTrail Lake partner onboarding tasks (sizes).
 */
export const putAuditEventsLimits = {
  /** Audit events in a request. */
  events: 100,
  /** Bytes of a request's body as it is sent. */
  requestBytes: 1_000_000,
  /**
   * Bytes of one audit event. It is held for the event as it stands in the request, where `eventData` is a string inside
   * JSON and its quotes are escaped; so it holds for `eventData` alone too.
   */
  eventBytes: 256_000,
  /** What an audit event's `id` must match. */
  id: /^[-_A-Za-z0-9]{1,128}$/,
} as const;

/**
 * PutLogEvents, one call.
 * Source: Amazon CloudWatch Logs API Reference, PutLogEvents.
 */
export const putLogEventsLimits = {
  /** Log events in a call. */
  events: 10_000,
  /** Bytes of a call: of all messages in UTF-8, and `overheadBytes` for each log event. */
  requestBytes: 1_048_576,
  overheadBytes: 26,
  /** Bytes of a message. An audit event is far smaller. */
  messageBytes: 1_000_000,
} as const;

/** One object of the lake. The bound is our own. */
export const lakeObjectLimits = {
  /** Bytes of the JSON of an object's audit events: those of a batch of Lambda (6 MB), and some more for what mapping adds. */
  eventDataBytes: 8_000_000,
} as const;

/**
 * The fields of `eventData`.
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
    /** The schema states no size for `userIdentity.details`; the smallest one it states for an object is kept. */
    userIdentityDetails: 28_000,
  },
} as const;

/**
 * How deep values may nest in an audit event, counted from one of its JSON objects. AWS states no limit; this one keeps
 * every walk over a hostile event far from the end of the stack.
 */
export const maximumDepth = 100;

/**
 * SendMessageBatch and SendMessage.
 * Source: Amazon SQS Developer Guide, Amazon SQS message quotas.
 */
export const sqsLimits = {
  /** Messages in a batch. */
  batchMessages: 10,
  /** Bytes of a message, and of all messages in a batch together: bodies with the names, types and values of attributes. */
  bytes: 1_048_576,
} as const;
