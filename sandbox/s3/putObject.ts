import { type CallFault, unansweredBy } from "../faults";
import { type AwsError, awsError, isAwsError, notSupported } from "../protocol/awsError";
import type { StoredObject } from "./bucket";
import { checkDigests } from "./checksums";
import { notifyOf, refusalOf, type S3Answer, type S3Call, type S3Options } from "./s3Call";

/** Stores an object, unless a fault occurs (Amazon S3 API Reference, PutObject). */
export async function putObject(call: S3Call, options: S3Options): Promise<S3Answer | AwsError> {
  const fault = options.faults?.nextCall();
  const refusal = fault === undefined ? undefined : refusals[fault];
  const outcome = refusal ?? (fault === "reset" ? undefined : store(call, options));
  const isStored = outcome !== undefined && !isAwsError(outcome);
  const entries = isStored ? await options.written(call.bucket, outcome) : 0;
  if (isStored) {
    const { bytes: size, eTag, versionId } = outcome;
    const version = call.bucket.settings.isVersioned ? { versionId } : {};
    notifyOf(call, options, { name: "ObjectCreated:Put", size, eTag: eTag.replaceAll('"', ""), ...version });
  }
  const unanswered = fault === "malformed" ? "cut" : unansweredBy(fault);
  const { status, code: errorCode } = outcome !== undefined && isAwsError(outcome) ? outcome : { status: 200 };
  options.called({
    accessKeyId: call.signer.accessKeyId,
    status: unanswered === undefined ? status : 0,
    ...(errorCode !== undefined && { errorCode }),
    ...{ entries, successful: entries, failed: 0 },
    ...(fault !== undefined && { fault }),
  });
  if (outcome !== undefined && isAwsError(outcome)) {
    return outcome;
  }
  const headers = outcome && {
    etag: outcome.eTag,
    "x-amz-checksum-sha256": outcome.sha256,
    ...(call.bucket.settings.isVersioned && { "x-amz-version-id": outcome.versionId }),
  };
  return { ...(headers && { headers }), ...(unanswered && { unanswered }) };
}

function store(call: S3Call, options: S3Options): StoredObject | AwsError {
  const { request, bucket, key, query } = call;
  const condition = request.headers["if-none-match"];
  const problem =
    (query.has("versionId") ? notSupported("PutObject with versionId") : undefined) ??
    refusalOf(call, options, "s3:PutObject", condition === undefined ? undefined : { "s3:if-none-match": condition }) ??
    (condition === undefined || condition === "*" ? undefined : notImplemented) ??
    (Buffer.byteLength(key) > longestKey ? awsError("KeyTooLongError", "Your key is too long") : undefined) ??
    checkDigests(request, bucket.settings.objectLock !== undefined);
  if (problem !== undefined) {
    return problem;
  }
  return bucket.put({
    key,
    body: request.body,
    contentType: request.headers["content-type"] ?? "binary/octet-stream",
    onlyIfAbsent: condition !== undefined,
  });
}

/** Bytes (Amazon S3 User Guide, "Naming Amazon S3 objects"). */
const longestKey = 1_024;

const notImplemented = awsError(
  "NotImplemented",
  "A header you provided implies functionality that is not implemented",
  501,
);

/** Amazon S3 API Reference, "List of error codes". */
const refusals: Readonly<Partial<Record<CallFault, AwsError>>> = {
  throttle: awsError("SlowDown", "Please reduce your request rate.", 503),
  "internal-error": awsError("InternalError", "We encountered an internal error. Please try again.", 500),
  unavailable: awsError("ServiceUnavailable", "Service is unable to handle request.", 503),
  "access-denied": awsError("AccessDenied", "Access Denied", 403),
  "expired-token": awsError("ExpiredToken", "The provided token has expired."),
  "not-found": awsError("NoSuchBucket", "The specified bucket does not exist", 404),
  validation: awsError("InvalidRequest", "The request is not valid."),
};
