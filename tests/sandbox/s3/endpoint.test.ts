import { createHash, randomUUID } from "node:crypto";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
} from "@aws-sdk/client-s3";
import type { HttpRequest } from "@smithy/types";
import { type Authorize, allowEverything } from "../../../sandbox/authorization";
import type { ObservedCall } from "../../../sandbox/cloudTrailData/options";
import { sessionPrincipal } from "../../../sandbox/credentials";
import { type FaultPlan, parseFaults } from "../../../sandbox/faults";
import { createGateway } from "../../../sandbox/gateway";
import { type HttpListener, listen } from "../../../sandbox/http";
import { Bucket, type BucketSettings } from "../../../sandbox/s3/bucket";
import { createS3Handler } from "../../../sandbox/s3/endpoint";
import type { ObjectEvent } from "../../../sandbox/s3/notifications";
import { type TemporaryFolder, temporaryFolder } from "../../../sandbox/temporaryFolder";

const day = 24 * 60 * 60 * 1_000;
const locked: BucketSettings = {
  name: "audit-lake",
  arn: "arn:aws:s3:::audit-lake",
  region: "us-east-1",
  accountId: "123456789012",
  isVersioned: true,
  objectLock: { defaultRetention: { mode: "GOVERNANCE", days: 7 } },
};
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret", sessionToken: "session" };
const caller = sessionPrincipal("arn:aws:iam::123456789012:role/forwarder", "okta");
const key = "events/integration=okta/day=2026-11-20/10-(a)+b'ü é.parquet";
const content = Buffer.from([80, 65, 82, 49, 0, 255]);
const sha256 = createHash("sha256").update(content).digest("base64");

let folder: TemporaryFolder;
let gateway: HttpListener;
let now = Date.parse("2026-11-20T10:00:00Z");
let authorize: Authorize;
let faults: FaultPlan | undefined;
const calls: ObservedCall[] = [];
const written: string[] = [];
const events: ObjectEvent[] = [];
const buckets = new Map<string, Bucket>();

function addBucket(changes: Partial<BucketSettings>): void {
  const settings = { ...locked, ...changes };
  buckets.set(
    settings.name,
    new Bucket(
      settings,
      () => folder.path,
      () => now,
    ),
  );
}

beforeAll(async () => {
  folder = temporaryFolder("s3-test");
  gateway = await listen((request) =>
    createGateway({
      s3: createS3Handler({
        findBucket: (name) => buckets.get(name),
        signature: {
          now: () => new Date(),
          secretFor: (id, token) =>
            id === credentials.accessKeyId && token === credentials.sessionToken
              ? credentials.secretAccessKey
              : undefined,
        },
        principalOf: () => caller,
        authorize,
        ...(faults && { faults }),
        written: async (_bucket, object) => written.push(object.key),
        happened: (_bucket, event) => events.push(event),
        called: (call) => calls.push(call),
      }),
    })(request),
  );
});
afterAll(async () => {
  await gateway.close();
  folder.remove();
});
beforeEach(() => {
  authorize = allowEverything;
  faults = undefined;
  calls.length = written.length = events.length = 0;
  now = Date.parse("2026-11-20T10:00:00Z");
  buckets.clear();
  addBucket({});
  addBucket({ name: "plain", arn: "arn:aws:s3:::plain", isVersioned: false, objectLock: undefined as never });
  addBucket({ name: "abroad", arn: "arn:aws:s3:::abroad", region: "eu-west-1" });
});

const client = (changes: object = {}) =>
  new S3Client({ region: "us-east-1", endpoint: gateway.url, credentials, maxAttempts: 1, ...changes });

const put = (changes: Partial<PutObjectCommandInput> = {}, from = client()) =>
  from.send(
    new PutObjectCommand({
      Bucket: locked.name,
      Key: key,
      Body: content,
      IfNoneMatch: "*",
      ChecksumSHA256: sha256,
      ExpectedBucketOwner: locked.accountId,
      ContentType: "application/vnd.apache.parquet",
      ...changes,
    }),
  );

const ofKey = (Key = key) => ({ Bucket: locked.name, Key });
const refused = (name: string, status: number) => ({ name, $metadata: { httpStatusCode: status } });

