import type { JudgedResource } from "./judgedResource";
import type { Check, Finding, Policy } from "./policy";
import { unknownProperty } from "./unknownValue";
import type { Waiver, WaiverBook } from "./waivers";

/** A finding with the resource that it is on. */
export interface ResourceFinding extends Finding {
  readonly about: JudgedResource;
}

/** The results of a policy's checks. */
export interface Answers {
  /** What no waiver excuses. */
  readonly findings: readonly ResourceFinding[];
  /** What a waiver in force excuses. */
  readonly waived: readonly (ResourceFinding & { readonly waiver: Waiver })[];
  /** What could not be judged yet: one sentence for each property, with the resource's name. */
  readonly unknown: readonly string[];
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
      } else if (error instanceof TypeError) {
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

/** Refuses properties that are not of the form that the type has, such as a text in place of a list: they must not pass because they cannot be judged. */
function malformed({ name, type }: JudgedResource, { message }: TypeError): Finding {
  return {
    subject: `Malformed::${type}`,
    message: `The properties of ${name} are not what ${type} takes, and cannot be judged (${message}); correct them.`,
  };
}
