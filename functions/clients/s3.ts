import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { PutNewObject } from "../sinks/s3Sink";
import { timeouts } from "./timeouts";

/**
 * Calls of PutObject to one bucket, which refuse to replace an object.
 * Source: Amazon S3 API Reference, PutObject.
 * @param owner the account that owns the bucket: nothing is stored in a bucket of its name that another one owns
 */
export function newObjectsIn(bucket: string, owner: string, region: string): PutNewObject {
  // Repetitions are the delivery's own: it knows the time left.
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
