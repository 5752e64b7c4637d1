import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parseEnvelope } from "../../functions/mapping/envelope";
import { type MappedEvent, mapEvent } from "../../functions/mapping/mapping";
import type { JsonValue } from "../../functions/mapping/values/json";
import { parseJson } from "../../functions/mapping/values/parseJson";
import { vendors } from "../../functions/vendors";
import { problemsOf } from "./withinLimits";

/** An event in an EventBridge envelope, both as they are written in a message's body. */
function mapped(vendor: string, detail: string): MappedEvent {
  const envelope = parseEnvelope(
    `{"detail-type":"x","source":"s","time":"2024-05-14T09:30:05Z","id":"e-1","detail":${detail}}`,
  );
  const result =
    "detail" in envelope
      ? mapEvent(envelope, { integration: vendor, vendor, recipientAccountId: "123456789012" })
      : envelope;
  if (result.status === "rejected") {
    throw new Error(result.reason);
  }
  return result;
}

/** Every text, number and boolean with its path. Empty texts and nulls say where nothing is; whether they stay is held by another test. */
function leavesOf(value: JsonValue, trail: readonly string[] = []): readonly (readonly [string, string])[] {
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, child]) => leavesOf(child as JsonValue, [...trail, key]));
  }
  return value === null || value === "" ? [] : [[trail.join("."), String(value).replace(/^literal /, "")]];
}

/** The leaves of an event that its audit event does not hold, or not as often, but for those that were redacted. */
function lost(detail: JsonValue, { event, redacted }: MappedEvent): readonly string[] {
  const held = new Map<string, number>();
  for (const [, text] of leavesOf(event as unknown as JsonValue)) {
    held.set(text, (held.get(text) ?? 0) + 1);
  }
  // A field in another case than the vendor documents is listed as documented.
  const hidden = new Set(redacted.map((path) => path.toLowerCase()));
  return leavesOf(detail).flatMap(([path, text]) => {
    if (hidden.has(path.toLowerCase())) {
      return [];
    }
    const count = held.get(text) ?? 0;
    held.set(text, count - 1);
    return count > 0 ? [] : [`${path}: ${text}`];
  });
}

const folder = process.env.SAMPLES ?? "";
const sampled = Object.keys(vendors).filter((vendor) => folder !== "" && existsSync(join(folder, `${vendor}.jsonl`)));

if (sampled.length === 0) {
  test.todo("no value of an event in the folder named by SAMPLES is lost");
}

for (const vendor of sampled) {
  test(`no value of an event of ${vendor} in the folder named by SAMPLES is lost but what is listed as redacted, and each is within the limits`, () => {
    const lines = readFileSync(join(folder, `${vendor}.jsonl`), "utf8")
      .trim()
      .split("\n");
    const problems = lines.flatMap((line, index) => {
      const result = mapped(vendor, line);
      const missing = result.truncated.length > 0 ? [] : lost(parseJson(line), result);
      return [...missing, ...problemsOf(result)].map((problem) => `line ${index + 1}: ${problem}`);
    });
    expect(problems).toEqual([]);
  });
}

/** Stands for a number that JSON.stringify cannot write. */
function literal(number: bigint): string {
  return `literal ${number}`;
}

describe.each(Object.keys(vendors))("an event of %s", (vendor) => {
  const keys = fc.oneof(
    fc.constantFrom(
      "actor",
      "id",
      "type",
      "data",
      "details",
      "event",
      "target",
      "client",
      "outcome",
      "result",
      "user",
      "config",
      "context",
    ),
    fc.stringMatching(/^[a-z]{1,6}$/),
  );
  const { json } = fc.letrec<{ json: JsonValue }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.oneof(
        fc.stringMatching(/^[a-z ]{0,12}$/),
        fc.integer(),
        fc.bigInt().map(literal),
        fc.boolean(),
        fc.constant(null),
      ),
      fc.array(tie("json"), { maxLength: 4 }),
      fc.dictionary(keys, tie("json"), { maxKeys: 5 }),
    ),
  }));

  test("keeps every value of any shape, and numbers beyond 2^53 with every digit", () => {
    fc.assert(
      fc.property(fc.dictionary(keys, json, { maxKeys: 8 }), (event) => {
        const text = JSON.stringify(event).replace(/"literal (-?\d+)"/g, "$1");
        expect(lost(event, mapped(vendor, text))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
