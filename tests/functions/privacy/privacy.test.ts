import { createHmac } from "node:crypto";
import fc from "fast-check";
import type { MappedEvent } from "../../../functions/mapping/mapping";
import type { MapSettings } from "../../../functions/mapping/mapSettings";
import type { JsonObject, JsonValue } from "../../../functions/mapping/values/json";
import { type PrivacySettings, protect } from "../../../functions/privacy/privacy";
import { mapped as mappedOf } from "../vendors/mapped";

const event = {
  id: "e-1",
  actor: { id: "u-1", email: "ada@example.com", phones: ["+41 44", "+41 79"] },
  targets: [
    { id: "t-1", email: "ben@example.com" },
    { id: "t-2", email: "carla@example.com" },
  ],
  count: 7,
  ok: true,
};

function hmac(text: string, salt = "salt"): string {
  return `hmac-sha256:${createHmac("sha256", salt).update(text).digest("hex")}`;
}

describe("a value that the configuration excludes", () => {
  test.each<[string, PrivacySettings, JsonObject, string[]]>([
    [
      "is left out, also in every item of a list",
      { drop: ["actor.email", "actor.phones.0", "targets.*.email", "count"] },
      { id: "e-1", actor: { id: "u-1", phones: ["+41 79"] }, targets: [{ id: "t-1" }, { id: "t-2" }], ok: true },
      ["actor.email", "actor.phones.0", "count", "targets.0.email", "targets.1.email"],
    ],
    [
      "is masked, with any type",
      { mask: ["targets", "ok"] },
      { ...event, targets: "REDACTED", ok: "REDACTED" },
      ["ok", "targets"],
    ],
    [
      "is hashed, text by text",
      { hash: ["actor.phones", "count"] },
      { ...event, actor: { ...event.actor, phones: [hmac("+41 44"), hmac("+41 79")] }, count: hmac("7") },
      ["actor.phones", "count"],
    ],
    [
      "is everything except allowed fields",
      { allow: ["actor.email", "targets.*.id"] },
      { id: "e-1", actor: { email: "ada@example.com" }, targets: [{ id: "t-1" }, { id: "t-2" }] },
      ["actor.id", "actor.phones", "count", "ok", "targets.0.email", "targets.1.email"],
    ],
    [
      "is also dropped inside of allowed fields",
      { allow: ["actor"], drop: ["actor.email"], mask: ["actor.phones"] },
      { id: "e-1", actor: { id: "u-1", phones: "REDACTED" } },
      ["actor.email", "actor.phones", "count", "ok", "targets"],
    ],
  ])("%s", (_, settings, expected, paths) => {
    const { detail, paths: changed } = protect(event, settings, "salt", [["id"]]);
    expect(JSON.parse(JSON.stringify(detail))).toEqual(expected);
    expect([...changed].sort()).toEqual(paths);
  });

  test("does not exist if no path matches", () => {
    const settings = { drop: ["nothing", "actor.id.below", "targets.7.id"], mask: ["actor.nobody"], hash: ["*.*.*.*"] };
    expect(protect(event, settings, "salt", [])).toEqual({ detail: event, paths: [] });
  });
});

test("is hashed with a salt: without one it is masked, and other salts give other hashes", () => {
  const hashed = (salt: string | undefined) =>
    (protect(event, { hash: ["actor.email"] }, salt, []).detail.actor as JsonObject).email;
  expect(hashed(undefined)).toBe("REDACTED");
  expect(hashed("one")).toBe(hmac("ada@example.com", "one"));
  expect(hashed("one")).not.toBe(hashed("two"));
});

test("is not hashed if it is empty, null or a boolean", () => {
  const empty = { a: "", b: null, c: true, d: [], e: {} };
  expect(protect({ empty }, { hash: ["empty"] }, "salt", []).detail).toEqual({ empty });
});

test("is not removed from the original event", () => {
  const before = JSON.stringify(event);
  protect(event, { allow: ["actor"], drop: ["actor.id"], mask: ["actor.phones.*"], hash: ["actor.email"] }, "salt", []);
  expect(JSON.stringify(event)).toBe(before);
});

