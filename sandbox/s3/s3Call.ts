import { type Authorize, keyRefusal } from "../authorization";
import type { ObservedCall } from "../cloudTrailData/options";
import type { FaultPlan } from "../faults";
import type { HttpRequest, HttpResponse } from "../http";
import type { Principal } from "../iam/accessRequest";
import { type AwsError, awsError } from "../protocol/awsError";
import type { SignatureExpectations, Signer } from "../protocol/signature";
import type { Bucket, StoredObject } from "./bucket";
import type { ObjectEvent } from "./notifications";

export interface S3Options {
  readonly findBucket: (name: string) => Bucket | undefined;
  readonly signature: Omit<SignatureExpectations, "service">;
  readonly principalOf: (accessKeyId: string) => Principal | undefined;
  readonly authorize: Authorize;
  /** Faults of PutObject. @default none */
  readonly faults?: FaultPlan;
  /** Called with each object before its PUT is answered. Returns the number of audit events in it. */
  readonly written: (bucket: Bucket, object: StoredObject) => Promise<number>;
  /** Called with each event of an object, for the bucket's notifications. */
  readonly happened: (bucket: Bucket, event: ObjectEvent) => void;
  /** Called with each PutObject call, once. */
  readonly called: (call: ObservedCall) => void;
}

/** One signed call of an operation on a bucket that exists. */
export interface S3Call {
  readonly request: HttpRequest;
  readonly signer: Signer;
  readonly bucket: Bucket;
  /** Empty for the bucket itself. */
  readonly key: string;
  readonly query: URLSearchParams;
  /** The headers of the answer that identify the request. */
  readonly identifiers: Readonly<Record<string, string>>;
}

/** @see HttpResponse; by default the status is 200 and the body is empty. */
export type S3Answer = Partial<HttpResponse>;

/** Reports an event of the call's object. */
export function notifyOf(
  { bucket, key, signer, identifiers }: S3Call,
  { happened }: S3Options,
  event: Pick<ObjectEvent, "name" | "versionId" | "size" | "eTag">,
): void {
  happened(bucket, { ...event, key, principalId: `AWS:${signer.accessKeyId}`, responseElements: identifiers });
}

/**
 * Refuses an action on an object or on the bucket, and the use of the bucket's key, or returns `undefined`. Sources: Service Authorization
 * Reference, Amazon S3; Amazon S3 User Guide, "Using server-side encryption with AWS KMS keys".
 */
export function refusalOf(
  { signer, bucket: { settings }, key }: S3Call,
  { principalOf, authorize }: S3Options,
  action: string,
  given: Readonly<Record<string, string>> = {},
): AwsError | undefined {
  const principal = principalOf(signer.accessKeyId);
  if (principal === undefined) {
    return awsError("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403);
  }
  const { arn, accountId, region, kmsKeyId } = settings;
  const context = { "aws:RequestedRegion": region, "s3:ResourceAccount": accountId, ...signatureKeys, ...given };
  const resource = key === "" ? arn : `${arn}/${key}`;
  const keyActions = kmsKeyId === undefined ? [] : (actionsOnKey[action] ?? []);
  const refusal =
    authorize({ principal, action, resource, context }) ??
    (kmsKeyId === undefined
      ? undefined
      : keyRefusal(authorize, {
          principal,
          actions: keyActions,
          key: kmsKeyId,
          // A bucket's ARN has no Region and account, which complete the ARN of a key's id.
          encrypted: arn.replace(":s3:::", `:s3:${region}:${accountId}:`),
          context: { "kms:ViaService": `s3.${region}.amazonaws.com` },
        }));
  return refusal === undefined ? undefined : awsError("AccessDenied", refusal, 403);
}

const signatureKeys = {
  "s3:signatureversion": "AWS4-HMAC-SHA256",
  "s3:authType": "REST-HEADER",
  "s3:TlsVersion": "1.3",
};

const actionsOnKey: Readonly<Record<string, readonly string[]>> = {
  "s3:PutObject": ["kms:GenerateDataKey"],
  "s3:GetObject": ["kms:Decrypt"],
};
