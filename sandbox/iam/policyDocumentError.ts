/** A place in a policy document, for example the path `Statement[0].Condition.StringLike` in the policy `send`. */
export interface Place {
  readonly policy: string;
  readonly path: string;
}

/** Thrown when a document breaks the grammar of the policy language, where IAM answers MalformedPolicyDocument. */
export class PolicyDocumentError extends Error {
  override readonly name = "PolicyDocumentError";

  constructor(
    readonly place: Place,
    readonly problem: string,
  ) {
    super(`The policy ${place.policy} is malformed at ${place.path === "" ? "its top level" : place.path}: ${problem}`);
  }
}

/** The place one step further in: a key (`Action`) or a position (`0`). */
export function inside(place: Place, step: string | number): Place {
  const joined = typeof step === "number" ? `${place.path}[${step}]` : `${place.path}${place.path && "."}${step}`;
  return { policy: place.policy, path: joined };
}
