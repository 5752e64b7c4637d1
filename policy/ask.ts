import type { Finding, JudgedResource, Policy, Question } from "./policy";
import { unknownProperty } from "./unknownValue";
import type { WaiverBook } from "./waivers";

/** A finding with the resource that it is on. */
export interface ResourceFinding extends Finding {
  readonly about: JudgedResource;
}

/** What came of a policy's questions. */
export interface Answers {
  /** What no waiver excuses. */
  readonly findings: readonly ResourceFinding[];
  /** What a waiver in force excuses, with its reason. */
  readonly waived: readonly (ResourceFinding & { readonly reason: string })[];
  /** What could not be judged yet: one sentence for each property, with the resource's name. */
  readonly unknown: readonly string[];
}

/** Asks a policy's questions, each by itself, and takes what the waivers excuse from the findings. */
export async function ask(policy: Policy, questions: readonly Question[], waivers: WaiverBook): Promise<Answers> {
  const findings: ResourceFinding[] = [];
  const waived: (ResourceFinding & { readonly reason: string })[] = [];
  const unknown = new Set<string>();
  for (const { about, ask: answer } of questions) {
    try {
      for (const finding of await answer()) {
        const waiver = waivers.waiverOf(policy.name, about.name, finding.subject);
        if (waiver === undefined) {
          findings.push({ ...finding, about });
        } else if (waivers.isInForce(waiver)) {
          waived.push({ ...finding, about, reason: waiver.reason });
        } else {
          const message = `${finding.message} Its waiver (${waiver.reason}) expired on ${waiver.expires}.`;
          findings.push({ ...finding, message, about });
        }
      }
    } catch (error) {
      const property = unknownProperty(error);
      if (property === undefined) {
        throw error;
      }
      unknown.add(`${property} of ${about.name}`);
      waivers.noteUnjudged(policy.name);
    }
  }
  return { findings, waived, unknown: [...unknown] };
}
