import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { PutNewObject } from "../sinks/s3Sink";
import { timeouts } from "./timeouts";

/**
 * Creates a client that calls PutObject for one bucket and never replaces an object.
 * Source: Amazon S3 API Reference, PutObject.
 * @param owner the account that must own the bucket; a bucket of the same name in another account is refused
 */
export function newObjectsIn(bucket: string, owner: string, region: string): PutNewObject {
  // The delivery does its own retries: it knows the time left.
  const client = new S3Client({ region, maxAttempts: 1, requestHandler: timeouts });
  return ({ key, body, checksum }, abortSignal) =>
    client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: body,
        ContentType: "application/vnd.apache.parquet",
        ChecksumSHA256: checksum,
        ExpectedBucketOwner: owner,
        IfNoneMatch: "*",
      }),
      { abortSignal },
    );
}
