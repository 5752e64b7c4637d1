export function asObject(value: unknown, place: Place): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new PolicyDocumentError(place, `an object is needed here, not ${describe(value)}.`);
  }
  return value as Readonly<Record<string, unknown>>;
}

/** Reads a list of at least one value; a single value is a list of one (IAM User Guide, Grammar of the IAM JSON policy language). */
export function asList(value: unknown, place: Place): readonly { readonly value: unknown; readonly place: Place }[] {
  if (!Array.isArray(value)) {
    return [{ value, place }];
  }
  if (value.length === 0) {
    throw new PolicyDocumentError(place, "the list is empty.");
  }
  return value.map((entry: unknown, index) => ({ value: entry, place: inside(place, index) }));
}

export function asString(value: unknown, place: Place): string {
  if (typeof value !== "string") {
    throw new PolicyDocumentError(place, `a string is needed here, not ${describe(value)}.`);
  }
  return value;
}

/** Returns the element of `Element` and `NotElement` in the statement, or an error if it has none or both. */
export function oneOf(statement: Readonly<Record<string, unknown>>, element: string, place: Place) {
  const names = [element, `Not${element}`].filter((name) => statement[name] !== undefined);
  const [name] = names;
  if (name === undefined || names.length > 1) {
    throw new PolicyDocumentError(place, `a statement has either ${element} or Not${element}.`);
  }
  return { element: name, negated: name !== element, value: statement[name] };
}

/** Returns an error for the first unknown key of the object. */
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

/** Returns an error for a policy variable, such as `${aws:username}`: stacks do not use them, and the sandbox does not evaluate them. */
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

/** The kinds of policy, in the wording of AWS's messages. */
export type PolicyType =
  | "resource-based policy"
  | "role trust policy"
  | "identity-based policy"
  | "permissions boundary";

/** An element and its values; `negated` marks its Not form. */
export interface Matcher {
  readonly negated: boolean;
  readonly values: readonly string[];
}

export interface Surroundings {
  readonly type: PolicyType;
  readonly place: Place;
}

/** A place in a policy document, for example the path `Statement[0].Condition.StringLike` in the policy `send`. */
export interface Place {
  readonly policy: string;
  readonly path: string;
}

/** Thrown for a document that violates the grammar of the policy language; IAM answers MalformedPolicyDocument. */
export class PolicyDocumentError extends Error {
  override readonly name = "PolicyDocumentError";

  constructor(
    readonly place: Place,
    readonly problem: string,
  ) {
    super(`The policy ${place.policy} is malformed at ${place.path === "" ? "its top level" : place.path}: ${problem}`);
  }
}

/** Returns the place one level deeper: a key (`Action`) or a position (`0`). */
export function inside(place: Place, step: string | number): Place {
  const joined = typeof step === "number" ? `${place.path}[${step}]` : `${place.path}${place.path && "."}${step}`;
  return { policy: place.policy, path: joined };
}
