import type { PolicyConfigSchema, Severity } from "@pulumi/policy";

/** A resource as a policy sees it. At a preview, reading a property whose value is not known yet throws. */
export interface JudgedResource {
  /** Pulumi's type token, for example `aws:sqs/queue:Queue`. */
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/** One thing that a resource does against a policy. */
export interface Finding {
  /** What exactly, in a form that can be named one at a time: `Action::sqs:*`, `Resource::*`, `retentionPeriod::3`. */
  readonly subject: string;
  /** One full sentence: the resource, the offending value, and what to do. */
  readonly message: string;
}

/** Values of a policy's configuration, with the defaults of its schema. */
export type Configuration = Readonly<Record<string, unknown>>;

/**
 * One question asked of a resource. Each is asked by itself: a value that is unknown at a preview ends one check alone, and the
 * engine says so.
 */
export type Check = (
  resource: JudgedResource,
  configuration: Configuration,
) => readonly Finding[] | Promise<readonly Finding[]>;

/** A policy of the pack. */
export interface Policy {
  readonly name: string;
  /** What it demands, in a sentence. */
  readonly description: string;
  readonly severity: Severity;
  readonly enforcementLevel: "advisory" | "mandatory";
  /** Controls of public frameworks that it serves. */
  readonly references: readonly string[];
  /** What to do about a finding. */
  readonly remediation: string;
  readonly configuration?: PolicyConfigSchema["properties"];
  readonly checks: readonly Check[];
}
