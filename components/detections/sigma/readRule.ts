import { type Level, levels } from "../../../functions/detector/compiledRule";
import { readCondition, type Selections } from "./condition";
import { type VendorFields, vendorFields } from "./fields/vendorFields";
import { entryOf, neededEntry, textAt, textsOf } from "./nodes";
import { type Reading, readFieldTest, readKeywords } from "./readField";
import type { RuleFile } from "./ruleFile";
import { allOf, anyOf, type Test } from "./test";
import type { Placeholders } from "./values";
import type { YamlEntry, YamlMap, YamlNode } from "./yamlNodes";

/** Metadata of a rule or a correlation. */
export interface RuleHeader {
  readonly line: number;
  readonly title: string;
  /** The name that a correlation can use instead of `id`. */
  readonly name?: string | undefined;
  readonly id?: string | undefined;
  readonly description: string;
  readonly level?: Level | undefined;
  readonly tags: readonly string[];
  readonly falsePositives: readonly string[];
}

/** A Sigma rule on single events. */
export interface SigmaRule {
  readonly header: RuleHeader;
  readonly fields: VendorFields;
  readonly test: Test;
}

export function readHeader(document: YamlMap, file: RuleFile): RuleHeader {
  const title = textAt(document, "title", file);
  if (title === undefined) {
    file.refuse(document.line, "The rule has no title; give it one.");
  }
  const level = entryOf(document, "level");
  const levelText = textAt(document, "level", file);
  const known = levels.find((one) => one === levelText);
  if (level !== undefined && known === undefined) {
    file.refuseWord(level.line, "level", String(levelText), levels);
  }
  return {
    line: document.line,
    title,
    name: textAt(document, "name", file),
    id: textAt(document, "id", file),
    description: textAt(document, "description", file)?.trim() ?? "",
    level: known,
    tags: textsOf(document, "tags", file),
    falsePositives: textsOf(document, "falsepositives", file),
  };
}

/** Reads a rule on single events. @throws RuleError */
export function readRule(document: YamlMap, file: RuleFile, placeholders: Placeholders): SigmaRule {
  for (const key of ["action", "filter"]) {
    const entry = entryOf(document, key);
    if (entry !== undefined) {
      file.refuse(entry.line, `${key} is not supported; write each rule whole, and exceptions in its condition.`);
    }
  }
  const header = readHeader(document, file);
  const fields = readLogSource(document, file);
  return { header, fields, test: readDetection(document, { file, fields, placeholders }) };
}

function readLogSource(document: YamlMap, file: RuleFile): VendorFields {
  const source = neededEntry(document, "logsource", file, "name the product, such as product: okta");
  if (source.value.kind !== "map") {
    return file.refuse(source.line, "logsource must be a map with product and service.");
  }
  const products = Object.keys(vendorFields);
  const product = neededEntry(source.value, "product", file, `it must be one of ${products.join(", ")}`);
  const name = textAt(source.value, "product", file) ?? "";
  const fields = Object.hasOwn(vendorFields, name) ? vendorFields[name] : undefined;
  if (fields === undefined) {
    return file.refuseWord(
      product.line,
      "product",
      name,
      products,
      "Rules can read the events of these vendors alone.",
    );
  }
  const service = entryOf(source.value, "service");
  const serviceName = textAt(source.value, "service", file);
  if (service !== undefined && serviceName !== fields.service) {
    file.refuseWord(service.line, `service of ${name}`, String(serviceName), [fields.service]);
  }
  const category = entryOf(source.value, "category");
  if (category !== undefined) {
    file.refuse(category.line, `${name} has no category; leave it out.`);
  }
  return fields;
}

function readDetection(document: YamlMap, reading: Reading): Test {
  const { file } = reading;
  const { line, value } = neededEntry(document, "detection", file, "it must hold selections and a condition");
  if (value.kind !== "map") {
    return file.refuse(line, "detection must be a map with selections and a condition.");
  }
  const timeframe = entryOf(value, "timeframe");
  if (timeframe !== undefined) {
    file.refuse(timeframe.line, "timeframe is obsolete; count events with a correlation in its own document.");
  }
  const condition = neededEntry(
    value,
    "condition",
    file,
    "it must combine the selections, such as condition: selection",
  );
  const selections: Selections = new Map(
    value.entries
      .filter(({ key }) => key !== "condition")
      .map((entry) => [entry.key, readSelection(entry.value, entry, reading)]),
  );
  if (selections.size === 0) {
    file.refuse(line, "detection has no selection; give at least one, such as selection.");
  }
  const used = new Set<string>();
  const texts = condition.value.kind === "list" ? condition.value.items : [condition.value];
  if (texts.length === 0) {
    file.refuse(condition.line, "condition is an empty list; give at least one condition.");
  }
  const tests = texts.map((node) =>
    node.kind === "scalar" && node.text !== null
      ? readCondition(node.text, selections, { file, line: node.line, used })
      : file.refuse(node.line, "condition must be a text or a list of texts."),
  );
  for (const { key, line: at } of value.entries) {
    if (key !== "condition" && !used.has(key)) {
      file.warnOf(at, `No condition uses ${key}.`);
    }
  }
  return anyOf(tests);
}

/** Reads a selection: a map of fields matches if all fields match, a list if any of its maps or keywords matches. @throws RuleError */
export function readSelection(node: YamlNode, entry: YamlEntry, reading: Reading): Test {
  const { file } = reading;
  if (node.kind === "scalar") {
    return readKeywords([node], false, reading);
  }
  if (node.kind === "map") {
    if (node.entries.length === 0) {
      file.refuse(entry.line, `${entry.key} is empty; give it at least one field.`);
    }
    return allOf(
      node.entries.map((field) =>
        field.key.startsWith("|") ? keywordsOf(field, reading) : readFieldTest(field, reading),
      ),
    );
  }
  if (node.items.length === 0) {
    file.refuse(entry.line, `${entry.key} is an empty list; give it at least one map or keyword.`);
  }
  return anyOf(node.items.map((item) => readSelection(item, entry, reading)));
}

/** Reads keywords under a modifier without a field; the only one is `|all`. */
function keywordsOf({ key, line, value }: YamlEntry, reading: Reading): Test {
  if (key !== "|all") {
    reading.file.refuseWord(line, "modifier of keywords", key, ["|all"]);
  }
  return readKeywords(value.kind === "list" ? value.items : [value], true, reading);
}
