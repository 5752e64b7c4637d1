/**
 * What to do about a refused request.
 * `retry`: try it again after a while. `wait`: leave its events in the queue. `halt`: leave all events in the queue, since
 * every request would be refused so until the configuration is fixed. `split`: one of its events may be to blame.
 */
export type Action = "retry" | "wait" | "halt" | "split";

export interface Refusal {
  readonly action: Action;
  /** The error's name, without anything of its message. */
  readonly code: string;
  /** In AWS's own words, which may quote the request. */
  readonly message: string;
  readonly throttled: boolean;
  /** Of an error of our own code, its stack, which begins with the message. */
  readonly stack?: string;
}

/** What an error that a call of PutAuditEvents, PutLogEvents or PutObject ended in means. */
export function refusalOf(error: unknown): Refusal {
  const code = nameOf(error);
  if (error instanceof Error && isOwn(error)) {
    // One event may bring it about: it is treated like a refusal of what is in the request.
    return { action: "split", code, message: error.message, throttled: false, stack: error.stack ?? "" };
  }
  const status = statusOf(error);
  const throttled = throttlingCodes.has(code) || status === 429;
  return { action: actionOf(code, status, throttled), code, message: messageOf(error), throttled };
}

/**
 * What an entry's error code in a response means for its event. Unknown codes wait in the queue: an event is only given up
 * for a reason that is documented.
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
 * Errors of the call as a whole that only a change of the configuration ends.
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
 * Errors of S3 that end by themselves, though their status says otherwise.
 * Source: Amazon S3 API Reference, Error Responses (List of error codes); Amazon S3 User Guide, conditional writes (409: retry).
 */
const passingCodes: ReadonlySet<string> = new Set([
  "BadDigest",
  "ConditionalRequestConflict",
  "OperationAborted",
  "RequestTimeout",
]);

/** Errors that the content of one event can bring about. */
const contentCodes: ReadonlySet<string> = new Set([
  "DuplicatedAuditEventId",
  "InvalidParameterException",
  "RequestEntityTooLarge",
  "RequestEntityTooLargeException",
  "ValidationError",
  "ValidationException",
]);

/** Codes of calls and events that came too fast. */
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
  // Without a status there was no answer: a time-out, or a connection that failed. With 200 there was one that made no sense.
  return status === undefined || status < 300 || status === 408 || status >= 500 ? "retry" : "wait";
}

/** Whether an error comes from our own code: neither from a service, which adds `$metadata`, nor from a connection, which adds a code. */
function isOwn(error: Error): boolean {
  return languageErrors.has(error.name) && !("$metadata" in error) && !("code" in error);
}

const languageErrors: ReadonlySet<string> = new Set(["TypeError", "RangeError", "ReferenceError", "SyntaxError"]);

function nameOf(error: unknown): string {
  const name = error instanceof Error ? error.name : undefined;
  const code = (error as { readonly code?: unknown } | undefined)?.code;
  // Errors of connections are all named Error and told apart by their code.
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
