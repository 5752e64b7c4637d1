import type { PolicyType } from "./documentTypes";

/**
 * One call as AWS weighs it: who asks, for what, on which resource, and every policy that applies (IAM User Guide, Policy
 * evaluation logic). The caller gathers the policies; nothing is looked up here.
 */
export interface AccessRequest {
  readonly principal: Principal;
  /** The service prefix and the action, for example `sqs:SendMessage`. */
  readonly action: string;
  /** The resource's ARN, or `*` for an action that names no resource. */
  readonly resource: string;
  /** The 12-digit account that owns the resource. */
  readonly resourceAccountId: string;
  /**
   * Condition keys and their values; the keys' case does not matter. Keys that follow from the principal and the resource
   * are added (see `requestContext`), and a key given here stands before the derived one.
   */
  readonly context?: ContextValues;
  /** Every policy attached to or embedded in the principal's role. @default none */
  readonly identityPolicies?: readonly NamedDocument[];
  /** @default no boundary, so nothing is limited */
  readonly permissionsBoundary?: NamedDocument;
  /** The policy on the resource; for a KMS key, its key policy. @default none */
  readonly resourcePolicy?: NamedDocument;
}

/** The values of a request's condition keys, by key. */
export type ContextValues = Readonly<Record<string, string | readonly string[]>>;

/** Who makes a request. */
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

/** An AWS service that acts in its own name. */
export interface ServicePrincipal {
  readonly type: "Service";
  /** For example `events.amazonaws.com`. */
  readonly name: string;
}

/** A policy document and the name that decisions and errors call it by: a policy's name or ARN. */
export interface NamedDocument {
  readonly name: string;
  /** The document, as an object or as JSON text. */
  readonly document: unknown;
}

/** What came of a request, in the words of IAM User Guide, The difference between explicit and implicit denies. */
export type Verdict = "allowed" | "explicitDeny" | "implicitDeny";

/** What was decided, by which statement, and why. */
export interface Decision {
  readonly allowed: boolean;
  readonly verdict: Verdict;
  /** The statement that allowed or denied; absent when no statement applied. */
  readonly decidedBy?: DecidingStatement;
  /** The decision in the form of IAM User Guide, Troubleshoot access denied error messages. */
  readonly reason: string;
}

/** Where a decision comes from. */
export interface DecidingStatement {
  /** The policy's name, as the request gave it. */
  readonly policy: string;
  readonly policyType: PolicyType;
  /** The statement's Sid, or its position from 0 when it has none. */
  readonly statement: string | number;
}
