import { deduplicate } from "../../../functions/delivery/deduplicate";
import { entryOf } from "../../../functions/mapping/auditEvent";

function event(id: string, content: string, message: string, apart = false) {
  return { entry: entryOf(id, content), eventDataBytes: content.length, messages: [message], apart };
}

test("events of equal id and content become one that knows all its messages", () => {
  const { events, conflicting } = deduplicate([
    event("1", "a", "m1"),
    event("2", "a", "m2"),
    event("1", "a", "m3", true),
  ]);
  expect(events.map(({ entry, messages, apart }) => [entry.id, messages, apart])).toEqual([
    ["1", ["m1", "m3"], true],
    ["2", ["m2"], false],
  ]);
  expect(conflicting).toBe(0);
});

test("events of equal id and different content all stay and are counted", () => {
  const { events, conflicting } = deduplicate([event("1", "a", "m1"), event("1", "b", "m2"), event("2", "a", "m3")]);
  expect(events.map(({ messages }) => messages)).toEqual([["m1"], ["m2"], ["m3"]]);
  expect(conflicting).toBe(2);
});

test("the checksum is the base64 of the SHA-256 digest of the event data", () => {
  // printf %s '{"a":1}' | openssl dgst -binary -sha256 | base64
  expect(entryOf("1", '{"a":1}').eventDataChecksum).toBe("AVq9f1zFei3ZS3WQ8ErYCEJzkF7jPsXOvq5iJ2qX+GI=");
});
