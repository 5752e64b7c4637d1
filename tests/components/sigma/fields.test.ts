import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { placesOf } from "../../../components/detections/sigma/fields/places";
import { type VendorFields, vendorFields } from "../../../components/detections/sigma/fields/vendorFields";
import { insightsText } from "../../../components/detections/sigma/toInsights";
import { trinoText } from "../../../components/detections/sigma/toTrino";
import { compileMapping } from "../../../functions/mapping/compiledMapping";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../functions/mapping/values/json";
import { withKnownCase } from "../../../functions/mapping/values/knownCase";
import { runInsightsQuery } from "../../../sandbox/cloudWatchLogs/insights/run";
import { type MappedEvents, mappedEvents } from "./mappedEvents";

const cases = join(__dirname, "..", "..", "functions", "vendors", "cases");

/** Events of a vendor from the tests' cases, and from the folder that SAMPLES names, if set. */
function eventsOf(vendor: string): readonly JsonObject[] {
  const sample = join(process.env.SAMPLES ?? "", `${vendor}.jsonl`);
  const files = readdirSync(cases).filter((file) => file.endsWith(`-${vendor}.jsonl`));
  return [...files.map((file) => join(cases, file)), ...(existsSync(sample) ? [sample] : [])]
    .flatMap((file) => readFileSync(file, "utf8").split("\n").filter(Boolean))
    .map((line): JsonValue => JSON.parse(line))
    .filter(isJsonObject)
    .map((event) => (isJsonObject(event.detail) && "detail-type" in event ? event.detail : event));
}

/** Returns the texts, numbers and booleans of an event by their paths, except those in lists. */
function leavesOf(
  value: JsonValue,
  path: readonly string[] = [],
): readonly (readonly [path: string, leaf: JsonValue])[] {
  if (isJsonObject(value)) {
    return Object.entries(value).flatMap(([key, child]) => leavesOf(child, [...path, key]));
  }
  return value === null || value === "" || Array.isArray(value) ? [] : [[JSON.stringify(path), value]];
}

interface Answers {
  readonly events: MappedEvents;
  readonly paths: readonly string[];
  readonly fields: VendorFields;
}

/** Returns the values that SQL finds at each of the paths, by event. */
async function foundInLake({ events, paths, fields }: Answers): Promise<readonly (readonly JsonValue[])[]> {
  const found: JsonValue[][] = events.mapped.map(() => []);
  for (let start = 0; start < paths.length; start += 20) {
    const expressions = paths.slice(start, start + 20).map((name) => {
      return trinoText({ name, places: placesOf(fields, JSON.parse(name), false), isTime: false });
    });
    for (const [index, row] of (await events.store.select(expressions)).entries()) {
      found[index]?.push(...row);
    }
  }
  return found;
}

async function foundInLogs({ events, paths, fields }: Answers): Promise<readonly (readonly JsonValue[])[]> {
  const columns = paths.map((name, index) => {
    return `coalesce(${insightsText({ name, places: placesOf(fields, JSON.parse(name), false), isTime: false })}, "") as c${index}`;
  });
  const { rows } = await runInsightsQuery([events.logGroup], {
    text: `fields ${columns.join(", ")}, @timestamp | sort @timestamp asc | limit 10000`,
  });
  return rows;
}

describe.each(Object.keys(vendorFields))("a field of %s's events", (vendor) => {
  it("has its text in the compiled SQL and Logs Insights query", async () => {
    const fields = vendorFields[vendor];
    if (fields === undefined) {
      throw new Error(vendor);
    }
    const sent = eventsOf(vendor);
    const { anyCase } = compileMapping(fields.vendor.mapping);
    const named = sent.map((event) => (anyCase === undefined ? event : withKnownCase(event, anyCase)));
    const leaves = named.map((event) => new Map(leavesOf(event)));
    const paths = [...new Set(leaves.flatMap((one) => [...one.keys()]))].filter((path) => !path.includes("`"));
    const events = await mappedEvents(vendor, sent);
    const answers = { events, paths, fields };
    const [inLake, inLogs] = [await foundInLake(answers), await foundInLogs(answers)];
    await events.store.close();
    const wrong = leaves.flatMap((one, index) =>
      [...one].flatMap(([path, leaf]) => {
        const column = paths.indexOf(path);
        // An event in a wrapper may have the field outside of it, too.
        const other = one.get(JSON.stringify(JSON.parse(path).slice(1)));
        const sql = inLake[index]?.[column];
        const logs = inLogs[index]?.[column];
        const digit = typeof leaf === "boolean" ? String(Number(leaf)) : String(leaf);
        const isMasked = events.mapped[index]?.eventData.includes("REDACTED") && String(sql).includes("REDACTED");
        const isRight =
          [leaf, other].some((one) => String(one) === sql) && [digit, other].some((one) => String(one) === logs);
        return isRight || isMasked || column < 0 ? [] : [`${index} ${path}: ${leaf} is ${sql} and ${logs}`];
      }),
    );
    expect(wrong).toEqual([]);
    expect(paths.length).toBeGreaterThan(10);
  });
});