describe("a stored object", () => {
  test("is read back with its bytes, checksum, version and the bucket's retention", async () => {
    const { VersionId, ChecksumSHA256, ETag } = await put();
    expect({ ChecksumSHA256, ETag }).toEqual({
      ChecksumSHA256: sha256,
      ETag: `"${createHash("md5").update(content).digest("hex")}"`,
    });
    const expected = {
      ...{ VersionId, ETag, ChecksumSHA256, ContentLength: 6, ContentType: "application/vnd.apache.parquet" },
      LastModified: new Date(now),
      ObjectLockMode: "GOVERNANCE",
      ObjectLockRetainUntilDate: new Date(now + 7 * day),
    };
    const asked = { ...ofKey(), ChecksumMode: "ENABLED" } as const;
    const { Body, ...got } = await client().send(new GetObjectCommand(asked));
    expect(got).toMatchObject(expected);
    expect(Buffer.from((await Body?.transformToByteArray()) ?? [])).toEqual(content);
    expect(await client().send(new HeadObjectCommand(asked))).toMatchObject(expected);
    expect(written).toEqual([key]);
    expect(calls).toMatchObject([{ status: 200, successful: 1, failed: 0 }]);
  });

  test("is listed by its prefix, in order of keys, in pages", async () => {
    const keys = ["events/a", "events/b", "events/é", "other"];
    for (const Key of [...keys].reverse()) await put({ Key });
    const list = (changes: object) =>
      client().send(new ListObjectsV2Command({ Bucket: locked.name, Prefix: "events/", ...changes }));
    const first = await list({ MaxKeys: 2 });
    expect(first.Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([
      ["events/a", 6],
      ["events/b", 6],
    ]);
    expect(first).toMatchObject({ IsTruncated: true, KeyCount: 2 });
    const rest = await list({ ContinuationToken: first.NextContinuationToken });
    expect(rest.Contents?.map(({ Key }) => Key)).toEqual(["events/é"]);
    expect(rest).toMatchObject({ IsTruncated: false });
    expect((await list({ StartAfter: "events/a", MaxKeys: 1 })).Contents?.map(({ Key }) => Key)).toEqual(["events/b"]);
    expect((await list({ EncodingType: "url" })).Contents?.map(({ Key }) => Key)).toContain("events%2F%C3%A9");
  });

  test("is written once under its key, and again after a delete marker hides it", async () => {
    const { VersionId } = await put();
    // Amazon S3 User Guide, "How to prevent object overwrites with conditional writes".
    await expect(put()).rejects.toMatchObject(refused("PreconditionFailed", 412));
    expect(await client().send(new DeleteObjectCommand(ofKey()))).toMatchObject({ DeleteMarker: true });
    await expect(client().send(new HeadObjectCommand(ofKey()))).rejects.toMatchObject(refused("NotFound", 404));
    expect((await put()).VersionId).not.toBe(VersionId);
    expect(written).toEqual([key, key]);
  });

  test("can be overwritten without the condition, and its earlier version stays", async () => {
    const { VersionId } = await put();
    const other = Buffer.from("other");
    await put({
      IfNoneMatch: undefined,
      Body: other,
      ChecksumSHA256: createHash("sha256").update(other).digest("base64"),
    });
    const { Body } = await client().send(new GetObjectCommand({ ...ofKey(), VersionId }));
    expect(Buffer.from((await Body?.transformToByteArray()) ?? [])).toEqual(content);
  });

  test("can be deleted under its lock only with the bypass of governance mode, and never in compliance mode", async () => {
    const { VersionId } = await put();
    const remove = (Bucket: string, version: string | undefined, BypassGovernanceRetention = false) =>
      client().send(new DeleteObjectCommand({ Bucket, Key: key, VersionId: version, BypassGovernanceRetention }));
    await expect(remove(locked.name, VersionId)).rejects.toMatchObject(refused("AccessDenied", 403));
    authorize = ({ action }) => (action === "s3:BypassGovernanceRetention" ? "no" : undefined);
    await expect(remove(locked.name, VersionId, true)).rejects.toMatchObject(refused("AccessDenied", 403));
    authorize = allowEverything;
    await remove(locked.name, VersionId, true);
    await expect(client().send(new HeadObjectCommand(ofKey()))).rejects.toMatchObject(refused("NotFound", 404));

    addBucket({ name: "strict", objectLock: { defaultRetention: { mode: "COMPLIANCE", days: 7 } } });
    const strict = await put({ Bucket: "strict" });
    await expect(remove("strict", strict.VersionId, true)).rejects.toMatchObject(refused("AccessDenied", 403));
    now += 7 * day;
    await remove("strict", strict.VersionId);
  });

  test("of a bucket without versions is replaced, and deleted at once", async () => {
    await put({ Bucket: "plain", IfNoneMatch: undefined });
    expect((await put({ Bucket: "plain", IfNoneMatch: undefined })).VersionId).toBeUndefined();
    expect(await client().send(new DeleteObjectCommand({ Bucket: "plain", Key: key }))).not.toHaveProperty(
      "DeleteMarker",
    );
    await put({ Bucket: "plain" });
  });
});

/** Amazon S3 User Guide, "Supported event types for SQS, SNS, and Lambda": no event of a failed operation. */
describe("an event", () => {
  test("is published for each object that is put, hidden or deleted, with its version and the request's id, and not for refused requests", async () => {
    const { VersionId, ETag } = await put();
    await expect(put()).rejects.toMatchObject(refused("PreconditionFailed", 412));
    const remove = (changes: object = {}) => client().send(new DeleteObjectCommand({ ...ofKey(), ...changes }));
    await expect(remove({ VersionId })).rejects.toMatchObject(refused("AccessDenied", 403));
    const marker = await remove();
    await remove({ VersionId, BypassGovernanceRetention: true });
    authorize = ({ action }) => (action === "s3:DeleteObject" ? "no" : undefined);
    await expect(remove()).rejects.toMatchObject(refused("AccessDenied", 403));
    expect(events).toMatchObject([
      { name: "ObjectCreated:Put", key, versionId: VersionId, size: 6, eTag: ETag?.replaceAll('"', "") },
      {
        name: "ObjectRemoved:DeleteMarkerCreated",
        versionId: marker.VersionId,
        responseElements: {
          "x-amz-request-id": marker.$metadata.requestId,
          "x-amz-id-2": marker.$metadata.extendedRequestId,
        },
      },
      { name: "ObjectRemoved:Delete", versionId: VersionId },
    ]);
  });

  test("of a bucket without versions has no version", async () => {
    await put({ Bucket: "plain" });
    await client().send(new DeleteObjectCommand({ Bucket: "plain", Key: key }));
    expect(events.map(({ name, versionId }) => [name, versionId])).toEqual([
      ["ObjectCreated:Put", undefined],
      ["ObjectRemoved:Delete", undefined],
    ]);
  });
});

/** Codes and statuses: Amazon S3 API Reference, "List of error codes", and the pages that the rows name. */
describe("a PUT that S3 refuses", () => {
  const rows: readonly (readonly [string, Partial<PutObjectCommandInput>, string, number])[] = [
    ["into a bucket that does not exist", { Bucket: "nowhere" }, "NoSuchBucket", 404],
    // User Guide, "Verifying bucket ownership with bucket owner condition".
    ["into another owner's bucket", { ExpectedBucketOwner: "999999999999" }, "AccessDenied", 403],
    ["into another Region's bucket", { Bucket: "abroad" }, "AuthorizationHeaderMalformed", 400],
    ["with another content's SHA-256", { ChecksumSHA256: createHash("sha256").digest("base64") }, "BadDigest", 400],
    ["with a SHA-256 that is none", { ChecksumSHA256: "abc" }, "InvalidRequest", 400],
    ["with another content's MD5", { ContentMD5: createHash("md5").digest("base64") }, "BadDigest", 400],
    ["with an MD5 that is none", { ContentMD5: "abc" }, "InvalidDigest", 400],
    ["with a CRC-32 that is another's", { ChecksumSHA256: undefined, ChecksumCRC32: "AAAAAA==" }, "BadDigest", 400],
    ["with a key of more than 1,024 bytes", { Key: "é".repeat(513) }, "KeyTooLongError", 400],
    ["on another condition than that there is no object", { IfNoneMatch: '"abc"' }, "NotImplemented", 501],
  ];
  test.each(rows)("%s", async (_name, changes, code, status) => {
    await expect(put(changes)).rejects.toMatchObject(refused(code, status));
    expect(written).toEqual([]);
  });

  test("of a locked bucket without a checksum (Amazon S3 User Guide, Managing Object Lock)", async () => {
    const bare = client({ requestChecksumCalculation: "WHEN_REQUIRED" });
    const without = { ChecksumSHA256: undefined };
    await expect(put(without, bare)).rejects.toMatchObject({
      ...refused("InvalidRequest", 400),
      message:
        "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters",
    });
    await put({ ...without, Bucket: "plain" }, bare);
    // The SDK's own CRC-32.
    await put(without);
  });

  test("from a caller without permission, for the object's ARN and the conditions of the request", async () => {
    authorize = ({ action, resource, context }) => JSON.stringify([action, resource, context["s3:if-none-match"]]);
    await expect(put()).rejects.toMatchObject({
      ...refused("AccessDenied", 403),
      message: JSON.stringify(["s3:PutObject", `arn:aws:s3:::audit-lake/${key}`, "*"]),
    });
    authorize = ({ action }) => (action.startsWith("kms:") ? `no ${action}` : undefined);
    addBucket({ kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/k" });
    await expect(put()).rejects.toMatchObject({ ...refused("AccessDenied", 403), message: "no kms:GenerateDataKey" });
  });

  test("that is signed with unknown or wrong keys", async () => {
    const unknown = client({ credentials: { ...credentials, accessKeyId: "AKIDOTHER" } });
    await expect(put({}, unknown)).rejects.toMatchObject(refused("InvalidAccessKeyId", 403));
    const wrong = client({ credentials: { ...credentials, secretAccessKey: "other" } });
    await expect(put({}, wrong)).rejects.toMatchObject(refused("SignatureDoesNotMatch", 403));
  });

  test.each([
    [{ ObjectLockMode: "GOVERNANCE", ObjectLockRetainUntilDate: new Date() }, "x-amz-object-lock-mode"],
    [{ ServerSideEncryption: "AES256" }, "x-amz-server-side-encryption"],
    [{ Metadata: { a: "b" } }, "x-amz-meta-a"],
    [{ IfMatch: "x" }, "if-match"],
  ] as const)("as not supported, with %j", async (changes, header) => {
    await expect(put(changes as Partial<PutObjectCommandInput>)).rejects.toMatchObject({
      ...refused("UnknownOperationException", 501),
      message: expect.stringContaining(`The header ${header}`),
    });
  });
});

describe("a caller that reads the bucket", () => {
  test("needs permission to list to see that an object is missing", async () => {
    await expect(client().send(new GetObjectCommand(ofKey(randomUUID())))).rejects.toMatchObject(
      refused("NoSuchKey", 404),
    );
    authorize = ({ action }) => (action === "s3:ListBucket" ? "no" : undefined);
    await expect(client().send(new GetObjectCommand(ofKey("x")))).rejects.toMatchObject(refused("AccessDenied", 403));
    await expect(client().send(new ListObjectsV2Command({ Bucket: locked.name }))).rejects.toMatchObject(
      refused("AccessDenied", 403),
    );
    await expect(client().send(new HeadBucketCommand({ Bucket: locked.name }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 501 },
    });
  });

  test("can read the lock, or that there is none", async () => {
    const lockOf = (Bucket: string) => client().send(new GetObjectLockConfigurationCommand({ Bucket }));
    expect((await lockOf(locked.name)).ObjectLockConfiguration).toEqual({
      ObjectLockEnabled: "Enabled",
      Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 7 } },
    });
    await expect(lockOf("plain")).rejects.toMatchObject(refused("ObjectLockConfigurationNotFoundError", 404));
  });

  test("can use the bucket's own host name, as functions on AWS do", async () => {
    const { hostname, port } = new URL(gateway.url);
    const { requestHandler } = client().config;
    const hosts: (string | undefined)[] = [];
    const onAws = client({
      endpoint: undefined,
      requestHandler: {
        handle: (request: HttpRequest, options: object) => {
          hosts.push(request.headers.host);
          return requestHandler.handle(
            Object.assign(request, { protocol: "http:", hostname, port: Number(port) }),
            options,
          );
        },
      },
    });
    await put({}, onAws);
    expect(hosts).toEqual([`${locked.name}.s3.us-east-1.amazonaws.com`]);
    expect(
      buckets
        .get(locked.name)
        ?.list()
        .map((object) => object.key),
    ).toEqual([key]);
  });
});

describe("a fault of PutObject", () => {
  /** Amazon S3 API Reference, "List of error codes"; the error of a broken connection is the client's own. */
  test.each([
    ["throttle", "SlowDown", 503, false],
    ["internal-error", "InternalError", 500, false],
    ["unavailable", "ServiceUnavailable", 503, false],
    ["access-denied", "AccessDenied", 403, false],
    ["expired-token", "ExpiredToken", 400, false],
    ["not-found", "NoSuchBucket", 404, false],
    ["validation", "InvalidRequest", 400, false],
    ["reset", undefined, undefined, false],
    ["reset-after-accept", undefined, undefined, true],
    ["malformed", undefined, undefined, true],
  ] as const)("%s", async (kind, code, status, stored) => {
    faults = parseFaults([`${kind}=1`]);
    await expect(put()).rejects.toMatchObject(code === undefined ? {} : refused(code, status));
    expect(written).toEqual(stored ? [key] : []);
    expect(calls).toMatchObject([{ status: status ?? 0, fault: kind, successful: stored ? 1 : 0 }]);
  });

  test("no-answer gives no response, although the object is stored", async () => {
    faults = parseFaults(["no-answer=1"]);
    await expect(
      client().send(new PutObjectCommand({ ...ofKey(), Body: content }), { abortSignal: AbortSignal.timeout(300) }),
    ).rejects.toThrow();
    expect(written).toEqual([key]);
  });
});
