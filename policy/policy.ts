import type { PolicyConfigSchema, Severity } from "@pulumi/policy";
import type { JudgedResource } from "./judgedResource";
import type { JudgedStack } from "./stack/judgedStack";

/** One thing that a resource does against a policy. */
export interface Finding {
  /** The fault, in a form that a waiver can name: `Action::sqs:*::*`, `retentionPeriod::3`. Nothing that the waiver does not name may be in the finding. */
  readonly subject: string;
  /** One full sentence: the resource, the offending value, and what to do. */
  readonly message: string;
}

/** One finding where a condition holds, none where it does not. */
export function findingIf(isFound: boolean, subject: string, message: string): readonly Finding[] {
  return isFound ? [{ subject, message }] : [];
}

/** The circumstances that a policy judges by, beside the resources. */
export interface Circumstances {
  /** The policy's configuration, with the defaults of its schema. */
  readonly configuration: Readonly<Record<string, unknown>>;
  /** The stack's tags, as Pulumi's backend keeps them. */
  readonly stackTags: ReadonlyMap<string, string>;
  /** The day of the run in UTC, as `YYYY-MM-DD`. */
  readonly today: string;
}

export type Findings = readonly Finding[] | Promise<readonly Finding[]>;

/** One thing asked of a resource. A value that is unknown at a preview ends one check alone. */
export interface Check {
  readonly about: JudgedResource;
  readonly find: () => Findings;
}

/** Lists the checks of one resource; none of a type that the policy does not know. */
export type ResourceRule = (resource: JudgedResource, circumstances: Circumstances) => readonly Check[];

/** Lists the checks of a stack. */
export type StackRule = (stack: JudgedStack, circumstances: Circumstances) => readonly Check[];

/** A control of a public framework: the framework's name and the control's id, as the framework writes it. */
export type Reference = `${keyof typeof frameworks} ${string}`;

/**
 * The frameworks that references name, with the version by which their controls are numbered. Sources: NIST SP 800-53, Revision 5; AWS Security Hub
 * User Guide, "AWS Foundational Security Best Practices standard", which lists the controls of 1.0.0; CIS Amazon Web Services Foundations Benchmark
 * 5.0.0, Level 1, whose 1.15 ("Ensure IAM policies that allow full "*:*" administrative privileges are not attached") is 1.16 in 1.4.0 to 4.0.0.
 */
export const frameworks = {
  "NIST 800-53": "Revision 5",
  "AWS Foundational Security Best Practices": "1.0.0",
  "CIS AWS Foundations Benchmark": "5.0.0",
} as const;

/** The framework of a reference, its version, and the control's id. */
export function controlOf(reference: Reference) {
  const [name = "", version = ""] = Object.entries(frameworks).find(([one]) => reference.startsWith(`${one} `)) ?? [];
  return { name, version, reference: reference.slice(name.length + 1) };
}

interface PolicyDescription {
  /** Lower-case words joined by hyphens. */
  readonly name: string;
  /** The demand, in a sentence. */
  readonly description: string;
  readonly severity: Severity;
  /** Its level where the pack's configuration says nothing. */
  readonly enforcementLevel: "advisory" | "mandatory";
  readonly references: readonly Reference[];
  /** The remedy for a finding. */
  readonly remediation: string;
  readonly configuration?: PolicyConfigSchema["properties"];
}

/** Judges each resource by itself: refused at a preview, and at an up before the resource is created or changed. */
export interface ResourcePolicy extends PolicyDescription {
  readonly rules: readonly ResourceRule[];
}

/** Judges what resources are to each other: refused at a preview; at an up without one, it fails once the resources exist. */
export interface StackPolicy extends PolicyDescription {
  readonly stackRules: readonly StackRule[];
}

/** A policy of the pack. */
export type Policy = ResourcePolicy | StackPolicy;

export function isStackPolicy(policy: Policy): policy is StackPolicy {
  return "stackRules" in policy;
}
