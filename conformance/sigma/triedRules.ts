import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { vendorFields } from "../../components/detections/sigma/fields/vendorFields";
import { entryOf } from "../../components/detections/sigma/nodes";
import { readCorrelation, type SigmaCorrelation } from "../../components/detections/sigma/readCorrelation";
import { readRule, type SigmaRule } from "../../components/detections/sigma/readRule";
import { RuleFile } from "../../components/detections/sigma/ruleFile";
import { readYamlDocuments } from "../../components/detections/sigma/yamlNodes";
import { compileMapping } from "../../functions/mapping/compiledMapping";
import { envelopeOf } from "../../functions/mapping/envelope";
import { type MappedEvent, mapEvents } from "../../functions/mapping/mapping";
import { isJsonObject, type JsonObject, type JsonValue, pathOf, valueAt } from "../../functions/mapping/values/json";
import { withKnownCase } from "../../functions/mapping/values/knownCase";
import { formattedTimeOf } from "../../functions/mapping/values/time";
import { eventsOfRule, withField } from "./ruleEvents";

/** Values of the placeholders in the tested rules. */
export const placeholders = { legtimate_identifiers: ["x"] };

/** A vendor's event that rules are tested with. */
export interface TriedEvent {
  readonly id: string;
  /** The vendor's event, with its fields under their known names. */
  readonly event: JsonObject;
  readonly mapped: MappedEvent;
}

/** The tested rule files: the project's, one per construct of Sigma, and those in the folder that SIGMA_RULES names. */
export function ruleFiles(): readonly string[] {
  const project = join(__dirname, "..", "..");
  return [join(project, "rules"), join(__dirname, "constructs"), process.env.SIGMA_RULES ?? ""].flatMap(filesIn);
}

/** Returns the events for the rules of a file: their own examples, and events built from their values. */
export function eventsOfFile(file: string): readonly JsonObject[] {
  return [...examplesOf(file), ...madeEvents(readFileSync(file, "utf8"), file)];
}

function filesIn(folder: string): readonly string[] {
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".yml"))
        .sort()
        .map((file) => join(folder, file))
    : [];
}

/** The rule's own events, positive and negative. */
function examplesOf(file: string): readonly JsonObject[] {
  const examples = file.replace(/\.yml$/, ".events.json");
  if (!existsSync(examples)) {
    return [];
  }
  const { positive, negative }: Readonly<Record<string, JsonValue>> = JSON.parse(readFileSync(examples, "utf8"));
  return [positive, negative].flat().flatMap((one) => {
    const { event = null, events = [event] } = isJsonObject(one ?? null) ? (one as JsonObject) : {};
    return Array.isArray(events) ? events.filter(isJsonObject) : [];
  });
}

/** The vendor's events in the folder that SAMPLES names. */
export function samplesOf(vendor: string): readonly JsonObject[] {
  const file = join(process.env.SAMPLES ?? "", `${vendor}.jsonl`);
  return existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter(Boolean)
        .map((line): JsonValue => JSON.parse(line))
        .filter(isJsonObject)
    : [];
}

/**
 * Returns events built from the rule's own values; for a correlation, of several groups around the edges of its
 * timespan.
 */
function madeEvents(text: string, file: string): readonly JsonObject[] {
  const source = new RuleFile(file, () => undefined);
  const documents = readYamlDocuments(text, source).map((document) => {
    const entry = entryOf(document, "correlation");
    return entry === undefined ? readRule(document, source, placeholders) : readCorrelation(document, entry, source);
  });
  const rules = documents.flatMap((one): readonly SigmaRule[] => ("test" in one ? [one] : []));
  const made = rules.flatMap(({ test, fields }) => eventsOfRule(test, fields));
  const correlations = documents.flatMap((one): readonly SigmaCorrelation[] => ("test" in one ? [] : [one]));
  const positive = made.slice(0, 1);
  return [...made, ...correlations.flatMap((one) => positive.flatMap((event) => burstsOf(event, one, rules)))];
}

/** The first is early enough that the longest timespan begins in the same year. */
const start = Date.UTC(2026, 2, 1);

function burstsOf(
  event: JsonObject,
  correlation: SigmaCorrelation,
  [rule]: readonly SigmaRule[],
): readonly JsonObject[] {
  const { gte = 1, gt = gte - 1 } = correlation.condition;
  const count = Math.min(Math.max(gte, gt + 1), 60);
  const timeField = rule?.fields.vendor.mapping.eventTime.from[0] ?? "published";
  const groups = ["one", "ONE", "two", "three", undefined];
  const names = correlation.groupBy.map((name) => [...(correlation.aliases.get(name)?.values() ?? [name])][0] ?? name);
  return groups.flatMap((group, index) =>
    Array.from({ length: count + index - 1 }, (_, place) => {
      // The last event is at the edge of the first one's timespan, or a second after it.
      const step = (correlation.timespanSeconds + (index % 2)) / Math.max(count - 1, 1);
      const milliseconds = start + Math.floor(step * place) * 1_000;
      const time = new Date(milliseconds).toISOString();
      const grouped = group === undefined ? event : names.reduce((one, name) => withField(one, { name }, group), event);
      const field = correlation.valueField;
      const valued = field === undefined ? grouped : withField(grouped, { name: field }, `v${place}`);
      return withField(valued, { name: timeField }, time);
    }),
  );
}

/** Sets an id and a time in each event and maps it. Leaves out rejected events. */
export function triedEvents(vendor: string, events: readonly JsonObject[]): readonly TriedEvent[] {
  const fields = vendorFields[vendor];
  if (fields === undefined) {
    throw new Error(`No fields are known for ${vendor}.`);
  }
  const { mapping } = fields.vendor;
  const { anyCase } = compileMapping(mapping);
  return events.flatMap((sent, index): readonly TriedEvent[] => {
    const inner = isJsonObject(sent.detail) && "detail-type" in sent ? sent.detail : sent;
    const cased = anyCase === undefined ? inner : withKnownCase(inner, anyCase);
    // Each event has a time and a unique id, by which both sides refer to it.
    const own = withField(cased, { name: mapping.id.from[0] ?? "id" }, `event-${index}`);
    const isTimed = mapping.eventTime.from.some((path) => formattedTimeOf(valueAt(own, pathOf(path)), undefined));
    const timeField = mapping.eventTime.from[0] ?? "time";
    const known = isTimed ? own : withField(own, { name: timeField }, "2026-11-20T09:00:00Z");
    const [result] = mapEvents(envelopeOf(known), { integration: vendor, vendor, recipientAccountId: "123456789012" });
    if (result.status === "rejected") {
      return [];
    }
    return [{ id: result.event.UID, event: known, mapped: result }];
  });
}
