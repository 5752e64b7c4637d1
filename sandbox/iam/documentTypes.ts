import type { Place } from "./policyDocumentError";

/** The kinds of policy, in the words AWS's messages use for them. */
export type PolicyType =
  | "service control policy"
  | "resource-based policy"
  | "role trust policy"
  | "identity-based policy"
  | "permissions boundary"
  | "session policy";

/** An element and its values, or with `negated` its Not form. */
export interface Matcher<Value> {
  readonly negated: boolean;
  readonly values: readonly Value[];
}

/** What a statement's reading depends on besides the statement. */
export interface Surroundings {
  readonly type: PolicyType;
  readonly variables: boolean;
  readonly place: Place;
}
