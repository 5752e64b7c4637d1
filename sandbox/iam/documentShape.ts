import { inside, type Place, PolicyDocumentError } from "./policyDocumentError";

/** One entry of a list, with its own place. */
export interface Listed {
  readonly value: unknown;
  readonly place: Place;
}

/** An element that has a Not form, as a statement has it. */
export interface OneOf {
  /** The name under which it stands. */
  readonly element: string;
  readonly negated: boolean;
  readonly value: unknown;
}

/** A JSON object, or an error. */
export function asObject(value: unknown, place: Place): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new PolicyDocumentError(place, `an object is needed here, not ${describe(value)}.`);
  }
  return value as Readonly<Record<string, unknown>>;
}

/** A list of at least one value; a value alone is a list of one (IAM User Guide, Grammar of the IAM JSON policy language). */
export function asList(value: unknown, place: Place): readonly Listed[] {
  if (!Array.isArray(value)) {
    return [{ value, place }];
  }
  if (value.length === 0) {
    throw new PolicyDocumentError(place, "the list is empty.");
  }
  return value.map((entry: unknown, index) => ({ value: entry, place: inside(place, index) }));
}

/** A string, or an error. */
export function asString(value: unknown, place: Place): string {
  if (typeof value !== "string") {
    throw new PolicyDocumentError(place, `a string is needed here, not ${describe(value)}.`);
  }
  return value;
}

/** The one of `Element` and `NotElement` that the statement has, or an error when it has none or both. */
export function oneOf(statement: Readonly<Record<string, unknown>>, element: string, place: Place): OneOf {
  const names = [element, `Not${element}`].filter((name) => statement[name] !== undefined);
  const [name] = names;
  if (name === undefined || names.length > 1) {
    throw new PolicyDocumentError(place, `a statement has either ${element} or Not${element}.`);
  }
  return { element: name, negated: name !== element, value: statement[name] };
}

/** An error for the first key of the object that is not among the known ones. */
export function refuseUnknownKeys(
  value: Readonly<Record<string, unknown>>,
  known: readonly string[],
  place: Place,
): void {
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw new PolicyDocumentError(inside(place, unknown), `${unknown} is not among ${known.join(", ")}.`);
  }
}

/** An error for a policy variable, such as `${aws:username}`: no document of a stack has one, and the sandbox evaluates none. */
export function refuseVariables(text: string, place: Place): void {
  if (text.includes("${")) {
    throw new PolicyDocumentError(place, `"${text}" has a policy variable, which the sandbox does not evaluate.`);
  }
}

function describe(value: unknown): string {
  if (value === undefined) {
    return "nothing";
  }
  if (value === null) {
    return "null";
  }
  return Array.isArray(value) ? "a list" : `a ${typeof value}`;
}
