import type { PolicyConfigSchema, Severity } from "@pulumi/policy";

/** A resource as a policy sees it. At a preview, reading a property whose value is not known yet throws. */
export interface JudgedResource {
  /** Pulumi's type token, for example `aws:sqs/queue:Queue`. */
  readonly type: string;
  /** The logical name in the program. */
  readonly name: string;
  readonly urn: string;
  /** The inputs, as the provider took them. */
  readonly props: Readonly<Record<string, unknown>>;
  /** The URN of the component that it belongs to. */
  readonly parent?: string;
  /** The provider that deploys it. The engine alone knows it. */
  readonly provider?: { readonly props: Readonly<Record<string, unknown>> };
  /** By property: the URNs of the resources that its value comes from. The engine alone knows them, to stack policies alone. */
  readonly sources?: Readonly<Record<string, readonly string[]>>;
}

/** One thing that a resource does against a policy. */
export interface Finding {
  /** What exactly, in a form that a waiver can name: `Action::sqs:*`, `Resource::*`, `retentionPeriod::3`. */
  readonly subject: string;
  /** One full sentence: the resource, the offending value, and what to do. */
  readonly message: string;
}

/** One finding where a condition holds, none where it does not. */
export function findingIf(isFound: boolean, subject: string, message: string): readonly Finding[] {
  return isFound ? [{ subject, message }] : [];
}

/**
 * One thing asked of a resource. Each is asked by itself: a value that is unknown at a preview ends one question alone.
 */
export interface Question {
  readonly about: JudgedResource;
  readonly ask: () => readonly Finding[] | Promise<readonly Finding[]>;
}

/** What a policy judges by, beside the resources. */
export interface Circumstances {
  /** The policy's configuration, with the defaults of its schema. */
  readonly configuration: Readonly<Record<string, unknown>>;
  /** The stack's tags, as Pulumi's backend keeps them. */
  readonly stackTags: ReadonlyMap<string, string>;
  /** The day of the run in UTC, as `YYYY-MM-DD`. */
  readonly today: string;
}

/** A control of a public framework: the framework's name and the control's id, as the framework writes it. */
export type Reference = `${keyof typeof frameworks} ${string}`;

/** The frameworks that references name. */
export const frameworks = {
  "NIST 800-53": "Revision 5",
  "AWS Foundational Security Best Practices": "1.0.0",
  "CIS AWS Foundations Benchmark": "1.4.0",
} as const;

/** The framework of a reference, its version, and the control's id. */
export function controlOf(reference: Reference) {
  const [name = "", version = ""] = Object.entries(frameworks).find(([one]) => reference.startsWith(`${one} `)) ?? [];
  return { name, version, reference: reference.slice(name.length + 1) };
}

interface PolicyDescription {
  /** Lower-case words joined by hyphens. */
  readonly name: string;
  /** What it demands, in a sentence. */
  readonly description: string;
  readonly severity: Severity;
  /** Its level where the pack's configuration says nothing. */
  readonly enforcementLevel: "advisory" | "mandatory";
  readonly references: readonly Reference[];
  /** What to do about a finding. */
  readonly remediation: string;
  readonly configuration?: PolicyConfigSchema["properties"];
}

/** Judges each resource by itself: refused at a preview, and at an up before the resource is created or changed. */
export interface ResourcePolicy extends PolicyDescription {
  readonly questions: (resource: JudgedResource, circumstances: Circumstances) => readonly Question["ask"][];
}

/** Judges what resources are to each other: refused at a preview; at an up without one, it fails once the resources exist. */
export interface StackPolicy extends PolicyDescription {
  readonly stackQuestions: (resources: readonly JudgedResource[], circumstances: Circumstances) => readonly Question[];
}

/** A policy of the pack. */
export type Policy = ResourcePolicy | StackPolicy;

export function isStackPolicy(policy: Policy): policy is StackPolicy {
  return "stackQuestions" in policy;
}
