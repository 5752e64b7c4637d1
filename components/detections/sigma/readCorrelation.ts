import type { Condition } from "../../../functions/detector/compiledRule";
import { entryOf, neededEntry, textAt, textsOf } from "./nodes";
import { type RuleHeader, readHeader } from "./readRule";
import type { RuleFile } from "./ruleFile";
import type { YamlEntry, YamlMap } from "./yamlNodes";

/** A Sigma correlation: a condition on several events of the rules that it names. */
export interface SigmaCorrelation {
  readonly header: RuleHeader;
  readonly type: "event_count" | "value_count";
  /** Names or ids of rules of the same file. */
  readonly rules: readonly string[];
  readonly line: number;
  readonly groupBy: readonly string[];
  /** The field whose distinct values `value_count` counts. */
  readonly valueField?: string | undefined;
  readonly timespanSeconds: number;
  readonly condition: Condition;
  /** The field of each rule, by the rule's name or id, by alias. */
  readonly aliases: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** True if the rules that it names also make findings. */
  readonly generate: boolean;
}

/** Unsupported types, with the reason. */
const refusedTypes: Readonly<Record<string, string>> = {
  temporal: "events of different rules near each other are not supported",
  temporal_ordered: "events of different rules in an order are not supported",
  value_sum: "sums are not supported",
  value_avg: "averages are not supported",
  value_percentile: "percentiles are not supported",
  value_median: "it is not in Sigma 2.1",
};

const types = ["event_count", "value_count"] as const;
const bounds = ["gte", "gt"] as const;
/** Bounds of Sigma that a late event could make false after the finding. */
const upperBounds = ["lte", "lt", "eq", "neq"];
const keys = ["type", "rules", "group-by", "timespan", "condition", "aliases", "generate"];

/** Reads a correlation. Source: Sigma correlation rules specification 2.1. @throws RuleError */
export function readCorrelation(document: YamlMap, entry: YamlEntry, file: RuleFile): SigmaCorrelation {
  const { line, value } = entry;
  if (value.kind !== "map") {
    return file.refuse(line, `correlation must be a map with ${keys.join(", ")}.`);
  }
  const unknown = value.entries.find(({ key }) => !keys.includes(key));
  if (unknown !== undefined) {
    file.refuseWord(unknown.line, "field of a correlation", unknown.key, keys);
  }
  const type = readType(value, file);
  const rules = textsOf(value, "rules", file);
  if (rules.length === 0) {
    file.refuse(line, "The correlation names no rules; give the name or id of at least one rule of this file.");
  }
  const groupBy = textsOf(value, "group-by", file);
  if (groupBy.length === 0) {
    file.refuse(
      line,
      "group-by is missing; name the fields that the events of one finding share, such as actor.alternateId.",
    );
  }
  const { condition, field } = readCount(value, type, file);
  return {
    header: readHeader(document, file),
    type,
    rules,
    line,
    groupBy,
    valueField: field,
    timespanSeconds: readTimespan(value, file),
    condition,
    aliases: readAliases(value, file),
    generate: readGenerate(document, value, file),
  };
}

function readType(map: YamlMap, file: RuleFile): SigmaCorrelation["type"] {
  const { line } = neededEntry(map, "type", file, `it must be one of ${types.join(", ")}`);
  const text = textAt(map, "type", file) ?? "";
  const reason = Object.hasOwn(refusedTypes, text) ? refusedTypes[text] : undefined;
  if (reason !== undefined) {
    file.refuse(line, `The correlation type ${text} is refused: ${reason}; use one of ${types.join(", ")}.`);
  }
  return types.find((one) => one === text) ?? file.refuseWord(line, "correlation type", text, types);
}

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

function readTimespan(map: YamlMap, file: RuleFile): number {
  const { line } = neededEntry(map, "timespan", file, "give a length of time such as 10m");
  const text = textAt(map, "timespan", file) ?? "";
  const [, digits = "", unit = ""] = /^([1-9]\d{0,8})([smhd])$/.exec(text) ?? [];
  const length = Number(digits) * (seconds[unit] ?? 0);
  return length > 0
    ? length
    : file.refuse(
        line,
        `timespan must be a whole number with s, m, h or d, such as 10m; it is ${JSON.stringify(text)}.`,
      );
}

function readCount(map: YamlMap, type: SigmaCorrelation["type"], file: RuleFile) {
  const { line, value } = neededEntry(map, "condition", file, "give a bound such as gte: 10");
  if (value.kind !== "map") {
    return file.refuse(line, "The condition of a correlation must be a map with a bound such as gte: 10.");
  }
  const condition: Partial<Record<(typeof bounds)[number], number>> = {};
  for (const entry of value.entries.filter(({ key }) => key !== "field")) {
    const operator = bounds.find((one) => one === entry.key);
    const text = entry.value.kind === "scalar" ? (entry.value.text ?? "") : "";
    if (upperBounds.includes(entry.key)) {
      file.refuse(
        entry.line,
        `The bound ${entry.key} is refused: an event that arrives late could make a finding untrue; use ${bounds.join(" or ")}.`,
      );
    }
    if (operator === undefined) {
      file.refuseWord(entry.line, "bound of a correlation", entry.key, [...bounds, "field"]);
    }
    if (!/^\d{1,9}$/.test(text)) {
      file.refuse(entry.line, `${operator} must be a whole number; it is ${JSON.stringify(text)}.`);
    }
    condition[operator] = Number(text);
  }
  if (Object.keys(condition).length === 0) {
    file.refuse(line, `The condition has no bound; give one of ${bounds.join(", ")}.`);
  }
  const field = textAt(value, "field", file);
  if (type === "value_count" && field === undefined) {
    file.refuse(line, "value_count needs condition.field, the field whose different values are counted.");
  }
  if (type === "event_count" && field !== undefined) {
    file.refuse(line, "event_count counts events and takes no condition.field; use value_count, or leave it out.");
  }
  return { condition, field };
}

function readAliases(map: YamlMap, file: RuleFile): SigmaCorrelation["aliases"] {
  const entry = entryOf(map, "aliases");
  if (entry === undefined) {
    return new Map();
  }
  if (entry.value.kind !== "map") {
    return file.refuse(entry.line, "aliases must be a map of names, each with the field of every rule.");
  }
  return new Map(
    entry.value.entries.map(({ key, line, value }) => {
      if (value.kind !== "map") {
        return file.refuse(line, `The alias ${key} must be a map of rules and their fields.`);
      }
      const rules = value;
      return [key, new Map(rules.entries.map((one) => [one.key, textAt(rules, one.key, file) ?? ""]))] as const;
    }),
  );
}

/** Reads `generate`, which is beside the correlation in the specification, and inside it in some rules. */
function readGenerate(document: YamlMap, map: YamlMap, file: RuleFile): boolean {
  const entry = entryOf(map, "generate") ?? entryOf(document, "generate");
  if (entry === undefined) {
    return false;
  }
  const text = entry.value.kind === "scalar" ? entry.value.text : null;
  if (text !== "true" && text !== "false") {
    file.refuse(entry.line, `generate must be true or false; it is ${JSON.stringify(text)}.`);
  }
  return text === "true";
}
