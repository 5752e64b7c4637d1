import { readFileSync } from "node:fs";
import { type AwsError, awsError } from "../protocol/awsError";
import { notifyOf, refusalOf, type S3Answer, type S3Call, type S3Options } from "./s3Call";
import { xmlDocument } from "./xml";

/** GetObject and HeadObject: without permission to list the bucket, the answer does not reveal that an object is missing. */
export function getObject(call: S3Call, options: S3Options): S3Answer | AwsError {
  const { bucket, key, query } = call;
  const versionId = query.get("versionId") ?? undefined;
  const action = versionId === undefined ? "s3:GetObject" : "s3:GetObjectVersion";
  const object = bucket.get(key, versionId);
  const denial = refusalOf(call, options, action);
  if (denial !== undefined) {
    return denial;
  }
  if (object === undefined) {
    const listing = refusalOf({ ...call, key: "" }, options, "s3:ListBucket", { "s3:prefix": key });
    return listing ?? awsError("NoSuchKey", "The specified key does not exist.", 404);
  }
  const { path, lock } = object;
  return {
    headers: {
      "content-type": object.contentType,
      "content-length": String(object.bytes),
      "last-modified": new Date(object.lastModified).toUTCString(),
      etag: object.eTag,
      ...(bucket.settings.isVersioned && { "x-amz-version-id": object.versionId }),
      ...(call.request.headers["x-amz-checksum-mode"] === "ENABLED" && { "x-amz-checksum-sha256": object.sha256 }),
      ...(lock && {
        "x-amz-object-lock-mode": lock.mode,
        "x-amz-object-lock-retain-until-date": new Date(lock.retainUntil).toISOString(),
      }),
    },
    ...(call.request.method === "GET" && { body: readFileSync(path) }),
  };
}

/** Amazon S3 API Reference, DeleteObject; User Guide, "Managing Object Lock". */
export function deleteObject(call: S3Call, options: S3Options): S3Answer | AwsError {
  const { bucket, key, query, request } = call;
  const versionId = query.get("versionId");
  if (versionId === null) {
    const denial = refusalOf(call, options, "s3:DeleteObject");
    if (denial !== undefined) {
      return denial;
    }
    const marker = bucket.hide(key);
    const isMarked = marker.versionId !== undefined;
    notifyOf(call, options, {
      name: isMarked ? "ObjectRemoved:DeleteMarkerCreated" : "ObjectRemoved:Delete",
      ...marker,
    });
    return {
      status: 204,
      ...(isMarked && { headers: { "x-amz-delete-marker": "true", "x-amz-version-id": marker.versionId } }),
    };
  }
  const requestsBypass = request.headers["x-amz-bypass-governance-retention"] === "true";
  const mayBypass = requestsBypass && refusalOf(call, options, "s3:BypassGovernanceRetention") === undefined;
  const refusal = refusalOf(call, options, "s3:DeleteObjectVersion") ?? bucket.deleteVersion(key, versionId, mayBypass);
  if (refusal !== undefined) {
    return refusal;
  }
  notifyOf(call, options, { name: "ObjectRemoved:Delete", versionId });
  return { status: 204, headers: { "x-amz-version-id": versionId } };
}

/** Amazon S3 API Reference, ListObjectsV2. */
export function listObjects(call: S3Call, options: S3Options): S3Answer | AwsError {
  const { bucket, query } = call;
  const prefix = query.get("prefix") ?? "";
  const maximum = Number(query.get("max-keys") ?? mostKeys);
  const denial = refusalOf(call, options, "s3:ListBucket", { "s3:prefix": prefix, "s3:max-keys": String(maximum) });
  if (denial !== undefined) {
    return denial;
  }
  if (!(Number.isInteger(maximum) && maximum >= 0)) {
    return awsError("InvalidArgument", "Argument maxKeys must be an integer between 0 and 2147483647");
  }
  const after = Buffer.from(query.get("continuation-token") ?? query.get("start-after") ?? "");
  const written = query.get("encoding-type") === "url" ? encodeURIComponent : (text: string) => text;
  const later = bucket.list(prefix).filter(({ key }) => Buffer.compare(Buffer.from(key), after) > 0);
  const page = later.slice(0, Math.min(maximum, mostKeys));
  const last = page.at(-1)?.key;
  const isTruncated = page.length < later.length && page.length > 0;
  return {
    body: xmlDocument("ListBucketResult", {
      Name: bucket.settings.name,
      Prefix: written(prefix),
      MaxKeys: maximum,
      KeyCount: page.length,
      IsTruncated: isTruncated,
      EncodingType: query.get("encoding-type") ?? undefined,
      NextContinuationToken: isTruncated ? last : undefined,
      Contents: page.map(({ key, lastModified, eTag, bytes }) => ({
        Key: written(key),
        LastModified: new Date(lastModified).toISOString(),
        ETag: eTag,
        Size: bytes,
        StorageClass: "STANDARD",
      })),
    }),
  };
}

const mostKeys = 1_000;

/** Amazon S3 API Reference, GetObjectLockConfiguration. */
export function lockConfiguration(call: S3Call, options: S3Options): S3Answer | AwsError {
  const denial = refusalOf(call, options, "s3:GetBucketObjectLockConfiguration");
  const { objectLock } = call.bucket.settings;
  if (denial !== undefined || objectLock === undefined) {
    const message = "Object Lock configuration does not exist for this bucket";
    return denial ?? awsError("ObjectLockConfigurationNotFoundError", message, 404);
  }
  const { mode: Mode, days: Days } = objectLock.defaultRetention ?? {};
  const rule = Mode && Days !== undefined && { Rule: { DefaultRetention: { Mode, Days } } };
  return { body: xmlDocument("ObjectLockConfiguration", { ObjectLockEnabled: "Enabled", ...rule }) };
}
