import type { PolicyConfigSchema, Severity } from "@pulumi/policy";
import type { JudgedResource } from "./judgedResource";
import type { JudgedStack } from "./stack/judgedStack";

/** One violation of a policy by a resource. */
export interface Finding {
  /** The fault in a form that a waiver can name: `Action::sqs:*::*`, `retentionPeriod::3`. It covers the whole finding, so a waiver excuses no more. */
  readonly subject: string;
  /** One full sentence: the resource, the wrong value, and what to do. */
  readonly message: string;
}

/** Returns one finding if a condition is true, else none. */
export function findingIf(isFound: boolean, subject: string, message: string): readonly Finding[] {
  return isFound ? [{ subject, message }] : [];
}

/** The input of a policy besides the resources. */
export interface Circumstances {
  /** The policy's configuration, with the defaults of its schema. */
  readonly configuration: Readonly<Record<string, unknown>>;
  /** The stack's tags in Pulumi's backend. */
  readonly stackTags: ReadonlyMap<string, string>;
  /** The day of the run in UTC, as `YYYY-MM-DD`. */
  readonly today: string;
}

export type Findings = readonly Finding[] | Promise<readonly Finding[]>;

/** One check of a resource. A value that is unknown at a preview ends only this check. */
export interface Check {
  readonly about: JudgedResource;
  readonly find: () => Findings;
}

/** Lists the checks of one resource; none for a type without a rule. */
export type ResourceRule = (resource: JudgedResource, circumstances: Circumstances) => readonly Check[];

/** Lists the checks of a stack. */
export type StackRule = (stack: JudgedStack, circumstances: Circumstances) => readonly Check[];

/** A control of a public framework: the framework's name and the control's id, in the framework's spelling. */
export type Reference = `${keyof typeof frameworks} ${string}`;

/**
 * The frameworks of references, with the version of their control numbers. Sources: NIST SP 800-53, Revision 5; AWS Security Hub
 * User Guide, "AWS Foundational Security Best Practices standard", which lists the controls of 1.0.0; CIS Amazon Web Services Foundations Benchmark
 * 5.0.0, Level 1, whose 1.15 ("Ensure IAM policies that allow full "*:*" administrative privileges are not attached") is 1.16 in 1.4.0 to 4.0.0.
 */
export const frameworks = {
  "NIST 800-53": "Revision 5",
  "AWS Foundational Security Best Practices": "1.0.0",
  "CIS AWS Foundations Benchmark": "5.0.0",
} as const;

/** Splits a reference into the framework, its version, and the control's id. */
export function controlOf(reference: Reference) {
  const [name = "", version = ""] = Object.entries(frameworks).find(([one]) => reference.startsWith(`${one} `)) ?? [];
  return { name, version, reference: reference.slice(name.length + 1) };
}

interface PolicyDescription {
  /** Lower-case words joined by hyphens. */
  readonly name: string;
  /** The requirement, as a sentence. */
  readonly description: string;
  readonly severity: Severity;
  /** The default level. */
  readonly enforcementLevel: "advisory" | "mandatory";
  readonly references: readonly Reference[];
  /** The fix for a finding. */
  readonly remediation: string;
  readonly configuration?: PolicyConfigSchema["properties"];
}

/** A policy that checks each resource separately: at a preview, and at an up before the resource is created or changed. */
export interface ResourcePolicy extends PolicyDescription {
  readonly rules: readonly ResourceRule[];
}

/** A policy that checks how resources relate: at a preview, and at an up after the resources exist. */
export interface StackPolicy extends PolicyDescription {
  readonly stackRules: readonly StackRule[];
}

/** A policy of the pack. */
export type Policy = ResourcePolicy | StackPolicy;

export function isStackPolicy(policy: Policy): policy is StackPolicy {
  return "stackRules" in policy;
}
