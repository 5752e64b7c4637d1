import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { MappedEvent } from "../../functions/mapping/mapping";
import type { JsonValue } from "../../functions/mapping/values/json";
import { parseJson } from "../../functions/mapping/values/parseJson";
import { vendors } from "../../functions/vendors";
import { mapped } from "./vendors/mapped";

/**
 * Every text, number and boolean with its path. Empty texts and nulls mark missing values; another test checks that
 * they stay.
 */
function leavesOf(value: JsonValue, trail: readonly string[] = []): readonly (readonly [string, string])[] {
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, child]) => leavesOf(child as JsonValue, [...trail, key]));
  }
  return value === null || value === "" ? [] : [[trail.join("."), String(value)]];
}

/**
 * Returns the leaves of an event that are missing in its audit event, or occur less often there, except for redacted
 * ones.
 */
function lost(detail: JsonValue, { event, redacted }: MappedEvent): readonly string[] {
  const held = new Map<string, number>();
  for (const [, text] of leavesOf(event as unknown as JsonValue)) {
    held.set(text, (held.get(text) ?? 0) + 1);
  }
  // A field whose case differs from the vendor's documents is listed as documented.
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
} else {
  test.each(sampled)(
    "no value of an event of %s in the folder named by SAMPLES is lost, except redacted ones",
    (vendor) => {
      const lines = readFileSync(join(folder, `${vendor}.jsonl`), "utf8")
        .trim()
        .split("\n");
      const problems = lines.flatMap((line, index) => {
        const detail = parseJson(line);
        const result = mapped(vendor, detail);
        const missing = result.truncated.length > 0 ? [] : lost(detail, result);
        return missing.map((problem) => `line ${index + 1}: ${problem}`);
      });
      expect(problems).toEqual([]);
    },
  );
}

const keys = fc.oneof(
  fc.constantFrom("actor", "id", "type", "data", "details", "event", "target", "client", "outcome", "user", "context"),
  fc.stringMatching(/^[a-z]{1,6}$/),
);
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc
      .oneof(fc.stringMatching(/^[a-z ]{0,12}$/), fc.integer(), fc.boolean(), fc.constant(null))
      .map((value) => JSON.stringify(value)),
    fc.bigInt().map(String),
    fc.array(tie("json"), { maxLength: 4 }).map((items) => `[${items}]`),
    fc.dictionary(keys, tie("json"), { maxKeys: 5 }).map(objectOf),
  ),
}));

function objectOf(fields: Readonly<Record<string, string>>): string {
  return `{${Object.entries(fields).map(([key, value]) => `"${key}":${value}`)}}`;
}

test.each(Object.keys(vendors))("an event of %s keeps every value", (vendor) => {
  fc.assert(
    fc.property(fc.dictionary(keys, json, { maxKeys: 8 }).map(objectOf), (text) => {
      const detail = parseJson(text);
      expect(lost(detail, mapped(vendor, detail))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
