import { compilePattern } from "../../../functions/mapping/configured/regularExpressions";
import { networkExpression } from "./cidr";
import { hasItems } from "./fields/eventField";
import { findField } from "./fields/findField";
import type { VendorFields } from "./fields/vendorFields";
import { type Pattern, widened } from "./pattern";
import type { RuleFile } from "./ruleFile";
import { allOf, anyOf, comparisons, type Match, type Test, type TextPart, timeParts } from "./test";
import { type Placeholders, type RuleValue, ruleValue, valueModifiers } from "./values";
import type { YamlEntry, YamlNode, YamlScalar } from "./yamlNodes";

/** What a rule is read with. */
export interface Reading {
  readonly file: RuleFile;
  readonly fields: VendorFields;
  readonly placeholders: Placeholders;
}

/** Reads a condition on one field, such as `eventType|startswith: user.mfa.`. @throws RuleError */
export function readFieldTest({ key, line, value }: YamlEntry, reading: Reading): Test {
  const { file } = reading;
  const [name = "", ...modifiers] = key.split("|");
  const field = findField(reading.fields, name, file, line);
  const plan = planOf(modifiers, file, line);
  const scalars = scalarsOf(value, key, file);
  if (plan.isAll && scalars.length === 1) {
    file.warnOf(line, `${key} has one value, so |all has no effect.`);
  }
  const context: FieldContext = { ...reading, key, plan };
  if (plan.terminal === "fieldref" && hasItems(field)) {
    file.refuse(line, `${key} compares each item of a list with another field, which no target can express.`);
  }
  if (plan.terminal === "part" && !field.isTime) {
    file.refuse(line, `|${plan.timePart} is of the time of the event alone; ${name} is another field.`);
  }
  const tests = scalars.map((scalar): Test => {
    const leaf = (match: Match): Test => ({ kind: "field", field, match, line: scalar.line });
    if (scalar.text === null) {
      refuseNull(scalar.line, context);
      return { kind: "not", test: leaf({ kind: "exists" }) };
    }
    const value = ruleValue(scalar.text, scalar.line);
    if (plan.terminal === "exists") {
      const test = leaf({ kind: "exists" });
      return isTrue(value, context) ? test : { kind: "not", test };
    }
    return anyOf(matchesOf(value, scalar.isNumber, context).map(leaf));
  });
  const test = plan.isAll ? allOf(tests) : anyOf(mergePatterns(tests));
  return plan.isNegated ? { kind: "not", test } : test;
}

/** Reads the values of a list of keywords, which may be anywhere in the event. @throws RuleError */
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
  readonly plan: Plan;
}

/** The modifiers of a field, in the order in which they apply. */
interface Plan {
  readonly changes: readonly string[];
  readonly part: TextPart;
  readonly terminal: Terminal;
  readonly comparison: keyof typeof comparisons;
  readonly timePart: (typeof timeParts)[number];
  readonly flags: string;
  readonly isCased: boolean;
  readonly isAll: boolean;
  readonly isNegated: boolean;
}

type Terminal = "text" | "re" | "cidr" | "exists" | "compare" | "fieldref" | "part";

const parts: readonly string[] = ["contains", "startswith", "endswith"];
const flagNames: Readonly<Record<string, string>> = {
  i: "i",
  ignorecase: "i",
  m: "m",
  multiline: "m",
  s: "s",
  dotall: "s",
};
const terminals: readonly string[] = ["re", "cidr", "exists", "fieldref"];
const allModifiers: readonly string[] = [
  ...["all", "cased", "neq", ...parts, ...terminals, ...Object.keys(comparisons)],
  ...[...Object.keys(valueModifiers), ...timeParts, ...Object.keys(flagNames)],
];

