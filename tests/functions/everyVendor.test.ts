import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { ConfiguredMapping } from "../../functions/mapping/configured/configuredMapping";
import { type Envelope, envelopeOf } from "../../functions/mapping/envelope";
import { mapEvent } from "../../functions/mapping/mapping";
import type { MapSettings } from "../../functions/mapping/mapSettings";
import { isJsonObject, type JsonObject, type JsonValue } from "../../functions/mapping/values/json";
import { vendors } from "../../functions/vendors";
import { problemsOf } from "./withinLimits";

/** A mapping of a vendor that no code knows, with paths, computed values and an object. */
const mapping: ConfiguredMapping = {
  id: ["event.id", "event.uuid"],
  eventTime: "event.time",
  eventName: "event.?type.orValue('none') + ''",
  userIdentity: { type: "'User'", principalId: ["event.actor.id", "event.user"], details: "event.actor" },
  requestParameters: { target: "event.target", both: "[event.a, event.b]" },
  responseElements: "{'result': event.result}",
  errorCode: "event.result == 'failed' ? event.reason : ''",
};

const settings: readonly (readonly [string, MapSettings])[] = [
  ...Object.keys(vendors).map((vendor) => [vendor, settingsOf(vendor)] as const),
  ["a configured mapping", { ...settingsOf("custom"), mapping }],
  [
    "privacy of every kind",
    {
      ...settingsOf("okta"),
      privacy: {
        drop: ["actor.*"],
        mask: ["target.*.id"],
        hash: ["client"],
        allow: ["actor", "client", "target", "a"],
      },
      salt: "salt",
    },
  ],
];

function settingsOf(vendor: string): MapSettings {
  return { integration: "test", vendor, recipientAccountId: "123456789012" };
}

/** Any JSON, with keys that mappings look at, hostile ones, and texts of all lengths. */
const keys = fc.oneof(
  fc.constantFrom(
    "id",
    "uuid",
    "type",
    "data",
    "event",
    "actor",
    "time",
    "published",
    "target",
    "detail",
    "__proto__",
    "constructor",
    "toString",
    "_metadata",
    "action",
    ...["client", "userAgent", "outcome", "result", "uuid", "eventType", "debugContext", "debugData", "URL"],
  ),
  fc.string({ maxLength: 8 }),
);
const texts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "",
    "\ud800",
    "\u0000",
    "2024-02-30T00:00:00Z",
    "2026-11-20T09:30:00Z",
    "203.0.113.7",
    "a=b&token=secret",
    "%3Ftoken%3Dx",
    "failed",
    "FAILURE",
  ),
  fc.integer({ min: 200, max: 40_000 }).map((length) => "ü".repeat(length)),
);
const json = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(texts, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.dictionary(keys, tie("value"), { maxKeys: 6 }).map((object) => JSON.parse(JSON.stringify(object)) as JsonObject),
  ),
})).value;

function fixturesOf(vendor: string): readonly JsonValue[] {
  const folder = join(__dirname, "vendors", vendor);
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".event.json")) : [];
  return files.map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")));
}

/** A fixture with some of its leaves replaced. */
function mutated(fixtures: readonly JsonValue[]): fc.Arbitrary<JsonValue> {
  return fc
    .tuple(fc.constantFrom(...fixtures), fc.array(fc.tuple(fc.nat(200), json), { maxLength: 4 }))
    .map(([fixture, changes]) => {
      const replacements = new Map(changes.map(([place, value]) => [place, value]));
      let place = 0;
      return JSON.parse(JSON.stringify(fixture), (_key, value) => {
        place += 1;
        return typeof value === "object" ? value : (replacements.get(place) ?? value);
      });
    });
}

function envelopes(vendor: string): fc.Arbitrary<Envelope> {
  const fixtures = fixturesOf(vendor);
  const event = fixtures.length === 0 ? json : fc.oneof(json, mutated(fixtures));
  return fc.oneof(
    event.map((detail) => envelopeOf(detail, "2026-11-20T09:30:00Z")),
    fc
      .tuple(event, json)
      .map(([detail, other]) => ({ "detail-type": "x", source: "s", time: other, id: other, detail })),
  );
}

