import type { Inputs } from "./resourceType";

/** The buckets of an account, for provider functions. */
export interface BucketContents {
  /** The keys of a bucket's objects; undefined if the bucket does not exist. */
  keysOf(bucket: string): readonly string[] | undefined;
  /** A bucket's policy; undefined if it has none. */
  policyOf(bucket: string): string | undefined;
}

/** An account without buckets. */
export const noBuckets: BucketContents = { keysOf: () => undefined, policyOf: () => undefined };

/** The arguments that {@link bucketLookUps} take. */
export const lookUpArguments: Readonly<Record<string, readonly string[]>> = {
  "aws:s3/getObjects:getObjects": ["bucket", "prefix", "delimiter"],
  "aws:s3/getBucketPolicy:getBucketPolicy": ["bucket"],
};

/** Provider functions about buckets. Their errors use the service's wording (Amazon S3 API Reference, ListObjectsV2 and GetBucketPolicy). */
export const bucketLookUps: Readonly<Record<string, (args: Inputs, contents: BucketContents) => Inputs>> = {
  "aws:s3/getObjects:getObjects": ({ bucket, prefix = "", delimiter }, contents) => {
    const keys = contents.keysOf(String(bucket));
    if (keys === undefined) {
      throw new Error(`listing S3 Bucket (${bucket}) Objects: NoSuchBucket: The specified bucket does not exist`);
    }
    const below = keys.filter((key) => key.startsWith(String(prefix))).sort();
    const folders = below.flatMap((key) => folderOf(key, String(prefix), delimiter) ?? []);
    const objects = below.filter((key) => folderOf(key, String(prefix), delimiter) === undefined);
    return { bucket, prefix, delimiter, id: bucket, keys: objects, commonPrefixes: [...new Set(folders)], owners: [] };
  },
  "aws:s3/getBucketPolicy:getBucketPolicy": ({ bucket }, contents) => {
    const policy = contents.policyOf(String(bucket));
    if (policy === undefined) {
      throw new Error(`reading S3 Bucket Policy (${bucket}): NoSuchBucketPolicy: The bucket policy does not exist`);
    }
    return { bucket, id: bucket, policy };
  },
};

/** The common prefix of a key. */
function folderOf(key: string, prefix: string, delimiter: unknown): string | undefined {
  const end = typeof delimiter === "string" ? key.indexOf(delimiter, prefix.length) : -1;
  return end === -1 ? undefined : key.slice(0, end + 1);
}
