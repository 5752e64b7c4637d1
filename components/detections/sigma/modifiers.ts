import type { RuleFile } from "./ruleFile";
import { type Comparison, comparisons, type TextPart, type TimePart, timeParts } from "./test";
import { valueModifiers } from "./values";

/** Modifiers of a field, such as those of `debugContext.debugData.url|contains|all`. */
export interface Modifiers {
  /** Modifiers that change the values, in order. */
  readonly changes: readonly string[];
  readonly test: FieldTest;
  readonly isCased: boolean;
  /** True if all values must match instead of any of them. */
  readonly isAll: boolean;
  readonly isNegated: boolean;
}

/** The comparison of a field with a value. */
export type FieldTest =
  | { readonly kind: "text" | "fieldref"; readonly part: TextPart }
  | { readonly kind: "re"; readonly flags: string }
  | { readonly kind: "cidr" | "exists" }
  | { readonly kind: "compare"; readonly operator: Comparison }
  | { readonly kind: "time"; readonly part: TimePart };

const textParts = ["contains", "startswith", "endswith"] as const;
const operators = Object.keys(comparisons).filter(isComparison);
const tests: readonly string[] = ["re", "cidr", "exists", "fieldref", ...operators, ...timeParts];
const flagLetters: ReadonlyMap<string, string> = new Map([
  ...["i", "m", "s"].map((letter) => [letter, letter] as const),
  ...([
    ["ignorecase", "i"],
    ["multiline", "m"],
    ["dotall", "s"],
  ] as const),
]);
const known: readonly string[] = [
  ...["all", "cased", "neq", ...textParts, ...tests],
  ...[...Object.keys(valueModifiers), ...flagLetters.keys()],
];

/** Reads the modifiers of a field. Source: Sigma modifiers appendix 2.1. @throws RuleError */
export function readModifiers(words: readonly string[], file: RuleFile, line: number): Modifiers {
  const unknown = words.find((word) => !known.includes(word));
  if (unknown !== undefined) {
    file.refuseWord(line, "modifier", unknown, known);
  }
  const parts = textParts.filter((part) => words.includes(part));
  const [name = "text", second] = words.filter((word) => tests.includes(word));
  const excluded = second ?? parts[1];
  if (excluded !== undefined) {
    file.refuse(
      line,
      `|${words.join("|")} has two modifiers that exclude each other; leave out ${excluded} or the other.`,
    );
  }
  const flags = words.flatMap((word) => flagLetters.get(word) ?? []);
  const changes = words.filter((word) => Object.hasOwn(valueModifiers, word));
  const test = testOf(name, parts[0], [...new Set(flags)].join(""));
  const idle = words.find((word) => isIdle(word, test));
  if (idle !== undefined) {
    file.refuse(
      line,
      `|${idle} ${flagLetters.has(idle) ? "needs |re beside it" : `does not go with |${name}`}; leave it out.`,
    );
  }
  return {
    changes,
    test,
    isCased: words.includes("cased"),
    isAll: words.includes("all"),
    isNegated: words.includes("neq"),
  };
}

function isComparison(word: string): word is Comparison {
  return Object.hasOwn(comparisons, word);
}

function testOf(name: string, part: TextPart = "equals", flags: string): FieldTest {
  if (isComparison(name)) {
    return { kind: "compare", operator: name };
  }
  const timePart = timeParts.find((one) => one === name);
  if (timePart !== undefined) {
    return { kind: "time", part: timePart };
  }
  switch (name) {
    case "re":
      return { kind: "re", flags };
    case "cidr":
    case "exists":
      return { kind: name };
    default:
      return { kind: name === "fieldref" ? "fieldref" : "text", part };
  }
}

/** Returns true if a modifier has no effect with the test. A regular expression matches anywhere, so `contains` is redundant with it. */
function isIdle(word: string, { kind }: FieldTest): boolean {
  if (flagLetters.has(word)) {
    return kind !== "re";
  }
  if (textParts.some((part) => part === word)) {
    return kind !== "text" && kind !== "fieldref" && !(kind === "re" && word === "contains");
  }
  return Object.hasOwn(valueModifiers, word) && word !== "expand" && kind !== "text";
}
