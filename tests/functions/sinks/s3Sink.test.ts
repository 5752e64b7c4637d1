import fc from "fast-check";
import { newObjectsIn } from "../../../functions/clients/s3";
import type { OutgoingEvent } from "../../../functions/delivery/deduplicate";
import { lakeObjectLimits } from "../../../functions/limits/limits";
import type { LakeObject } from "../../../functions/sinks/lakeObject";
import { type PutNewObject, packObjects, s3Sink } from "../../../functions/sinks/s3Sink";
import { TestClock } from "../testClock";
import { contentOf, outgoing } from "./auditEvents";
import { askParquet } from "./readParquet";
import { type Answer, type Received, withStorage } from "./storage";

const place = { integration: "okta", region: "eu-west-1" };
const start = Date.parse("2026-11-30T10:59:59.900Z");
const bucket = "partner-audit-dev-lake";
const stored: Answer = { status: 200 };

function eventsOf(ids: readonly string[]): readonly OutgoingEvent<string>[] {
  return ids.map((id) => outgoing(id, contentOf(id)));
}

/** Delivers events through AWS's client. */
async function deliver(events: readonly OutgoingEvent<string>[], answer: (request: Received, index: number) => Answer) {
  const clock = new TestClock(start);
  let result: { readonly found: readonly string[]; readonly requests: readonly Received[] } | undefined;
  await withStorage(answer, async (requests) => {
    const sink = s3Sink(newObjectsIn(bucket, "210987654321", place.region), place);
    const { verdicts } = await sink(events, clock.now() + 20_000, clock);
    const found = events.map(({ entry }) => {
      const verdict = verdicts.get(entry) ?? { status: "none" };
      return "code" in verdict ? `${verdict.status} ${verdict.code}` : verdict.status;
    });
    result = { found, requests: [...requests] };
  });
  if (result === undefined) {
    throw new Error("Nothing was delivered.");
  }
  return { ...result, clock };
}

// Source: Amazon S3 API Reference, PutObject (request syntax).
test("a batch is one PutObject with its condition, its checksum and the bucket's owner, without an object lock", async () => {
  const { found, requests } = await deliver(eventsOf(["a", "b", "c"]), () => stored);
  expect(found).toEqual(["accepted", "accepted", "accepted"]);
  expect(requests).toHaveLength(1);
  const { method, path, headers, body } = requests[0] ?? { headers: {}, body: Buffer.alloc(0) };
  expect(method).toBe("PUT");
  expect(path?.replace(/\?.*/, "")).toMatch(
    new RegExp(`^/${bucket}/events/integration%3Dokta/day%3D2026-11-30/10-[0-9a-f]{64}\\.parquet$`),
  );
  expect(headers).toMatchObject({
    "if-none-match": "*",
    "content-type": "application/vnd.apache.parquet",
    "content-length": String(body.length),
    "x-amz-expected-bucket-owner": "210987654321",
    authorization: expect.stringContaining("/eu-west-1/s3/aws4_request"),
  });
  const digest = await crypto.subtle.digest("SHA-256", body);
  const checksums = Object.entries(headers).filter(([name]) => name.startsWith("x-amz-checksum-"));
  expect(checksums).toEqual([["x-amz-checksum-sha256", Buffer.from(digest).toString("base64")]]);
  expect(Object.keys(headers).filter((name) => name.startsWith("x-amz-object-lock"))).toEqual([]);
  const rows = await askParquet(body, "SELECT eventid FROM read_parquet($file)");
  expect(rows.map(({ eventid }) => eventid)).toEqual(["a", "b", "c"]);
});

/*
 * Sources: Amazon S3 API Reference, Error Responses, List of error codes (codes and statuses) and PutObject (If-None-Match: 412, and 409, after which the
 * upload is to be retried).
 */
describe("responses of S3", () => {
  it.each<[number, string, string]>([
    [412, "PreconditionFailed", "accepted"],
    [403, "AccessDenied", "retryable AccessDenied"],
    [403, "InvalidAccessKeyId", "retryable InvalidAccessKeyId"],
    [403, "RequestTimeTooSkewed", "retryable RequestTimeTooSkewed"],
    [400, "ExpiredToken", "retryable ExpiredToken"],
    [404, "NoSuchBucket", "retryable NoSuchBucket"],
    [400, "InvalidRequest", "retryable InvalidRequest"],
    [400, "KMS.DisabledException", "retryable KMS.DisabledException"],
    [301, "PermanentRedirect", "retryable PermanentRedirect"],
    [409, "InvalidBucketState", "retryable InvalidBucketState"],
  ])("%i %s immediately ends the delivery of a whole object: %s", async (status, code, verdict) => {
    const { found, requests } = await deliver(eventsOf(["a", "b", "c"]), () => ({ status, code }));
    expect(found).toEqual([verdict, verdict, verdict]);
    expect(requests).toHaveLength(1);
  });

  it.each<[number, string]>([
    [409, "ConditionalRequestConflict"],
    [409, "OperationAborted"],
    [400, "RequestTimeout"],
    [400, "BadDigest"],
    [500, "InternalError"],
    [503, "ServiceUnavailable"],
    [503, "SlowDown"],
  ])("%i %s is followed by the same request until the deadline", async (status, code) => {
    const again = await deliver(eventsOf(["a", "b"]), (_, index) => (index < 2 ? { status, code } : stored));
    expect(again.found).toEqual(["accepted", "accepted"]);
    expect(again.requests).toHaveLength(3);
    expect(new Set(again.requests.map(({ path }) => path)).size).toBe(1);
    expect(again.clock.waits).toHaveLength(2);
    const never = await deliver(eventsOf(["a", "b"]), () => ({ status, code }));
    expect(never.found).toEqual([`retryable ${code}`, `retryable ${code}`]);
    expect(never.requests.length).toBeGreaterThan(3);
  });

  it("a lost response is followed by the same request, which finds the stored object", async () => {
    const answers = [undefined, { status: 412, code: "PreconditionFailed" }];
    const { found, requests } = await deliver(eventsOf(["a"]), (_, index) => answers[index]);
    expect(found).toEqual(["accepted"]);
    expect(requests).toHaveLength(2);
    expect(requests[1]?.path).toBe(requests[0]?.path);
  });
});

