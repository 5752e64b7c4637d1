import fc from "fast-check";
import { entryBytes, type Packable, pack, requestFrameBytes, suspectRequests } from "../../../functions/delivery/pack";
import { entryOf } from "../../../functions/mapping/auditEvent";

function packable(id: string, eventData: string, apart = false): Packable {
  return { entry: entryOf(id, eventData), eventDataBytes: Buffer.byteLength(eventData), apart };
}

/** Counts the bytes of the body that the SDK sends. */
function bodyBytes(request: readonly Packable[]): number {
  return Buffer.byteLength(JSON.stringify({ auditEvents: request.map(({ entry }) => entry) }));
}

/** Generates JSON text of this many bytes, with a share of characters that JSON escapes. */
function jsonText(bytes: number, quotes: number): string {
  const escaped = Math.min(Math.floor(bytes / 2) - 1, quotes);
  return JSON.stringify('"'.repeat(escaped) + "x".repeat(bytes - 2 - 2 * escaped));
}

const anyEvent = fc.record({
  id: fc.oneof(fc.constantFrom("a", "b", "c"), fc.uuid()),
  bytes: fc.oneof(fc.integer({ min: 10, max: 3000 }), fc.integer({ min: 3000, max: 120_000 })),
  quotes: fc.integer({ min: 0, max: 2000 }),
  apart: fc.boolean(),
});

test("every event is in exactly one request, and every request is within the limits", () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 150, size: "max" }), (shapes) => {
      const events = shapes.map(({ id, bytes, quotes, apart }) => packable(id, jsonText(bytes, quotes), apart));
      const requests = pack(events);
      expect(new Set(requests.flat())).toEqual(new Set(events));
      expect(requests.flat()).toHaveLength(events.length);
      for (const request of requests) {
        expect(request.length).toBeGreaterThan(0);
        expect(request.length).toBeLessThanOrEqual(100);
        expect(bodyBytes(request)).toBeLessThanOrEqual(1_000_000);
        expect(new Set(request.map(({ entry }) => entry.id)).size).toBe(request.length);
        expect(new Set(request.map(({ apart }) => apart)).size).toBe(1);
      }
    }),
    { numRuns: 50 },
  );
});

test("there are at most 20 % plus one more requests than necessary", () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 400, size: "max" }), (shapes) => {
      const events = shapes.map(({ bytes, quotes }, index) => packable(`id-${index}`, jsonText(bytes, quotes)));
      const bytes = events.reduce((sum, event) => sum + entryBytes(event), 0);
      const least = Math.max(Math.ceil(events.length / 100), Math.ceil(bytes / (1_000_000 - requestFrameBytes)));
      expect(pack(events).length).toBeLessThanOrEqual(1.2 * least + 1);
    }),
    { numRuns: 50 },
  );
});

test("a few large events among many small ones add no request", () => {
  const large = Array.from({ length: 50 }, (_item, index) => packable(`large-${index}`, jsonText(190_000, 0)));
  const small = Array.from({ length: 1000 }, (_item, index) => packable(`small-${index}`, '{"a":1}'));
  expect(pack([...small, ...large]).length).toBe(11);
});

test("equal ids need one request each", () => {
  const requests = pack([packable("a", "1"), packable("b", "2"), packable("a", "3"), packable("a", "4")]);
  expect(requests).toHaveLength(3);
});

test("a few suspect events are sent alone, and many in a few separate requests", () => {
  const fresh = packable("fresh", "0");
  const suspects = (count: number) =>
    Array.from({ length: count }, (_item, index) => packable(`s-${index}`, "1", true));
  expect(pack([fresh, ...suspects(3)]).map((request) => request.length)).toEqual([1, 1, 1, 1]);
  const many = pack([fresh, ...suspects(50)]);
  expect(many).toHaveLength(1 + suspectRequests);
  expect(many[0]).toEqual([fresh]);
});

test("the checksum of an entry is the base64 of the SHA-256 digest of its event data", () => {
  // printf %s '{"a":1}' | openssl dgst -binary -sha256 | base64
  expect(entryOf("1", '{"a":1}').eventDataChecksum).toBe("AVq9f1zFei3ZS3WQ8ErYCEJzkF7jPsXOvq5iJ2qX+GI=");
});
