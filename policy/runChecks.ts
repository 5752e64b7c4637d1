import type { JudgedResource } from "./judgedResource";
import type { Check, Circumstances, Finding, Policy } from "./policy";
import { stackType } from "./stack/judgedStack";
import { unknownProperty } from "./unknownValue";
import type { Waiver, WaiverLog } from "./waivers";

/** A finding with its resource. */
export interface ResourceFinding extends Finding {
  readonly about: JudgedResource;
}

/** The results of a policy's checks. */
export interface Answers {
  /** Findings that no waiver excuses. */
  readonly findings: readonly ResourceFinding[];
  /** Findings that a waiver in force excuses. */
  readonly waived: readonly (ResourceFinding & { readonly waiver: Waiver })[];
  /** Properties that could not be checked yet: one sentence for each property, with the resource's name. */
  readonly unknown: readonly string[];
}

/**
 * Lists the checks of rules on a resource or a stack. If a rule throws because a value is unknown or malformed, it becomes one check that throws the
 * same error.
 */
export function checksOf<Subject>(
  rules: readonly ((subject: Subject, circumstances: Circumstances) => readonly Check[])[],
  subject: Subject,
  about: JudgedResource,
  circumstances: Circumstances,
): readonly Check[] {
  return rules.flatMap((rule) => {
    try {
      return rule(subject, circumstances);
    } catch (error) {
      return [
        {
          about,
          find: () => {
            throw error;
          },
        },
      ];
    }
  });
}

/** Runs a policy's checks independently and separates the findings that waivers excuse. Equal findings of a resource are merged. */
export async function runChecks(policy: Policy, checks: readonly Check[], waivers: WaiverLog): Promise<Answers> {
  const found = new Map<string, ResourceFinding>();
  const unknown = new Set<string>();
  for (const { about, find } of checks) {
    try {
      for (const finding of await find()) {
        found.set(JSON.stringify([about.urn, about.name, finding.subject, finding.message]), { ...finding, about });
      }
    } catch (error) {
      const property = unknownProperty(error);
      if (property !== undefined) {
        unknown.add(`${property} of ${about.name}`);
        waivers.noteUnchecked(policy.name);
      } else if (isMalformed(error)) {
        const finding = malformed(about, error);
        found.set(finding.subject + about.urn, { ...finding, about });
      } else {
        throw error;
      }
    }
  }
  const findings: ResourceFinding[] = [];
  const waived: (ResourceFinding & { readonly waiver: Waiver })[] = [];
  for (const finding of found.values()) {
    const waiver = waivers.waiverOf(policy.name, finding.about, finding);
    if (waiver === undefined) {
      findings.push(finding);
    } else if (waivers.isInForce(waiver)) {
      waived.push({ ...finding, waiver });
    } else {
      const message = `${finding.message} Its waiver (${waiver.reason}) is not in force: its last day is ${waiver.expires}.`;
      findings.push({ ...finding, message });
    }
  }
  return { findings, waived, unknown: [...unknown] };
}

/** Reports if an error comes from a value of an unexpected type or of unlimited depth. */
function isMalformed(error: unknown): error is TypeError | RangeError {
  return error instanceof TypeError || error instanceof RangeError;
}

/** Makes a finding on properties of a wrong form, such as a text in place of a list: they must not pass because they cannot be checked. */
function malformed({ name, type }: JudgedResource, { message }: Error): Finding {
  const place = type === stackType ? "a resource of the stack" : `${name} (${type})`;
  return {
    subject: `Malformed::${type}`,
    message: `The properties of ${place} do not have the form of the type and cannot be checked (${message}); correct them.`,
  };
}
