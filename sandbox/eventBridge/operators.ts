import { patternLimits, refuse } from "./patternRules";
import { compileCidr, compileIgnoringCase, compileWildcard } from "./textMatchers";

type Scalar = string | number | boolean | null;

/** The values that a pattern accepts in a field. */
export interface Condition {
  /**
   * Values that are matched as they are. The User Guide (Event pattern syntax) compares numbers as written, so 300 and 3.0e2 differ; parsed
   * JSON loses that, and Event Ruler compares their values, as here. Integers beyond 2^53 are rounded (RFC 8259, section 6), where
   * Event Ruler compares their digits or refuses them.
   */
  readonly exact: ReadonlySet<Scalar>;
  readonly matchers: readonly ((value: Scalar) => boolean)[];
  /** `exists: true`: any value. */
  readonly present: boolean;
  /** `exists: false`: no value anywhere in the event at this path. */
  readonly absent: boolean;
}

export function compileCondition(values: readonly unknown[], place: string): Condition {
  if (values.length === 0) {
    refuse(place, "Empty arrays are not allowed", values, "an array of at least one value to match");
  }
  const exact = new Set<Scalar>();
  const matchers: ((value: Scalar) => boolean)[] = [];
  let present = false;
  let absent = false;
  for (const [index, value] of values.entries()) {
    const here = `${place}[${index}]`;
    if (isScalar(value)) {
      exact.add(value);
      continue;
    }
    const [name, operand] = onlyEntry(value, here, "a string, number, true, false, null or an operator");
    if (name === "exists") {
      if (typeof operand !== "boolean") {
        refuse(`${here}.exists`, "The exists match pattern must be either true or false", operand, "true, false");
      }
      present ||= operand === true;
      absent ||= operand === false;
      continue;
    }
    const compile = Object.entries(operators).find(([operator]) => operator === name)?.[1];
    if (compile === undefined) {
      return refuse(here, "Unrecognized match type", name, operatorNames.join(", "));
    }
    matchers.push(compile(operand, `${here}.${name}`));
  }
  return { exact, matchers, present, absent };
}

export function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

type Compile = (operand: unknown, place: string) => (value: Scalar) => boolean;

const operators = {
  prefix: (operand, place) => affix(operand, place, "start"),
  suffix: (operand, place) => affix(operand, place, "end"),
  "anything-but": compileAnythingBut,
  numeric: compileNumeric,
  "equals-ignore-case": (operand, place) => onStrings(compileIgnoringCase(text(operand, place), "whole")),
  wildcard: (operand, place) => onStrings(compileWildcard(text(operand, place), place)),
  cidr: (operand, place) => onStrings(compileCidr(text(operand, place), place)),
} satisfies Readonly<Record<string, Compile>>;

/** The operators of Amazon EventBridge User Guide, Comparison operators for use in event patterns. */
export const operatorNames: readonly string[] = [...Object.keys(operators), "exists"];

/** `prefix` and `suffix` accept a string, or a string under `equals-ignore-case`. */
function affix(operand: unknown, place: string, at: "start" | "end") {
  if (typeof operand === "string") {
    return onStrings((value) => (at === "start" ? value.startsWith(operand) : value.endsWith(operand)));
  }
  const [name, inner] = onlyEntry(operand, place, "a string, or equals-ignore-case with a string");
  if (name !== "equals-ignore-case") {
    refuse(place, "Unsupported pattern", name, "a string, or equals-ignore-case with a string");
  }
  return onStrings(compileIgnoringCase(text(inner, `${place}.${name}`), at));
}

/** Matches every present value that is not excluded, of any type. Lists hold only strings or only numbers. */
function compileAnythingBut(operand: unknown, place: string): (value: Scalar) => boolean {
  if (typeof operand === "object" && operand !== null && !Array.isArray(operand)) {
    return compileAnythingButOperator(operand, place);
  }
  const list: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  const allowed = "a string, a number, a list of strings, a list of numbers, or an operator";
  const sameType = list.every((item) => typeof item === "string") || list.every((item) => typeof item === "number");
  if (list.length === 0 || !sameType) {
    refuse(place, "Inside anything-but, either all values are numbers or all are strings", operand, allowed);
  }
  const excluded = new Set<unknown>(list);
  return (value) => !excluded.has(value);
}

const anythingButOperators = ["prefix", "suffix", "equals-ignore-case", "wildcard"] as const;

function compileAnythingButOperator(operand: object, place: string): (value: Scalar) => boolean {
  const [name, inner] = onlyEntry(operand, place, anythingButOperators.join(", "));
  const known = anythingButOperators.find((operator) => operator === name);
  if (known === undefined) {
    return refuse(place, "Unsupported anything-but pattern", name, anythingButOperators.join(", "));
  }
  const list: readonly unknown[] = Array.isArray(inner) ? inner : [inner];
  // Event Ruler refuses it too, except beside other values of the field (EventBridge User Guide, Anything-but matching: one or more strings).
  if (list.length === 0) {
    refuse(`${place}.${name}`, "Empty arrays are not allowed", inner, "a string or a list of strings");
  }
  const excluded = list.map((item, index) => {
    const here = `${place}.${name}${Array.isArray(inner) ? `[${index}]` : ""}`;
    if (text(item, here) === "" && (known === "prefix" || known === "suffix")) {
      refuse(here, "An empty prefix or suffix would exclude every string", item, "a string of at least one character");
    }
    return operators[known](item, here);
  });
  return (value) => !excluded.some((matches) => matches(value));
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

const numericForms = `[operator, number] with =, <, <=, > or >=, or a range such as [">", 0, "<=", 5], within 5.0e9`;

/** One comparison, or a range that begins with its lower bound. */
function compileNumeric(operand: unknown, place: string): (value: Scalar) => boolean {
  const terms: readonly unknown[] = Array.isArray(operand) ? operand : [];
  const [lower, bottom, upper, top] = terms;
  const first = comparison(lower);
  const second = comparison(upper);
  if (first !== undefined && isBound(bottom) && terms.length === 2) {
    return onNumbers((value) => first(value, bottom));
  }
  const isRange = (lower === ">" || lower === ">=") && (upper === "<" || upper === "<=") && terms.length === 4;
  if (!isRange || first === undefined || second === undefined || !isBound(bottom) || !isBound(top)) {
    return refuse(place, "Bad numeric expression", operand, numericForms);
  }
  if (bottom >= top) {
    refuse(place, "The lower bound must be less than the upper bound", operand, numericForms);
  }
  return onNumbers((value) => first(value, bottom) && second(value, top));
}

function comparison(term: unknown) {
  return typeof term === "string" && Object.hasOwn(comparisons, term) ? comparisons[term] : undefined;
}

function isBound(value: unknown): value is number {
  return typeof value === "number" && Math.abs(value) <= patternLimits.largestNumber;
}

function onNumbers(test: (value: number) => boolean): (value: Scalar) => boolean {
  return (value) => isBound(value) && test(value);
}

function onStrings(test: (value: string) => boolean): (value: Scalar) => boolean {
  return (value) => typeof value === "string" && test(value);
}

function text(value: unknown, place: string): string {
  return typeof value === "string" ? value : refuse(place, "The match pattern must be a string", value, "a string");
}

function onlyEntry(value: unknown, place: string, allowed: string): readonly [string, unknown] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return refuse(place, "The match value has a wrong type", value, allowed);
  }
  const [entry, ...more] = Object.entries(value);
  if (entry === undefined || more.length > 0) {
    return refuse(place, "Only one key is allowed in a match expression", value, allowed);
  }
  return entry;
}
