import type { Written } from "./verdictsOn";

export const keyArn = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** A resource of Amazon S3 that belongs to the bucket `audit`. */
export const ofBucket = (kind: string, props: object): Written => ({
  type: `aws:s3/${kind}:${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`,
  name: kind,
  props: { bucket: "audit", ...props },
});
export const bucket = (props: object = {}) => ofBucket("bucket", props);
export const locked = { objectLockEnabled: true };
export const lock = (defaultRetention: object = { mode: "GOVERNANCE", days: 365 }) =>
  ofBucket("bucketObjectLockConfiguration", { rule: { defaultRetention } });
export const closed = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};
export const block = (changes: object = {}) => ofBucket("bucketPublicAccessBlock", { ...closed, ...changes });
export const versioning = (status: string) => ofBucket("bucketVersioning", { versioningConfiguration: { status } });
export const lifecycle = (...rules: readonly object[]) => ofBucket("bucketLifecycleConfiguration", { rules });
export const encryption = (kmsMasterKeyId: string) =>
  ofBucket("bucketServerSideEncryptionConfiguration", {
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId } }],
  });
export const key = (props: object, type = "aws:kms/key:Key"): Written => ({
  type,
  name: "key",
  props: { arn: keyArn, ...props },
});
export const forwarder: Written = {
  type: "aws:lambda/function:Function",
  name: "forwarder",
  props: { environment: { variables: { LAKE_BUCKET_NAME: "audit" } } },
};
export const table = (columns: readonly string[]): Written => ({
  type: "aws:glue/catalogTable:CatalogTable",
  name: "table",
  props: {
    storageDescriptor: { location: "s3://audit/events/", columns: columns.map((name) => ({ name, type: "string" })) },
  },
});

export const correct = [bucket(locked), lock(), block()];