describe("without the network", () => {
  function sinkOf(put?: PutNewObject) {
    const objects: LakeObject[] = [];
    const clock = new TestClock(start);
    const sink = s3Sink(async (object, signal) => {
      objects.push(object);
      await put?.(object, signal);
    }, place);
    return {
      objects,
      clock,
      deliver: (events: readonly OutgoingEvent<string>[]) => sink(events, start + 10_000, clock),
    };
  }

  it("only a faulty event is refused if others are stored, and its reason has none of its content", async () => {
    const { objects, deliver } = sinkOf();
    const odd = outgoing("odd", contentOf("odd", { requestParameters: ["secret"] }));
    const { verdicts, acceptedAt } = await deliver([...eventsOf(["a"]), odd, ...eventsOf(["b"])]);
    expect([...verdicts.values()]).toEqual([
      { status: "accepted" },
      {
        status: "permanent",
        code: "InvalidData",
        message: "The event cannot be written: requestparameters must be a JSON object.",
      },
      { status: "accepted" },
    ]);
    expect(acceptedAt).toBe(start);
    expect(objects).toHaveLength(1);
  });

  it("nothing is stored if every event is faulty, and the circuit breaker decides", async () => {
    const { objects, deliver } = sinkOf();
    const { verdicts, acceptedAt } = await deliver([outgoing("odd", [])]);
    expect([...verdicts.values()]).toMatchObject([{ status: "halted", code: "InvalidData" }]);
    expect([objects, acceptedAt]).toEqual([[], undefined]);
  });

  it("an object keeps its key if its call is repeated in the next hour", async () => {
    const { objects, clock, deliver } = sinkOf(async () => {
      clock.pass(200);
      if (objects.length === 1) {
        throw Object.assign(new Error(), { name: "SlowDown", $metadata: { httpStatusCode: 503 } });
      }
    });
    const { verdicts, throttled } = await deliver(eventsOf(["a"]));
    expect([...verdicts.values()]).toEqual([{ status: "accepted" }]);
    expect([objects.length, throttled]).toEqual([2, 1]);
    expect(objects[1]?.key).toBe(objects[0]?.key);
    expect(objects[0]?.key).toContain("/day=2026-11-30/10-");
    await deliver(eventsOf(["a"]));
    expect(objects[2]?.key).toBe(objects[0]?.key.replace("/10-", "/11-"));
  });

  it("events with equal ids and different content are both stored, in two objects", async () => {
    const { objects, deliver } = sinkOf();
    const { verdicts } = await deliver([
      outgoing("a", contentOf("a")),
      outgoing("a", contentOf("a", { version: "1" })),
    ]);
    expect([...verdicts.values()]).toEqual([{ status: "accepted" }, { status: "accepted" }]);
    expect(new Set(objects.map(({ key }) => key)).size).toBe(2);
  });

  it("an empty batch writes no object", async () => {
    const { objects, deliver } = sinkOf();
    expect((await deliver([])).requests).toBe(0);
    expect(objects).toEqual([]);
  });
});

test("every event is in one object, and only size and equal ids lead to several objects, for suspects too", () => {
  const event = fc
    .record({ id: fc.nat(400), bytes: fc.nat(3_000_000), apart: fc.boolean() })
    .map(({ id, bytes, apart }) => ({ ...outgoing(String(id), {}), eventDataBytes: bytes, apart }));
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      const objects = packObjects(events);
      const bytesOf = (some: readonly { readonly eventDataBytes: number }[]) =>
        some.reduce((sum, { eventDataBytes }) => sum + eventDataBytes, 0);
      expect(objects.flat()).toHaveLength(events.length);
      expect(new Set(objects.flat())).toEqual(new Set(events));
      for (const object of objects) {
        expect(bytesOf(object)).toBeLessThanOrEqual(lakeObjectLimits.eventDataBytes);
        expect(new Set(object.map(({ entry }) => entry.id)).size).toBe(object.length);
      }
      const distinct = new Set(events.map(({ entry }) => entry.id)).size === events.length;
      if (distinct && bytesOf(events) <= lakeObjectLimits.eventDataBytes) {
        expect(objects.length).toBeLessThanOrEqual(1);
      }
    }),
  );
});
