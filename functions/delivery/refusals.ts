/**
 * The reaction to a refused request.
 * `retry`: retry it after a wait. `wait`: leave its events in the queue. `halt`: leave all events in the queue, since every request would
 * be refused until the configuration is fixed. `split`: one of its events may be at fault.
 */
export type Action = "retry" | "wait" | "halt" | "split";

export interface Refusal {
  readonly action: Action;
  /** The error's name, without any part of its message. */
  readonly code: string;
  /** AWS's own message, which may quote the request. */
  readonly message: string;
  readonly throttled: boolean;
  /** The stack of an error in this project's code, beginning with the message. */
  readonly stack?: string;
}

/** Classifies an error thrown by a call of PutAuditEvents, PutLogEvents or PutObject. */
export function refusalOf(error: unknown): Refusal {
  const code = nameOf(error);
  if (error instanceof Error && isOwn(error)) {
    // A single event may cause it, so it is handled like a refusal for content.
    return { action: "split", code, message: error.message, throttled: false, stack: error.stack ?? "" };
  }
  const status = statusOf(error);
  const throttled = throttlingCodes.has(code) || status === 429;
  return { action: actionOf(code, status, throttled), code, message: messageOf(error), throttled };
}

/**
 * The action for each error code of an entry in a response. Events with unknown codes wait in the queue: an event is only rejected for a
 * documented reason.
 * Sources: AWS CloudTrail Data Service API Reference, ResultErrorEntry; Amazon CloudWatch Logs API Reference, RejectedLogEventsInfo.
 */
export const entryErrorActions: Readonly<Record<string, "retry" | "wait" | "reject">> = {
  FieldTooLong: "reject",
  FieldNotFound: "reject",
  InvalidChecksum: "reject",
  InvalidData: "reject",
  InvalidRecipient: "reject",
  InvalidEventSource: "reject",
  ExpiredLogEvent: "reject",
  TooNewLogEvent: "reject",
  TooOldLogEvent: "reject",
  AccountNotSubscribed: "wait",
  Throttling: "retry",
  InternalFailure: "retry",
};

/**
 * Errors of a whole call that persist until the configuration is fixed.
 * Sources: AWS CloudTrail Data Service API Reference, PutAuditEvents (Errors) and Common Errors; Amazon S3 API Reference, Error Responses.
 */
const configurationCodes: ReadonlySet<string> = new Set([
  "ChannelInsufficientPermission",
  "ChannelNotFound",
  "ChannelUnsupportedSchema",
  "InvalidChannelARN",
  "UnsupportedOperationException",
  "AccessDenied",
  "AccessDeniedException",
  "ExpiredToken",
  "ExpiredTokenException",
  "IncompleteSignature",
  "InvalidClientTokenId",
  "InvalidSignatureException",
  "MissingAuthenticationToken",
  "MissingAuthenticationTokenException",
  "NotAuthorized",
  "OptInRequired",
  "SignatureDoesNotMatch",
  "UnrecognizedClientException",
  "CredentialsProviderError",
  "NoSuchBucket",
]);

/**
 * Transient errors of S3 whose status suggests otherwise.
 * Source: Amazon S3 API Reference, Error Responses (List of error codes); Amazon S3 User Guide, conditional writes (409: retry).
 */
const passingCodes: ReadonlySet<string> = new Set([
  "BadDigest",
  "ConditionalRequestConflict",
  "OperationAborted",
  "RequestTimeout",
]);

/** Errors that the content of one event can cause. */
const contentCodes: ReadonlySet<string> = new Set([
  "DuplicatedAuditEventId",
  "InvalidParameterException",
  "RequestEntityTooLarge",
  "RequestEntityTooLargeException",
  "ValidationError",
  "ValidationException",
]);

/** Codes of throttled calls and events. */
export const throttlingCodes: ReadonlySet<string> = new Set([
  "Throttling",
  "ThrottlingException",
  "ThrottledException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "SlowDown",
  "TooManyRequestsException",
]);

function actionOf(code: string, status: number | undefined, throttled: boolean): Action {
  if (throttled || passingCodes.has(code)) {
    return "retry";
  }
  if (configurationCodes.has(code)) {
    return "halt";
  }
  if (contentCodes.has(code) || status === 413) {
    return "split";
  }
  if (status === 401 || status === 403) {
    return "halt";
  }
  // No status means no response: a timeout or a failed connection. Status 200 means that the response could not be read.
  return status === undefined || status < 300 || status === 408 || status >= 500 ? "retry" : "wait";
}

/** Returns true for an error in this project's code: services add `$metadata`, connections add a code. */
function isOwn(error: Error): boolean {
  return languageErrors.has(error.name) && !("$metadata" in error) && !("code" in error);
}

const languageErrors: ReadonlySet<string> = new Set(["TypeError", "RangeError", "ReferenceError", "SyntaxError"]);

function nameOf(error: unknown): string {
  const name = error instanceof Error ? error.name : undefined;
  const code = (error as { readonly code?: unknown } | undefined)?.code;
  // Connection errors are all named Error; only their code differs.
  const text = (name === "Error" || name === "TypeError") && typeof code === "string" ? code : name;
  return text !== undefined && /^[\w.-]{1,128}$/.test(text) ? text : "UnknownError";
}

function statusOf(error: unknown): number | undefined {
  const metadata = (error as { readonly $metadata?: { readonly httpStatusCode?: unknown } } | undefined)?.$metadata;
  return typeof metadata?.httpStatusCode === "number" ? metadata.httpStatusCode : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "";
}