describe.each(settings)("%s", (_, vendorSettings) => {
  test("maps any event within every limit or says why not, and always the same", () => {
    fc.assert(
      fc.property(envelopes(vendorSettings.vendor), (envelope) => {
        const before = JSON.stringify(envelope);
        const result = mapEvent(envelope, vendorSettings);
        expect(JSON.stringify(envelope)).toBe(before);
        expect(JSON.stringify(mapEvent(JSON.parse(before), { ...vendorSettings }))).toBe(JSON.stringify(result));
        if (result.status === "mapped") {
          expect(problemsOf(result)).toEqual([]);
        } else {
          expect(result.reason).toMatch(/^[A-Z].*\.$/);
          // An object whose envelope has a time is always mapped.
          expect(isJsonObject(envelope.detail) && envelope.time === "2026-11-20T09:30:00Z").toBe(false);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("gives the same event the same id, however often it is delivered", () => {
    fc.assert(
      fc.property(json, fc.string(), (detail, id) => {
        const first = mapEvent(envelopeOf(detail, "2026-11-20T09:30:00Z"), vendorSettings);
        const again = mapEvent(envelopeOf(detail, "2026-11-20T10:00:00Z"), vendorSettings);
        if (first.status === "mapped" && again.status === "mapped") {
          expect(again.id).toBe(first.id);
        }
        const own = mapEvent(
          { "detail-type": "x", source: "s", time: "2026-11-20T09:30:00Z", id, detail },
          vendorSettings,
        );
        expect(own.status).toBe(first.status);
      }),
      { numRuns: 60 },
    );
  });
});

const marker = "Marker0f3c9a";

/** Names by the documents that define them. */
const secretNames = {
  "RFC 6749, 6750 and 7009": ["client_secret", "code", "password", "access_token", "refresh_token", "token"],
  "RFC 7521, 7523 and 7636": ["assertion", "client_assertion", "code_verifier"],
  "RFC 8628 and 8693": ["device_code", "user_code", "subject_token", "actor_token"],
  "RFC 9101 and OpenID Connect Core, RP-Initiated and Front-Channel Logout": [
    "request",
    "id_token",
    "id_token_hint",
    "sid",
    "state",
  ],
  "SAML 2.0 Bindings": ["SAMLRequest", "SAMLResponse", "SAMLart", "RelayState"],
  "AWS, Google Cloud Storage and Azure Storage, presigned URLs": [
    "X-Amz-Signature",
    "X-Amz-Security-Token",
    "X-Goog-Signature",
    "sig",
  ],
  "Okta Developer, Authentication API": [
    "stateToken",
    "sessionToken",
    "recoveryToken",
    "factorToken",
    "activationToken",
    "passCode",
  ],
  "Auth0 Docs, tickets, invitations, passwordless and session transfer": [
    "ticket",
    "invitation",
    "verification_code",
    "mfa_token",
    "session_transfer_token",
  ],
};
/** Of these, the names that say the same of a field; the others are common words. */
const words = new Set([
  "code",
  "request",
  "sid",
  "state",
  "SAMLRequest",
  "RelayState",
  "X-Amz-Signature",
  "X-Goog-Signature",
  "sig",
  "ticket",
  "invitation",
]);
const names = fc.constantFrom(...Object.values(secretNames).flat());
const fieldNames = fc.constantFrom(
  ...Object.values(secretNames)
    .flat()
    .filter((name) => !words.has(name)),
  ...["newPassword", "smtp_pass", "secretAccessKey", "splunkToken", "datadogApiKey", "webhook_secret"],
);
const written = fc.constantFrom<(name: string) => string>(
  (name) => name,
  (name) => name.toLowerCase(),
  (name) => name.toUpperCase(),
);
const place = fc.array(fc.constantFrom("data", "event", "url", "details", "actor", "target", "0", "type"), {
  minLength: 1,
  maxLength: 4,
});

describe.each(Object.keys(vendors))("a secret in an event of %s", (vendor) => {
  const stored = (where: readonly string[], value: JsonValue) => {
    const detail = where.reduceRight<JsonValue>((inner, key) => (key === "0" ? [inner] : { [key]: inner }), value);
    return JSON.stringify(mapEvent(envelopeOf({ detail } as JsonObject, "2026-11-20T09:30:00Z"), settingsOf(vendor)));
  };

  test("is not stored from a URL, a form or a URL in another", () => {
    fc.assert(
      fc.property(names, written, place, (name, write, where) => {
        const parameter = `${write(name)}=${marker}`;
        for (const text of [
          `https://example.com/a?x=1&${parameter}#y`,
          `https://example.com/a#${parameter}`,
          `x=1&${parameter}`,
          `/a?to=${encodeURIComponent(`/b?x=1&${parameter}&y=2`)}`,
        ]) {
          expect(stored(where, text)).not.toContain(marker);
        }
      }),
    );
  });

  test("is not stored from a field, also as a number, in lists and in JSON within a text", () => {
    fc.assert(
      fc.property(fieldNames, written, place, (name, write, where) => {
        const key = write(name);
        fc.pre(!(vendors[vendor]?.redaction?.settings ?? []).includes(name));
        for (const value of [{ [key]: marker }, { [key]: [{ deep: [marker] }] }, { name: key, value: marker }]) {
          expect(stored(where, value)).not.toContain(marker);
          expect(stored(where, JSON.stringify(value))).not.toContain(marker);
          expect(stored(where, `body: ${JSON.stringify({ [key]: marker })}`)).not.toContain(marker);
        }
        expect(stored(where, { [key]: 7_310_552 })).not.toContain("7310552");
      }),
    );
  });
});
