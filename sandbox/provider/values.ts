import { problemText } from "../protocol/problemText";
import { containsUnknown, type Inputs, unknownValue } from "./resourceType";

/** Reports the problems of a value at `place`; nothing for a valid value. */
export interface Check<T = unknown> {
  (value: unknown, place: string): readonly string[];
  /** The type of a valid value; no check has this property. */
  readonly type?: T;
}

/** A property: its check, or its check with further settings. */
type Property =
  | Check
  | {
      readonly check: Check;
      readonly isRequired?: true;
      /** The provider's value if none is given. */
      readonly default?: unknown;
    };

export type Properties = Readonly<Record<string, Property>>;

type ValueOf<P> = P extends Check<infer T> | { readonly check: Check<infer T> } ? T : never;
type RequiredOf<P> = { [M in keyof P]: P[M] extends { readonly isRequired: true } ? M : never }[keyof P];

/** An object with valid properties. Null means that a property is not given. */
export type ValidInputs<P> = { readonly [M in RequiredOf<P>]: ValueOf<P[M]> } & {
  readonly [M in Exclude<keyof P, RequiredOf<P>>]?: ValueOf<P[M]> | null;
};

export function isValid<P extends Properties>(properties: P, value: Inputs): value is ValidInputs<P> & Inputs {
  return checkProperties(properties, value).length === 0;
}

/** A smallest and a largest allowed number: of a value, of characters, or of entries. */
interface Range {
  readonly minimum?: number;
  readonly maximum?: number;
}

export function required<T>(check: Check<T>) {
  return { check, isRequired: true } as const;
}

export const anything: Check = () => [];

export const flag: Check<boolean> = (value, place) =>
  typeof value === "boolean" ? [] : [failure(place, "true or false is needed", value, "true, false")];

export const anyNumber: Check<number> = (value, place) =>
  Number.isFinite(value) ? [] : [failure(place, "a number is needed", value, "a number")];

/** A text. @param minimum and maximum: characters. @param form describes `pattern` */
export function text(minimum = 0, maximum?: number, pattern = /^/, form = ""): Check<string> {
  const limits = { minimum, ...(maximum !== undefined && { maximum }) };
  return (value, place) => {
    if (typeof value !== "string") {
      return [failure(place, "a string is needed", value, "a string")];
    }
    const { length } = value;
    // A character is one or two UTF-16 units; counting them takes time, and most texts are far below their limits.
    const isWithin = minimum * 2 <= length && length <= (maximum ?? length);
    const characters = isWithin ? minimum : Array.from(value).length;
    return [
      ...(isOutside(characters, limits)
        ? [failure(place, `it has ${characters} characters`, value, `${rangeText(limits)} characters`)]
        : []),
      ...(pattern.test(value) ? [] : [failure(place, "it has another form", value, form)]),
    ];
  };
}

export function wholeNumber(limits: Range): Check<number> {
  return (value, place) =>
    Number.isInteger(value) && !isOutside(Number(value), limits)
      ? []
      : [failure(place, "it is out of range", value, `whole numbers ${rangeText(limits)}`)];
}

export function oneOf<T extends string | number>(...allowed: readonly T[]): Check<T> {
  return (value, place) =>
    allowed.some((candidate) => candidate === value)
      ? []
      : [failure(place, "it is not among the listed values", value, allowed.join(", "))];
}

export function listOf<T>(check: Check<T>, limits: Range = {}): Check<readonly T[]> {
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

/** A list that has each entry once. */
export function setOf(check: Check, limits: Range = {}): Check {
  return (value, place) => {
    const entries: readonly unknown[] = Array.isArray(value) ? value : [];
    const written = entries.map((entry) => JSON.stringify(entry));
    const twice = entries.filter((_entry, index) => written.indexOf(written[index] ?? "") < index);
    return [
      ...listOf(check, limits)(value, place),
      ...twice.map((entry) => failure(place, "an entry is repeated", entry, "each entry once")),
    ];
  };
}

export function mapOf<T>(check: Check<T>): Check<Readonly<Record<string, T>>> {
  return (value, place) =>
    isInputs(value)
      ? Object.entries(value).flatMap(([key, entry]) => checkKnown(check, entry, `${place}.${key}`))
      : [failure(place, "a map is needed", value, "a map of names and values")];
}

export function object<P extends Properties>(properties: P): Check<ValidInputs<P>> {
  return (value, place) =>
    isInputs(value)
      ? checkProperties(properties, value, place)
      : [failure(place, "an object is needed", value, `an object of ${Object.keys(properties).join(", ")}`)];
}

/** A text that holds JSON. `inner` checks its value. */
export function jsonText(inner: Check = anything): Check {
  return (value, place) => {
    if (typeof value !== "string") {
      return [failure(place, "a string is needed", value, "JSON in a string")];
    }
    if (containsUnknown(value)) {
      return [];
    }
    let parsed: unknown;
    try {
      parsed = JSON.parse(value);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return [failure(place, `it is not JSON (${reason})`, value, "JSON in a string")];
    }
    return inner(parsed, place);
  };
}

/** Reports every property that the sandbox does not support, is missing or is wrong. */
export function checkProperties(properties: Properties, value: Inputs, parent = ""): readonly string[] {
  const at = (name: string) => (parent === "" ? name : `${parent}.${name}`);
  const strange = Object.keys(value)
    .filter((name) => !Object.hasOwn(properties, name) && isGiven(value[name]))
    .map((name) =>
      failure(at(name), "the sandbox does not support this property", value[name], Object.keys(properties).join(", ")),
    );
  const known = Object.entries(properties).flatMap(([name, property]) => {
    const { check, isRequired = false } = typeof property === "function" ? { check: property } : property;
    if (isGiven(value[name])) {
      return checkKnown(check, value[name], at(name));
    }
    return isRequired ? [`${at(name)}: it is required, but nothing is given`] : [];
  });
  return [...strange, ...known];
}

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
    return `from ${minimum}`;
  }
  return minimum === undefined ? `up to ${maximum}` : `${minimum} to ${maximum}`;
}
