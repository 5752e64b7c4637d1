/*
 * What the CloudTrail Data service allows, as AWS documents it. Where a document leaves room, the stricter reading stands
 * here and the comment says so, so that what passes the sandbox passes on AWS. A kB is taken as 1,000 bytes and a MB as
 * 1,000,000, the smaller of the two readings.
 */

/** AWS CloudTrail Data Service API Reference, PutAuditEvents, AuditEvent and ResultErrorEntry. */
export const requestLimits = {
  events: { minimum: 1, maximum: 100 },
  /**
   * "up to 1 MB": counted over the whole body as it is sent, which is never less than the events alone.
   */
  bodyBytes: 1_000_000,
  id: { maximumCharacters: 128, pattern: /^[-_A-Za-z0-9]+$/ },
  externalId: { minimumCharacters: 2, maximumCharacters: 1224, pattern: /^[\w+=,.@:/-]*$/ },
  errorCode: { maximumCharacters: 128 },
  errorMessage: { maximumCharacters: 1024 },
} as const;

/** PutAuditEvents calls a second in one Region; not adjustable (AWS General Reference, "AWS CloudTrail endpoints and quotas"). */
export const callsPerSecond = 100;

/**
 * The largest event, in bytes: the UTF-8 form of `eventData` as it is sent (Onboarding partner events to AWS CloudTrail
 * Lake, "Best practices and quotas": "each event is not greater than 256 kB in size").
 */
export const eventBytes = 256_000;

/**
 * How deep objects and lists may nest in an event. AWS states no depth; this is what widespread JSON readers take
 * (jackson-core 2, StreamReadConstraints, DEFAULT_MAX_DEPTH).
 */
export const eventDepth = 1000;

/** What a field of an event may hold. */
export type FieldRule =
  /** Not empty; AWS counts characters, and UTF-16 units, the larger count, are counted here. */
  | { readonly kind: "text"; readonly required: boolean; readonly maximumCharacters: number }
  /**
   * A JSON object; its size is that of its JSON without white space, in UTF-8 bytes. Only the event's own size bounds one for which AWS
   * states none.
   */
  | { readonly kind: "object"; readonly required: boolean; readonly maximumBytes?: number }
  | { readonly kind: "structure"; readonly required: boolean; readonly fields: Readonly<Record<string, FieldRule>> }
  | { readonly kind: "time"; readonly required: boolean }
  | { readonly kind: "ipAddress"; readonly required: boolean }
  | { readonly kind: "accountId"; readonly required: boolean };

/**
 * The fields of `eventData`; no other may stand there (the service "cannot accept events that do not follow the
 * prescribed schema").
 *
 * Sources: AWS CloudTrail User Guide, "CloudTrail Lake integrations event schema"; Onboarding partner events to AWS
 * CloudTrail Lake, "Onboard to AWS CloudTrail Lake".
 */
export const eventFields: Readonly<Record<string, FieldRule>> = {
  version: { kind: "text", required: true, maximumCharacters: 256 },
  userIdentity: {
    kind: "structure",
    required: true,
    fields: {
      type: { kind: "text", required: true, maximumCharacters: 128 },
      principalId: { kind: "text", required: true, maximumCharacters: 1024 },
      details: { kind: "object", required: false },
    },
  },
  userAgent: { kind: "text", required: false, maximumCharacters: 1024 },
  eventSource: { kind: "text", required: true, maximumCharacters: 1024 },
  eventName: { kind: "text", required: true, maximumCharacters: 1024 },
  eventTime: { kind: "time", required: true },
  UID: { kind: "text", required: true, maximumCharacters: 1024 },
  requestParameters: { kind: "object", required: false, maximumBytes: 100_000 },
  responseElements: { kind: "object", required: false, maximumBytes: 100_000 },
  errorCode: { kind: "text", required: false, maximumCharacters: 256 },
  errorMessage: { kind: "text", required: false, maximumCharacters: 256 },
  sourceIPAddress: { kind: "ipAddress", required: false },
  recipientAccountId: { kind: "accountId", required: true },
  additionalEventData: { kind: "object", required: false, maximumBytes: 28_000 },
};
