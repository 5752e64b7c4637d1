import type { PolicyType } from "./documentShape";

/** One call with every policy that applies (IAM User Guide, Policy evaluation logic); the evaluation reads nothing else. */
export interface AccessRequest {
  readonly principal: Principal;
  /** The service prefix and the action, for example `sqs:SendMessage`. */
  readonly action: string;
  /** The resource's ARN, or `*` for an action without a resource. */
  readonly resource: string;
  /** The 12-digit account that owns the resource. */
  readonly resourceAccountId: string;
  /**
   * Condition keys, case-insensitive. Keys derived from the principal and resource are added (see `requestContext`); the keys here take
   * precedence.
   */
  readonly context?: ContextValues;
  /** Every policy attached to or embedded in the principal's role. @default none */
  readonly identityPolicies?: readonly NamedDocument[];
  /** @default no boundary, so no limit */
  readonly permissionsBoundary?: NamedDocument;
  /** The policy on the resource; for a KMS key, its key policy. @default none */
  readonly resourcePolicy?: NamedDocument;
}

export type ContextValues = Readonly<Record<string, string | readonly string[]>>;

export type Principal = AwsPrincipal | ServicePrincipal;

/** A role's session. */
export interface AwsPrincipal {
  readonly type: "AWS";
  /** The ARN of the role; never of the session. */
  readonly arn: string;
  readonly accountId: string;
  /** The ARN of the session, `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`. */
  readonly sessionArn?: string;
}

/** An AWS service that acts on its own behalf. */
export interface ServicePrincipal {
  readonly type: "Service";
  /** For example `events.amazonaws.com`. */
  readonly name: string;
}

/** A policy document with the name used in decisions and errors: a policy's name or ARN. */
export interface NamedDocument {
  readonly name: string;
  readonly document: unknown;
}

/** The outcome of a request (IAM User Guide, The difference between explicit and implicit denies). */
export type Verdict = "allowed" | "explicitDeny" | "implicitDeny";

export interface Decision {
  readonly allowed: boolean;
  readonly verdict: Verdict;
  /** The statement that allowed or denied; absent when no statement applied. */
  readonly decidedBy?: DecidingStatement;
  /** The decision in the wording of IAM User Guide, Troubleshoot access denied error messages. */
  readonly reason: string;
}

export interface DecidingStatement {
  readonly policy: string;
  readonly policyType: PolicyType;
  /** The statement's Sid, or its position from 0 if it has none. */
  readonly statement: string | number;
}
