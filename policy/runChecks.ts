import type { JudgedResource } from "./judgedResource";
import type { Check, Circumstances, Finding, Policy } from "./policy";
import { stackType } from "./stack/judgedStack";
import { unknownProperty } from "./unknownValue";
import type { Waiver, WaiverBook } from "./waivers";

/** A finding with the resource that it is on. */
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
 * Makes the checks of rules on a resource or a stack. A rule that fails before it has any, on a value that is not known or malformed, becomes one that
 * fails so, and is answered for as the others are.
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

/** Makes a policy's checks, each by itself, and takes what the waivers excuse from the findings. Equal findings of a resource are one. */
export async function runChecks(policy: Policy, checks: readonly Check[], waivers: WaiverBook): Promise<Answers> {
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
        waivers.noteUnjudged(policy.name);
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

/** Reports if an error is that of a value of another type than expected, or of one of no end of depth. */
function isMalformed(error: unknown): error is TypeError | RangeError {
  return error instanceof TypeError || error instanceof RangeError;
}

/** Refuses properties that are not of the form that the type has, such as a text in place of a list: they must not pass because they cannot be judged. */
function malformed({ name, type }: JudgedResource, { message }: Error): Finding {
  const what = type === stackType ? "a resource of the stack are not what its type" : `${name} are not what ${type}`;
  return {
    subject: `Malformed::${type}`,
    message: `The properties of ${what} takes, and cannot be judged (${message}); correct them.`,
  };
}
