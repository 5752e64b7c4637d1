import type { HttpResponse } from "./http";

/** A refusal as AWS services name it: the error's code, its HTTP status and a message for people. */
export interface AwsError {
  /** The code of the older query protocol, where a service had it (Smithy, awsQueryCompatible trait). */
  readonly queryCode?: string;
  readonly code: string;
  readonly status: number;
  readonly message: string;
  /** What an error of the JSON protocol says beside its message. */
  readonly members?: object;
}

/** A refusal by its code and message. */
export function awsError(code: string, message: string, status = 400): AwsError {
  return { code, status, message };
}

/** Whether the outcome of a check is a refusal. */
export function isAwsError(outcome: object): outcome is AwsError {
  return "code" in outcome && "status" in outcome && "message" in outcome;
}

/**
 * The refusal as the REST-JSON protocol carries it: the code in `x-amzn-ErrorType`, the message in the body.
 *
 * Source: Smithy documentation, AWS restJson1 protocol, "Operation error serialization".
 */
export function restJsonError(error: AwsError, requestId: string): HttpResponse {
  return {
    status: error.status,
    headers: {
      "content-type": "application/json",
      "x-amzn-requestid": requestId,
      "x-amzn-ErrorType": error.code,
    },
    body: JSON.stringify({ message: error.message }),
  };
}
