import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { HttpRequest } from "../http";
import { type AwsError, awsError, notSupported } from "../protocol/awsError";

/**
 * Rejects a PUT with digests that differ from the body's, and one without a digest into a bucket with Object Lock. Sources: Amazon S3 API
 * Reference, PutObject and "List of error codes"; User Guide, "Managing Object Lock", "Uploads with an Object Lock retention period".
 */
export function checkDigests({ headers, body }: HttpRequest, isLocked: boolean): AwsError | undefined {
  const given = Object.entries(headers).filter(([name]) => name === contentMd5 || name.startsWith(checksumPrefix));
  if (isLocked && given.length === 0) {
    return awsError(
      "InvalidRequest",
      "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters",
    );
  }
  return given.map(([name, value]) => checkDigest(name, value, body)).find((problem) => problem !== undefined);
}

const contentMd5 = "content-md5";
const checksumPrefix = "x-amz-checksum-";

function checkDigest(name: string, value: string, body: Buffer): AwsError | undefined {
  const digest = Object.hasOwn(digests, name) ? digests[name] : undefined;
  if (digest === undefined) {
    return notSupported(`The header ${name}`);
  }
  const expected = digest(body);
  if (Buffer.from(value, "base64").toString("base64") !== value || value.length !== expected.length) {
    return name === contentMd5
      ? awsError("InvalidDigest", "The Content-MD5 you specified was invalid.")
      : awsError("InvalidRequest", `Value for ${name} header is invalid.`);
  }
  if (value === expected) {
    return undefined;
  }
  const which = name === contentMd5 ? "Content-MD5" : name.slice(checksumPrefix.length).toUpperCase();
  return awsError("BadDigest", `The ${which} you specified did not match the calculated checksum.`);
}

const hash = (algorithm: string) => (body: Buffer) => createHash(algorithm).update(body).digest("base64");

const digests: Readonly<Record<string, (body: Buffer) => string>> = {
  [contentMd5]: hash("md5"),
  [`${checksumPrefix}sha1`]: hash("sha1"),
  [`${checksumPrefix}sha256`]: hash("sha256"),
  [`${checksumPrefix}crc32`]: (body) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(body));
    return bytes.toString("base64");
  },
};
