import { problemText } from "../problemText";
import { type Inputs, unknownValue } from "./resourceType";

/** Says what is wrong with a value that stands at `place`; nothing when it is in order. */
export type Check = (value: unknown, place: string) => readonly string[];

export interface Property {
  readonly check: Check;
  readonly required: boolean;
  /** What the provider puts in place of nothing. */
  readonly default?: unknown;
}

export type Properties = Readonly<Record<string, Property>>;

/** A smallest and a largest allowed number: of a value, of characters, or of entries. */
export interface Range {
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A text's length in characters and the form it has; `form` says in words what `pattern` allows. */
export interface TextLimits extends Range {
  readonly pattern?: RegExp;
  readonly form?: string;
}

export function required(check: Check): Property {
  return { check, required: true };
}

export function optional(check: Check, defaultValue?: unknown): Property {
  return { check, required: false, default: defaultValue };
}

/** Any value. For properties that the sandbox does not play. */
export const anything: Check = () => [];

export const flag: Check = (value, place) =>
  typeof value === "boolean" ? [] : [failure(place, "true or false is needed", value, "true, false")];

export function text(limits: TextLimits = {}): Check {
  return (value, place) => {
    if (typeof value !== "string") {
      return [failure(place, "a string is needed", value, "a string")];
    }
    const length = Array.from(value).length;
    const failures: string[] = [];
    if (isOutside(length, limits)) {
      failures.push(failure(place, `it has ${length} characters`, value, `${rangeText(limits)} characters`));
    }
    if (limits.pattern !== undefined && !limits.pattern.test(value)) {
      failures.push(failure(place, "it has another form", value, limits.form ?? String(limits.pattern)));
    }
    return failures;
  };
}

export function wholeNumber(limits: Range = {}): Check {
  return (value, place) => {
    const fits = Number.isInteger(value) && !isOutside(Number(value), limits);
    return fits ? [] : [failure(place, "it is out of range", value, `whole numbers ${rangeText(limits)}`.trim())];
  };
}

export const anyNumber: Check = (value, place) =>
  Number.isFinite(value) ? [] : [failure(place, "a number is needed", value, "a number")];

export function oneOf(allowed: readonly (string | number)[]): Check {
  return (value, place) =>
    allowed.some((candidate) => candidate === value)
      ? []
      : [failure(place, "it is not among the listed values", value, allowed.join(", "))];
}

export function listOf(check: Check, limits: Range = {}): Check {
  return (value, place) => {
    if (!Array.isArray(value)) {
      return [failure(place, "a list is needed", value, "a list")];
    }
    const size = isOutside(value.length, limits)
      ? [failure(place, `it has ${value.length} entries`, value, `${rangeText(limits)} entries`)]
      : [];
    return [...size, ...value.flatMap((entry, index) => checkKnown(check, entry, `${place}[${index}]`))];
  };
}

export function mapOf(check: Check): Check {
  return (value, place) =>
    isInputs(value)
      ? Object.entries(value).flatMap(([key, entry]) => checkKnown(check, entry, `${place}.${key}`))
      : [failure(place, "a map is needed", value, "a map of names and values")];
}

export function object(properties: Properties): Check {
  return (value, place) =>
    isInputs(value)
      ? checkProperties(properties, value, place)
      : [failure(place, "an object is needed", value, `an object of ${Object.keys(properties).join(", ")}`)];
}

/** Every property that is unknown, missing or wrong. */
export function checkProperties(properties: Properties, value: Inputs, parent = ""): readonly string[] {
  const at = (name: string) => (parent === "" ? name : `${parent}.${name}`);
  const strange = Object.keys(value)
    .filter((name) => !Object.hasOwn(properties, name) && isGiven(value[name]))
    .map((name) => failure(at(name), "there is no such property", value[name], Object.keys(properties).join(", ")));
  const known = Object.entries(properties).flatMap(([name, property]) => {
    if (isGiven(value[name])) {
      return checkKnown(property.check, value[name], at(name));
    }
    return property.required ? [`${at(name)}: it is required, but nothing is given`] : [];
  });
  return [...strange, ...known];
}

/** One failure, in the wording that all share. */
export function failure(place: string, problem: string, value: unknown, allowed: string): string {
  return `${place}: ${problemText(problem, value, allowed)}`;
}

export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

export function isInputs(value: unknown): value is Inputs {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function checkKnown(check: Check, value: unknown, place: string): readonly string[] {
  return value === unknownValue ? [] : check(value, place);
}

function isOutside(value: number, { minimum, maximum }: Range): boolean {
  return (minimum !== undefined && value < minimum) || (maximum !== undefined && value > maximum);
}

function rangeText({ minimum, maximum }: Range): string {
  if (maximum === undefined) {
    return minimum === undefined ? "" : `from ${minimum}`;
  }
  return minimum === undefined ? `up to ${maximum}` : `${minimum} to ${maximum}`;
}
