import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { ForwarderSettings } from "../../functions/forwarder/forwarderSettings";
import { createHandler } from "../../functions/forwarder/handler";
import type { AuditEventEntry } from "../../functions/mapping/auditEvent";
import { isJsonObject, type JsonValue } from "../../functions/mapping/values/json";
import { lakeSink } from "../../functions/sinks/sink";
import { vendorNames } from "../../functions/vendors";
import { contextWith, environment, sqsEvent, sqsRecord } from "./sqsEvent";
import { TestClock } from "./testClock";
import { problemsOf } from "./withinLimits";

/** The number of inputs of all handlers together; `npm run soak` has 200,000. */
const inputs = process.env.SOAK === undefined ? 3_000 : 200_000;
const batchSize = 5;

const linesOf = (file: string) => (existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : []);

/** Events as vendors send them: the fixtures, the cases, and the samples if there are any. */
function realEvents(vendor: string): readonly string[] {
  const [fixtures, cases] = [join(__dirname, "vendors", vendor), join(__dirname, "vendors", "cases")];
  const files = existsSync(fixtures) ? readdirSync(fixtures).filter((file) => file.endsWith(".event.json")) : [];
  const ofVendor = readdirSync(cases).filter((file) => file.endsWith(`-${vendor}.jsonl`));
  return [
    ...files.map((file) => readFileSync(join(fixtures, file), "utf8")),
    ...ofVendor.flatMap((file) => linesOf(join(cases, file))),
    ...(process.env.SAMPLES === undefined ? [] : linesOf(join(process.env.SAMPLES, `${vendor}.jsonl`))),
  ];
}

/** A real event in which some parts were removed, doubled or overwritten. */
function mutated(texts: readonly string[]): fc.Arbitrary<string> {
  const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const pieces = fc.oneof(
    fc.constantFrom("", "null", "0", "-1e999", '""', "{}", "[]", "\u0000", "\ud800", '"__proto__":', "{", '"', ","),
    fc.constant("é".repeat(300)),
  );
  const change = fc.tuple(place, fc.nat(40), pieces);
  return fc.tuple(fc.constantFrom(...texts), fc.array(change, { minLength: 1, maxLength: 4 })).map(([text, changes]) =>
    changes.reduce((whole, [at, length, piece]) => {
      const start = Math.floor(at * whole.length);
      return whole.slice(0, start) + piece + whole.slice(start + length);
    }, text),
  );
}

/** Any JSON, and texts that mappings read or that are hostile. */
const values: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom("\ud800", "2024-02-30T00:00:00Z", "203.0.113.7", "a=b&token=secret", "%3Ftoken%3Dx", "FAILURE"),
  fc.integer({ min: 200, max: 40_000 }).map((length) => "ü".repeat(length)),
);

/** A real event with some values replaced by others, still valid JSON. */
function exchanged(texts: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(fc.tuple(fc.nat(200), values), { minLength: 1, maxLength: 5 }))
    .map(([text, changes]) => {
      const places = new Map(changes);
      let place = 0;
      const changed = JSON.parse(text, (_, value) => (places.has(place++) ? places.get(place - 1) : value));
      return JSON.stringify(changed) ?? "null";
    });
}

const time = "2026-11-20T09:30:00Z";

/** Bodies of messages: most contain an envelope, some any text. */
function bodies(vendor: string): fc.Arbitrary<string> {
  const texts = realEvents(vendor);
  const inEnvelope = (detail: fc.Arbitrary<string>) =>
    fc
      .tuple(detail, fc.string(), fc.constantFrom(time, time, "", "some day"))
      .map(
        ([text, id, at]) =>
          `{"id":${JSON.stringify(id)},"detail-type":"x","source":"y","time":"${at}","detail":${text}}`,
      );
  return fc.oneof(
    { weight: 2, arbitrary: inEnvelope(mutated(texts)) },
    { weight: 6, arbitrary: inEnvelope(exchanged(texts)) },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.string() },
  );
}

/** Returns true for an object in an envelope with a time, which is never rejected. */
function mustBeMapped(body: string): boolean {
  try {
    const envelope = JSON.parse(body) as JsonValue;
    return isJsonObject(envelope) && isJsonObject(envelope.detail) && envelope.time === time;
  } catch {
    return false;
  }
}

/** Handles a batch. Returns the audit events that were sent, and the dead letters with their reasons. */
async function handled(settings: ForwarderSettings, batch: readonly string[]) {
  const sent: AuditEventEntry[] = [];
  const parked: { readonly body: string; readonly reason: string }[] = [];
  const handler = createHandler(settings, environment, {
    sink: lakeSink(async (entries) => {
      sent.push(...entries);
      return { successful: entries.map(({ id }) => ({ id })), failed: [] };
    }),
    sendToDeadLetters: async (entries) =>
      entries.map(({ Id, MessageBody, MessageAttributes }) => {
        parked.push({ body: MessageBody ?? "", reason: MessageAttributes?.reason?.StringValue ?? "" });
        return Id ?? "";
      }),
    readSalt: async () => "salt",
    clock: new TestClock(),
    write: () => undefined,
  });
  const records = batch.map((body, index) => sqsRecord(`m${index}`, body));
  const { batchItemFailures } = await handler(sqsEvent(...records), contextWith(40_000));
  return { sent, parked, batchItemFailures };
}

const subjects: readonly (readonly [string, ForwarderSettings])[] = [
  ...vendorNames
    .filter((vendor) => realEvents(vendor).length > 0 && vendor !== "custom")
    .map((vendor) => [vendor, { integration: vendor, vendor }] as const),
  [
    "a configured mapping",
    {
      integration: "custom",
      vendor: "custom",
      mapping: {
        id: ["event.id", "event.uuid"],
        eventTime: "event.time",
        eventName: "event.?type.orValue('none') + ''",
        userIdentity: { type: "'User'", principalId: ["event.actor.id", "event.user"], details: "event.actor" },
        requestParameters: { target: "event.target", both: "[event.a, event.b]" },
        responseElements: "{'result': event.result}",
        errorCode: "event.result == 'failed' ? event.reason : ''",
      },
    },
  ],
  [
    "privacy of every kind",
    {
      integration: "okta",
      vendor: "okta",
      privacy: {
        drop: ["actor.*"],
        mask: ["target.*.id"],
        hash: ["client"],
        allow: ["actor", "client", "target", "a"],
      },
    },
  ],
];

describe(`${inputs} inputs`, () => {
  it.each(subjects)(
    "to the handler of %s are stored within every limit or become dead letters with a reason, deterministically",
    async (_name, settings) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(bodies(settings.vendor), { minLength: batchSize, maxLength: batchSize }),
          async (batch) => {
            const { sent, parked, batchItemFailures } = await handled(settings, batch);
            expect(batchItemFailures).toEqual([]);
            expect(sent.flatMap(problemsOf)).toEqual([]);
            expect(parked.filter(({ body }) => mustBeMapped(body))).toEqual([]);
            expect(parked.filter(({ reason }) => !/^[A-Z].*\.$/.test(reason))).toEqual([]);
            expect(await handled(settings, batch)).toEqual({ sent, parked, batchItemFailures });
            // A vendor that sends the same event again sends it at another time.
            const later = batch.map((body) => body.replace(`"time":"${time}"`, '"time":"2026-11-20T10:00:00Z"'));
            expect((await handled(settings, later)).sent.map(({ id }) => id)).toEqual(sent.map(({ id }) => id));
          },
        ),
        { numRuns: Math.ceil(inputs / subjects.length / batchSize) },
      );
    },
    3_600_000,
  );
});
