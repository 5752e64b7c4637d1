export interface AwsError {
  /** The code in the older query protocol, if a service had it (Smithy, awsQueryCompatible trait). */
  readonly queryCode?: string;
  readonly code: string;
  readonly status: number;
  readonly message: string;
  /** Members of an error besides its message. */
  readonly members?: object;
}

export function awsError(code: string, message: string, status = 400): AwsError {
  return { code, status, message };
}

/** The error for an operation that AWS may support and the sandbox does not. SDKs do not retry 501 (RFC 9110, Not Implemented). */
export function notSupported(what: string): AwsError {
  return awsError("UnknownOperationException", `${what} is not supported by the sandbox.`, 501);
}

/** Returns true if an outcome is an error of AWS. */
export function isAwsError(outcome: object): outcome is AwsError {
  return "code" in outcome && "status" in outcome && "message" in outcome;
}

/** Formats an error in the REST-JSON protocol (Smithy documentation, AWS restJson1 protocol, "Operation error serialization"). */
export function restJsonError(error: AwsError, requestId: string) {
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