function planOf(modifiers: readonly string[], file: RuleFile, line: number): Plan {
  const unknown = modifiers.find((modifier) => !allModifiers.includes(modifier));
  if (unknown !== undefined) {
    file.refuseWord(line, "modifier", unknown, allModifiers);
  }
  const shape = modifiers.filter((one) => parts.includes(one));
  const found = modifiers.filter((one) => terminals.includes(one) || one in comparisons || isTimePart(one));
  const [first = "text", second] = found;
  const [part = "equals", otherPart] = shape;
  if (second !== undefined || otherPart !== undefined) {
    file.refuse(line, `|${modifiers.join("|")} has two modifiers that exclude each other: ${second ?? otherPart}.`);
  }
  const flags = modifiers.filter((one) => one in flagNames);
  const changes = modifiers.filter((one) => one in valueModifiers);
  refuseIdle(first, { flags, shape, changes }, file, line);
  return {
    changes,
    part: part === "contains" || part === "startswith" || part === "endswith" ? part : "equals",
    terminal: terminalOf(first),
    comparison: first === "gt" || first === "gte" || first === "lt" ? first : "lte",
    timePart: timeParts.find((one) => one === first) ?? "hour",
    flags: [...new Set(flags.map((one) => flagNames[one]))].join(""),
    isCased: modifiers.includes("cased"),
    isAll: modifiers.includes("all"),
    isNegated: modifiers.includes("neq"),
  };
}

function terminalOf(modifier: string): Terminal {
  if (modifier in comparisons) {
    return "compare";
  }
  return isTimePart(modifier)
    ? "part"
    : ((["re", "cidr", "exists", "fieldref"] as const).find((one) => one === modifier) ?? "text");
}

/** Refuses modifiers that have no meaning beside the one that decides how values are compared. */
function refuseIdle(
  terminal: string,
  { flags, shape, changes }: Readonly<Record<"flags" | "shape" | "changes", readonly string[]>>,
  file: RuleFile,
  line: number,
): void {
  const idle = [
    ...(terminal === "re" ? shape.filter((one) => one !== "contains") : flags),
    ...(terminal === "text" || terminal === "fieldref" || terminal === "re" ? [] : shape),
    ...(terminal === "text" || terminal === "re" ? [] : changes.filter((one) => one !== "expand")),
    ...(terminal === "re" ? changes.filter((one) => one !== "expand") : []),
  ];
  if (idle.length > 0) {
    const reason = flags.includes(idle[0] ?? "") ? "needs |re before it" : `does not go with |${terminal}`;
    file.refuse(line, `|${idle[0]} ${reason}; leave it out.`);
  }
}

function isTimePart(modifier: string): boolean {
  return timeParts.some((part) => part === modifier);
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

/** Refuses null, which means that the field is absent, beside modifiers that say otherwise. */
function refuseNull(line: number, { key, plan, file }: FieldContext): void {
  if (plan.terminal !== "text" || plan.part !== "equals" || plan.changes.length > 0 || plan.isAll) {
    file.refuse(line, `null does not go with the modifiers of ${key}; it means that the field is absent.`);
  }
}

function matchesOf(value: RuleValue, isNumber: boolean, context: FieldContext): readonly Match[] {
  const { plan, file, placeholders } = context;
  const values = plan.changes.reduce<readonly RuleValue[]>(
    (changed, name) => changed.flatMap((one) => valueModifiers[name]?.(one, file, placeholders) ?? []),
    [value],
  );
  switch (plan.terminal) {
    case "text":
      return [
        { kind: "patterns", patterns: values.map(({ pattern }) => widened(pattern, plan.part)), cased: plan.isCased },
      ];
    case "re":
      return values.map(({ text, line }) => ({
        kind: "regex",
        expression: checkedExpression(text, file, line),
        flags: plan.flags,
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
        operator: plan.comparison,
        number: numberOf(one, isNumber, context),
      }));
    case "fieldref":
      return values.map(({ text, line }) => {
        const other = findField(context.fields, text, file, line);
        if (hasItems(other)) {
          file.refuse(line, `${text} is a list; a field cannot be compared with a list.`);
        }
        return { kind: "reference", how: plan.part, other, cased: plan.isCased };
      });
    case "part":
      return values.map((one) => ({ kind: "time", part: plan.timePart, numbers: [numberOf(one, isNumber, context)] }));
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

/** Checks an expression by RE2, which every target's engine can run; without groups of flags, which Trino's engine lacks. */
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

/** Puts the patterns of tests of one field together, so that a target can compare the value once. */
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
