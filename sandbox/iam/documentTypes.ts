import type { Place } from "./policyDocumentError";

/** The kinds of policy, in the words AWS's messages use for them. */
export type PolicyType =
  | "resource-based policy"
  | "role trust policy"
  | "identity-based policy"
  | "permissions boundary";

/** An element and its values, or with `negated` its Not form. */
export interface Matcher {
  readonly negated: boolean;
  readonly values: readonly string[];
}

/** What a statement's reading depends on besides the statement. */
export interface Surroundings {
  readonly type: PolicyType;
  readonly place: Place;
}
