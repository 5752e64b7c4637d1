import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { ConfiguredMapping } from "../../functions/mapping/configuredMapping";
import { type Envelope, envelopeOf } from "../../functions/mapping/envelope";
import type { JsonObject, JsonValue } from "../../functions/mapping/json";
import { mapEvent } from "../../functions/mapping/mapping";
import type { MapSettings } from "../../functions/mapping/mapSettings";
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
  ),
  fc.string({ maxLength: 8 }),
);
const texts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "\ud800",
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
const secretFields = Object.entries(vendors).flatMap(([name, { redaction }]) =>
  redaction.fields.map((field) => [name, field] as const),
);

test.each(secretFields)("of %s, the secret at %s is nowhere in the audit event", (name, field) => {
  const detail = field
    .split(".")
    .reduceRight<unknown>((value, key) => ({ [key === "*" ? "any" : key]: value }), { deep: marker }) as JsonObject;
  const result = mapEvent(envelopeOf(detail, "2026-11-20T09:30:00Z"), settingsOf(name));
  expect(result.status).toBe("mapped");
  expect(JSON.stringify(result)).not.toContain(marker);
});

describe.each(Object.entries(vendors))("the secrets of %s", (name, { redaction }) => {
  test("in URLs are nowhere in the audit event", () => {
    const place = fc.array(fc.constantFrom("data", "event", "url", "details", "actor", "id", "type"), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.constantFrom(...redaction.parameters), place, (parameter, where) => {
        const url = `https://example.com/a?x=1&${parameter}=${marker}#y`;
        const detail = where.reduceRight<unknown>((value, key) => ({ [key]: value }), url) as JsonObject;
        const result = mapEvent(envelopeOf(detail, "2026-11-20T09:30:00Z"), settingsOf(name));
        expect(JSON.stringify(result)).not.toContain(marker);
      }),
    );
  });
});
