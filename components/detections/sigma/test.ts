import type { EventField } from "./fields/eventField";
import type { Pattern } from "./pattern";

/** A condition on one event, from a rule's detection, independent of the target's syntax. */
export type Test =
  | { readonly kind: "all" | "any"; readonly tests: readonly Test[] }
  | { readonly kind: "not"; readonly test: Test }
  | Leaf;

/** A condition on one field, or on the whole event. */
export type Leaf = FieldLeaf | KeywordLeaf | TimeLeaf;

export interface FieldLeaf {
  readonly kind: "field";
  readonly field: EventField;
  readonly match: Match;
  /** The line of the rule. */
  readonly line: number;
}

/** A condition that any of the texts is anywhere in the event. */
export interface KeywordLeaf {
  readonly kind: "keyword";
  readonly patterns: readonly Pattern[];
  readonly line: number;
}

/** A condition that the event's own time is before a time, in milliseconds since 1970. */
export interface TimeLeaf {
  readonly kind: "before";
  readonly time: number;
}

export type Match =
  /** The whole value matches one of the patterns. */
  | { readonly kind: "patterns"; readonly patterns: readonly Pattern[]; readonly cased: boolean }
  /** A regular expression in RE2's syntax matches a part of the value. */
  | { readonly kind: "regex"; readonly expression: string; readonly flags: string }
  | { readonly kind: "compare"; readonly operator: Comparison; readonly number: number }
  /** The field has a value that is not null. */
  | { readonly kind: "exists" }
  | { readonly kind: "reference"; readonly how: TextPart; readonly other: EventField; readonly cased: boolean }
  /** A part of the event's time is one of the numbers. */
  | { readonly kind: "time"; readonly part: TimePart; readonly numbers: readonly number[] };

/** The position of a text in a value. */
export type TextPart = "equals" | "contains" | "startswith" | "endswith";

export const comparisons = { gt: ">", gte: ">=", lt: "<", lte: "<=" } as const;

export type Comparison = keyof typeof comparisons;

export const timeParts = ["minute", "hour", "day", "week", "month", "year"] as const;

export type TimePart = (typeof timeParts)[number];

/** Makes a test that holds if any of the tests does. */
export function anyOf(tests: readonly Test[]): Test {
  const [first] = tests;
  return tests.length === 1 && first !== undefined ? first : { kind: "any", tests };
}

/** Makes a test that holds if all tests do. */
export function allOf(tests: readonly Test[]): Test {
  const [first] = tests;
  return tests.length === 1 && first !== undefined ? first : { kind: "all", tests };
}
