import type { Principal } from "./iam/accessRequest";

/** One call that a policy may allow or refuse. */
export interface AccessCall {
  /** An AWS service on its own behalf, or a function in the session of its role. */
  readonly principal: Principal;
  /** For example `sqs:SendMessage`. */
  readonly action: string;
  /** The ARN the action is on. */
  readonly resource: string;
  /** Condition keys that the caller's situation gives, for example `aws:SourceArn`. */
  readonly context: Readonly<Record<string, string>>;
}

/** Answers `undefined` for a call that is allowed, else the sentence with which AWS refuses it. */
export type Authorize = (call: AccessCall) => string | undefined;

/** Allows every call. */
export const allowEverything: Authorize = () => undefined;
