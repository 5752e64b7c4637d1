import { compilePattern } from "../../../functions/mapping/configured/regularExpressions";
import { networkExpression } from "./cidr";
import { hasItems } from "./fields/eventField";
import { findField } from "./fields/findField";
import type { VendorFields } from "./fields/vendorFields";
import { type Modifiers, readModifiers } from "./modifiers";
import { type Pattern, widened } from "./pattern";
import type { RuleFile } from "./ruleFile";
import { allOf, anyOf, type Match, type Test } from "./test";
import { type Placeholders, type RuleValue, ruleValue, valueModifiers } from "./values";
import type { YamlEntry, YamlNode, YamlScalar } from "./yamlNodes";

/** Context in which a rule is read. */
export interface Reading {
  readonly file: RuleFile;
  readonly fields: VendorFields;
  readonly placeholders: Placeholders;
}

/** Reads a condition on one field, such as `eventType|startswith: user.mfa.`. @throws RuleError */
export function readFieldTest({ key, line, value }: YamlEntry, reading: Reading): Test {
  const { file } = reading;
  const [name = "", ...words] = key.split("|");
  const field = findField(reading.fields, name, file, line);
  const modifiers = readModifiers(words, file, line);
  const { test: how, isAll, isNegated } = modifiers;
  const scalars = scalarsOf(value, key, file);
  if (isAll && scalars.length === 1) {
    file.warnOf(line, `${key} has one value, so |all has no effect.`);
  }
  const context: FieldContext = { ...reading, key, modifiers };
  if (how.kind === "fieldref" && hasItems(field)) {
    file.refuse(line, `${key} compares each item of a list with another field, which no target can express.`);
  }
  if (how.kind === "time" && !field.isTime) {
    file.refuse(line, `|${how.part} is of the time of the event alone; ${name} is another field.`);
  }
  const tests = scalars.map((scalar): Test => {
    const leaf = (match: Match): Test => ({ kind: "field", field, match, line: scalar.line });
    if (scalar.text === null) {
      refuseNull(scalar.line, context);
      return { kind: "not", test: leaf({ kind: "exists" }) };
    }
    const value = ruleValue(scalar.text, scalar.line);
    if (how.kind === "exists") {
      const test = leaf({ kind: "exists" });
      return isTrue(value, context) ? test : { kind: "not", test };
    }
    return anyOf(matchesOf(value, scalar.isNumber, context).map(leaf));
  });
  const test = isAll ? allOf(tests) : anyOf(mergePatterns(tests));
  return isNegated ? { kind: "not", test } : test;
}

/** Reads a list of keywords, which may be anywhere in the event. @throws RuleError */
export function readKeywords(nodes: readonly YamlNode[], isAll: boolean, { file }: Reading): Test {
  const tests = nodes.map((node): Test => {
    if (node.kind !== "scalar" || node.text === null || node.text === "") {
      return file.refuse(node.line, "A keyword must be a text that is not empty.");
    }
    return {
      kind: "keyword",
      patterns: [widened(ruleValue(node.text, node.line).pattern, "contains")],
      line: node.line,
    };
  });
  return isAll ? allOf(tests) : anyOf(tests);
}

interface FieldContext extends Reading {
  readonly key: string;
  readonly modifiers: Modifiers;
}

function scalarsOf(value: YamlNode, key: string, file: RuleFile): readonly YamlScalar[] {
  const nodes = value.kind === "list" ? value.items : [value];
  if (nodes.length === 0) {
    file.refuse(value.line, `${key} has an empty list; give at least one value.`);
  }
  return nodes.map((node) =>
    node.kind === "scalar" ? node : file.refuse(node.line, `${key} must be a value or a list of values.`),
  );
}

/** Refuses null, which means that the field is absent, together with modifiers that contradict it. */
function refuseNull(line: number, { key, modifiers: { test, changes, isAll }, file }: FieldContext): void {
  if (test.kind !== "text" || test.part !== "equals" || changes.length > 0 || isAll) {
    file.refuse(line, `null does not go with the modifiers of ${key}; it means that the field is absent.`);
  }
}

function matchesOf(value: RuleValue, isNumber: boolean, context: FieldContext): readonly Match[] {
  const { file, placeholders } = context;
  const { test, changes, isCased } = context.modifiers;
  const values = changes.reduce<readonly RuleValue[]>(
    (changed, name) => changed.flatMap((one) => valueModifiers[name]?.(one, file, placeholders) ?? []),
    [value],
  );
  switch (test.kind) {
    case "text":
      return [{ kind: "patterns", patterns: values.map(({ pattern }) => widened(pattern, test.part)), cased: isCased }];
    case "re":
      return values.map(({ text, line }) => ({
        kind: "regex",
        expression: checkedExpression(text, file, line),
        flags: test.flags,
      }));
    case "cidr":
      return values.map(({ text, line }) => ({
        kind: "regex",
        expression: networkExpression(text, file, line),
        flags: "i",
      }));
    case "compare":
      return values.map((one) => ({
        kind: "compare",
        operator: test.operator,
        number: numberOf(one, isNumber, context),
      }));
    case "fieldref":
      return values.map(({ text, line }) => {
        const other = findField(context.fields, text, file, line);
        if (hasItems(other)) {
          file.refuse(line, `${text} is a list; a field cannot be compared with a list.`);
        }
        return { kind: "reference", how: test.part, other, cased: isCased };
      });
    case "time":
      return values.map((one) => ({ kind: "time", part: test.part, numbers: [numberOf(one, isNumber, context)] }));
    case "exists":
      return [];
  }
}

function isTrue({ text, line }: RuleValue, { key, file }: FieldContext): boolean {
  return (
    text === "true" ||
    (text === "false" ? false : file.refuse(line, `${key} must be true or false; it is ${JSON.stringify(text)}.`))
  );
}

function numberOf({ text, line }: RuleValue, isNumber: boolean, { key, file }: FieldContext): number {
  const number = Number(text);
  if (!isNumber && !/^-?\d+(\.\d+)?$/.test(text)) {
    file.refuse(line, `${key} must be a number; it is ${JSON.stringify(text)}.`);
  }
  return Number.isFinite(number) ? number : file.refuse(line, `${key} must be a finite number; it is ${text}.`);
}

/** Checks a regular expression with RE2, whose syntax every target supports, except groups of flags, which Trino does not support. */
function checkedExpression(text: string, file: RuleFile, line: number): string {
  if (/\(\?[a-zA-Z-]+[:)]|\(\?P?<|\\[QECz]|\\pN?\b/.test(text)) {
    file.refuse(
      line,
      `The regular expression ${JSON.stringify(text)} has flags, named groups or escapes inside, which targets differ in; use the modifiers |i, |m and |s, and plain groups.`,
    );
  }
  try {
    compilePattern(text);
    return text;
  } catch (error) {
    return file.refuse(
      line,
      `The regular expression ${JSON.stringify(text)} is not one of RE2, which has neither look-around nor back-references: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Joins the patterns of tests of one field, so a target compares the value once. */
function mergePatterns(tests: readonly Test[]): readonly Test[] {
  const merged: Test[] = [];
  for (const test of tests) {
    const last = merged.at(-1);
    if (
      test.kind === "field" &&
      test.match.kind === "patterns" &&
      last?.kind === "field" &&
      last.match.kind === "patterns"
    ) {
      const patterns: readonly Pattern[] = [...last.match.patterns, ...test.match.patterns];
      merged[merged.length - 1] = { ...last, match: { ...last.match, patterns } };
    } else {
      merged.push(test);
    }
  }
  return merged;
}
