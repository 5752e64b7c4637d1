import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SQSEvent } from "aws-lambda";
import fc from "fast-check";
import { createHandler } from "../../functions/forwarder/handler";
import { lakeSink } from "../../functions/sinks/sink";
import { vendorNames } from "../../functions/vendors";
import { contextWith, sqsRecord } from "./sqsEvent";
import { TestClock } from "./testClock";

/** Inputs of all handlers together; `npm run soak` has 200,000. */
const inputs = process.env.SOAK === undefined ? 20_000 : 200_000;

const environment = {
  channelArn: "arn:aws:cloudtrail:us-east-1:123456789012:channel/abc",
  region: "us-east-1",
  accountId: "123456789012",
  deadLetterQueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/dead-letters",
};

/** Events as vendors send them: the fixtures, and the samples where there are any. */
function realEvents(vendor: string): readonly string[] {
  const fixtures = join(__dirname, "vendors", vendor);
  const files = existsSync(fixtures) ? readdirSync(fixtures).filter((file) => file.endsWith(".event.json")) : [];
  const sample = join(process.env.SAMPLES ?? "", `${vendor}.jsonl`);
  const lines = process.env.SAMPLES !== undefined && existsSync(sample) ? readFileSync(sample, "utf8").split("\n") : [];
  return [...files.map((file) => readFileSync(join(fixtures, file), "utf8")), ...lines.filter((line) => line !== "")];
}

/** A real event in which some stretches were taken out, doubled, or written over. */
function mutated(texts: readonly string[]): fc.Arbitrary<string> {
  const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const pieces = fc.constantFrom(
    "",
    "null",
    "0",
    "-1e999",
    '""',
    "{}",
    "[]",
    "\u0000",
    "\ud800",
    '"__proto__":',
    "{",
    '"',
    ",",
    "é".repeat(300),
  );
  const change = fc.tuple(place, fc.nat(40), pieces);
  return fc.tuple(fc.constantFrom(...texts), fc.array(change, { minLength: 1, maxLength: 4 })).map(([text, changes]) =>
    changes.reduce((whole, [at, length, piece]) => {
      const start = Math.floor(at * whole.length);
      return whole.slice(0, start) + piece + whole.slice(start + length);
    }, text),
  );
}

/** A real event whose values were exchanged for others, so that it is still JSON. */
function exchanged(texts: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom(...texts),
      fc.array(fc.tuple(fc.nat(200), fc.jsonValue({ maxDepth: 2 })), { minLength: 1, maxLength: 5 }),
    )
    .map(([text, changes]) => {
      const places = new Map(changes);
      let place = 0;
      return JSON.stringify(
        JSON.parse(text, (_, value) => (places.has(place++) ? places.get(place - 1) : value)) ?? null,
      );
    });
}

/** What an invocation may bring: most messages hold an envelope, some anything at all. */
function bodies(vendor: string): fc.Arbitrary<string> {
  const texts = realEvents(vendor);
  const inEnvelope = (detail: fc.Arbitrary<string>) =>
    fc
      .tuple(detail, fc.string(), fc.constantFrom("2026-11-20T09:30:00Z", "", "some day"))
      .map(
        ([text, id, time]) =>
          `{"version":"0","id":${JSON.stringify(id)},"detail-type":"x","time":${JSON.stringify(time)},"detail":${text}}`,
      );
  return fc.oneof(
    { weight: 3, arbitrary: inEnvelope(mutated(texts)) },
    { weight: 3, arbitrary: inEnvelope(exchanged(texts)) },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.string() },
  );
}

const vendors = vendorNames.filter((name) => realEvents(name).length > 0);
const batchSize = 5;

describe(`${inputs} inputs`, () => {
  it.each(vendors)(
    "never make the handler of %s throw, and each batch has a valid response",
    async (vendor) => {
      const handler = createHandler({ integration: vendor, vendor }, environment, {
        sink: lakeSink(async (sent) => ({ successful: sent.map(({ id }) => ({ id })), failed: [] })),
        sendToDeadLetters: async (entries) => entries.map(({ Id }) => Id ?? ""),
        clock: new TestClock(),
        write: () => undefined,
      });
      await fc.assert(
        fc.asyncProperty(fc.array(bodies(vendor), { minLength: batchSize, maxLength: batchSize }), async (batch) => {
          const event: SQSEvent = { Records: batch.map((body, index) => sqsRecord(`m${index}`, body)) };
          const { batchItemFailures } = await handler(event, contextWith(40_000));
          // Every input is decided: accepted, or rejected with its reason. None comes back.
          expect(batchItemFailures).toEqual([]);
        }),
        { numRuns: Math.ceil(inputs / vendors.length / batchSize) },
      );
    },
    3_600_000,
  );
});