test.each(["drop", "mask", "hash"] as const)("is removed completely from any event under %s", (way) => {
  const path = fc.array(fc.constantFrom("a", "b", "0", "1", "*"), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(path, fc.object({ key: fc.constantFrom("a", "b", "0") }), (where, other) => {
      const place = where.map((key) => (key === "*" ? "a" : key));
      const nested = place.reduceRight<JsonValue>((value, key) => ({ [key]: value }), "marker-0f3c") as JsonObject;
      const { detail } = protect({ ...(other as JsonObject), ...nested }, { [way]: [where.join(".")] }, "salt", []);
      expect(JSON.stringify(detail)).not.toContain("marker-0f3c");
    }),
  );
});

describe("a mapped event", () => {
  function mapped(settings: Partial<MapSettings>, over: object = {}): MappedEvent {
    const detail = {
      uuid: "u-1",
      published: "2026-11-20T09:30:00Z",
      eventType: "user.session.start",
      actor: { id: "00u1", type: "User", alternateId: "ada@example.com", displayName: "Ada" },
      ...over,
    };
    const envelope = { "detail-type": "SystemLog", source: "s", id: "env-1", detail };
    return mappedOf("okta", envelope as JsonObject, settings);
  }

  test("lists the removed fields, and has a hashed principal if configured", () => {
    const { event, redacted } = mapped({ privacy: { hash: ["actor.id"], drop: ["actor.alternateId"] }, salt: "salt" });
    expect(event.userIdentity).toEqual({
      type: "User",
      principalId: hmac("00u1"),
      details: { displayName: "Ada", id: hmac("00u1") },
    });
    expect(redacted).toEqual(["actor.alternateId", "actor.id"]);
  });

  test("has the envelope's id if its own is dropped, and its own hash if that is hashed", () => {
    expect(mapped({ privacy: { drop: ["uuid"] } }).id).toBe("env-1");
    expect(mapped({ privacy: { hash: ["uuid"] }, salt: "salt" }).event.UID).toBe(hmac("u-1"));
  });

  test("keeps id, time and name with an allow-list", () => {
    const { id, event, redacted } = mapped({ privacy: { allow: ["actor.type"] } });
    expect([id, event.eventName, event.eventTime]).toEqual(["u-1", "user.session.start", "2026-11-20T09:30:00Z"]);
    expect(event.userIdentity).toEqual({ type: "User", principalId: "Unknown" });
    expect(redacted).toEqual(["actor.alternateId", "actor.displayName", "actor.id"]);
  });

  test("hides removed values from expressions, also in the envelope", () => {
    const mapping = {
      userAgent: "envelope.detail.actor.alternateId",
      errorCode: "event.actor.?alternateId.orValue('')",
    };
    const { event } = mapped({ mapping, privacy: { drop: ["actor.alternateId"] } });
    expect(JSON.stringify(event)).not.toContain("ada@example.com");
  });

  test.each<[string, PrivacySettings]>([
    ["an allow-list without it", { allow: ["actor.id"] }],
    ["leaving it out", { drop: ["outcome"] }],
    ["masking it", { mask: ["outcome.result", "outcome.reason"] }],
    ["hashing it", { hash: ["outcome"] }],
  ])("that failed stays a failure with %s", (_, privacy) => {
    const { event } = mapped({ privacy }, { outcome: { result: "FAILURE", reason: "INVALID_CREDENTIALS" } });
    expect(event.errorCode).toBe("FAILURE");
    expect(JSON.stringify(event)).not.toContain("INVALID_CREDENTIALS");
  });

  test("that succeeded stays a success, and has no dropped field as its error", () => {
    const mapping = { errorCode: "event.?actor.?alternateId.orValue('')" };
    const success = mapped({ privacy: { drop: ["outcome"] } }, { outcome: { result: "SUCCESS" } });
    expect(success.event.errorCode).toBeUndefined();
    expect(mapped({ mapping, privacy: { drop: ["actor.alternateId"] } }).event.errorCode).toBe("Unknown");
  });

  test("of a bot stays a bot's if the distinguishing field is not stored", () => {
    const detail = { action: "repo.create", actor: "renovate[bot]", actor_id: 7, "@timestamp": 1_795_167_000_000 };
    const typeOf = (privacy: PrivacySettings) => mappedOf("github", detail, { privacy }).event.userIdentity.type;
    expect([typeOf({}), typeOf({ drop: ["actor"] }), typeOf({ allow: ["org"] })]).toEqual(["Bot", "Bot", "Bot"]);
  });
});
