import type { EnforcementLevel } from "@pulumi/policy";
import { type Answers, ask } from "./ask";
import { type Circumstances, type Finding, isStackPolicy, type JudgedResource, type Policy } from "./policy";
import { type PackConfiguration, settingsOf } from "./settings";
import { WaiverBook, waiverPolicies } from "./waivers";

/** One finding on one resource. */
export interface Verdict extends Finding {
  readonly policy: string;
  readonly enforcementLevel: EnforcementLevel;
  readonly urn: string;
  readonly resource: string;
}

/** What a pack says of resources. */
export interface Judgement {
  readonly verdicts: readonly Verdict[];
  /** What a waiver in force excuses. */
  readonly waived: readonly (Verdict & { readonly reason: string })[];
  /** What could not be judged, since a value is not known. */
  readonly unknown: readonly string[];
}

/** A resource as a run recorded it. */
export interface RecordedResource extends Omit<JudgedResource, "props"> {
  readonly inputs: JudgedResource["props"];
  /** What the provider answered. */
  readonly outputs: JudgedResource["props"];
}

export interface JudgeOptions {
  readonly configuration?: PackConfiguration;
  readonly stackTags?: ReadonlyMap<string, string>;
  /** The moment of the run, by which waivers and runtimes end. @default now */
  readonly now?: Date;
}

/** Checks resources whose values are all known, as an `up` does: resource policies see inputs, stack policies inputs and outputs. */
export async function judge(
  policies: readonly Policy[],
  resources: readonly RecordedResource[],
  { configuration: pack = {}, stackTags = new Map(), now = new Date() }: JudgeOptions = {},
): Promise<Judgement> {
  const waivers = new WaiverBook(now.toISOString().slice(0, 10));
  const verdicts: Verdict[] = [];
  const waived: (Verdict & { readonly reason: string })[] = [];
  const unknown: string[] = [];
  const take = (policy: Policy, enforcementLevel: EnforcementLevel, answers: Answers) => {
    const verdict = ({ about, subject, message }: Answers["findings"][number]): Verdict => ({
      policy: policy.name,
      enforcementLevel,
      urn: about.urn,
      resource: about.name,
      subject,
      message,
    });
    verdicts.push(...answers.findings.map(verdict));
    waived.push(...answers.waived.map((finding) => ({ ...verdict(finding), reason: finding.reason })));
    unknown.push(...answers.unknown);
  };
  // Resources first, as the engine does: the waivers that they use are known when the stack is judged.
  const inOrder = [...policies].sort((one, other) => Number(isStackPolicy(one)) - Number(isStackPolicy(other)));
  const declared = resources.map(
    ({ inputs, outputs: _, ...resource }): JudgedResource => ({ ...resource, props: inputs }),
  );
  const deployed = resources.map(
    ({ inputs, outputs, ...resource }): JudgedResource => ({ ...resource, props: { ...inputs, ...outputs } }),
  );
  for (const policy of [...inOrder, ...waiverPolicies(waivers)]) {
    const { enforcementLevel, configuration } = settingsOf(policy, pack);
    if (enforcementLevel === "disabled") {
      continue;
    }
    waivers.register(policy.name, configuration);
    const circumstances: Circumstances = { configuration, stackTags, today: waivers.today };
    const questions = isStackPolicy(policy)
      ? policy.stackQuestions(deployed, circumstances)
      : declared.flatMap((about) =>
          policy.questions(about, circumstances).map((question) => ({ about, ask: question })),
        );
    take(policy, enforcementLevel, await ask(policy, questions, waivers));
  }
  return { verdicts, waived, unknown };
}
