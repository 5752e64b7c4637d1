/* Limits of the CloudTrail Data service, in the stricter reading where a document is not clear: a kB is 1,000 bytes, a MB 1,000,000. */

/** AWS CloudTrail Data Service API Reference, PutAuditEvents, AuditEvent and ResultErrorEntry. */
export const requestLimits = {
  events: { minimum: 1, maximum: 100 },
  /** "up to 1 MB": counted over the whole body as sent, which is never less than the events alone. */
  bodyBytes: 1_000_000,
  id: { maximumCharacters: 128, pattern: /^[-_A-Za-z0-9]+$/ },
  externalId: { minimumCharacters: 2, maximumCharacters: 1224, pattern: /^[\w+=,.@:/-]*$/ },
  errorCode: { maximumCharacters: 128 },
  errorMessage: { maximumCharacters: 1024 },
} as const;

/** PutAuditEvents calls per second in one Region; not adjustable (AWS General Reference, "AWS CloudTrail endpoints and quotas"). */
export const callsPerSecond = 100;

/** Largest `eventData` in UTF-8 bytes, 256 kB (Onboarding partner events to AWS CloudTrail Lake, "Best practices and quotas"). */
export const eventBytes = 256_000;

/** Deepest nesting of an event. AWS documents none; this is the limit of a common JSON reader (jackson-core 2, DEFAULT_MAX_DEPTH). */
export const eventDepth = 1000;

export type FieldRule =
  /** Not empty. AWS counts characters; this counts UTF-16 units, which are at least as many. */
  | { readonly kind: "text"; readonly required: boolean; readonly maximumCharacters: number }
  /** Measured as JSON without white space, in UTF-8 bytes; where AWS states no maximum, only the event's size limits it. */
  | { readonly kind: "object"; readonly required: boolean; readonly maximumBytes?: number }
  | { readonly kind: "structure"; readonly required: boolean; readonly fields: Readonly<Record<string, FieldRule>> }
  | { readonly kind: "time"; readonly required: boolean }
  | { readonly kind: "ipAddress"; readonly required: boolean }
  | { readonly kind: "accountId"; readonly required: boolean };

/**
 * The fields of `eventData`; no others are allowed.
 * Sources: AWS CloudTrail User Guide, "CloudTrail Lake integrations event schema"; Onboarding partner events to AWS CloudTrail Lake.
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
