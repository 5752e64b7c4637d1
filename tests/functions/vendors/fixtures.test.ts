import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { envelopeOf } from "../../../functions/mapping/envelope";
import type { JsonValue } from "../../../functions/mapping/json";
import { type MappedEvent, mapEvent } from "../../../functions/mapping/mapping";
import { vendors } from "../../../functions/vendors";
import { problemsOf } from "../withinLimits";

/*
 * Events in each vendor's documented shape, and beside each the audit event that it must become. An expectation names, as
 * `shapeFrom`, the public document that the event's shape comes from.
 */

interface Expectation {
  readonly shapeFrom: string;
  readonly event: { readonly eventName: string };
}

const withFixtures = Object.keys(vendors).filter((vendor) => fixtures(vendor).length > 0);

function fixtures(vendor: string): readonly string[] {
  const folder = join(__dirname, vendor);
  return (existsSync(folder) ? readdirSync(folder) : [])
    .filter((file) => file.endsWith(".expected.json"))
    .map((file) => file.replace(".expected.json", ""));
}

function read(vendor: string, file: string): JsonValue {
  return JSON.parse(readFileSync(join(__dirname, vendor, file), "utf8"));
}

describe.each(withFixtures)("the events of %s", (vendor) => {
  const names = fixtures(vendor);

  test("cover at least six kinds", () => {
    const kinds = names.map(
      (name) => (read(vendor, `${name}.expected.json`) as unknown as Expectation).event.eventName,
    );
    expect(new Set(kinds).size).toBeGreaterThanOrEqual(6);
  });

  test.each(names)("%s", (name) => {
    const { shapeFrom, ...expected } = read(vendor, `${name}.expected.json`) as unknown as Expectation;
    const result = mapEvent(envelopeOf(read(vendor, `${name}.event.json`)), {
      integration: vendor,
      vendor,
      recipientAccountId: "123456789012",
    });
    expect(result).toMatchObject({ status: "mapped" });
    const { id, event, truncated, redacted } = result as MappedEvent;
    expect(JSON.parse(JSON.stringify({ id, event, truncated, redacted }))).toEqual(expected);
    expect(problemsOf(result as MappedEvent)).toEqual([]);
    expect(shapeFrom).toMatch(/\S+ \S+/);
  });
});
