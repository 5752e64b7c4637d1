import type { EnforcementLevel } from "@pulumi/policy";
import type { JudgedResource } from "./judgedResource";
import { packPolicies } from "./packPolicies";
import { PackRun } from "./packRun";
import { type Finding, isStackPolicy, type Policy } from "./policy";
import { canonicalResources } from "./reading/canonical";
import { type Answers, checksOf, type ResourceFinding, runChecks } from "./runChecks";
import { type PackConfiguration, settingsOf } from "./settings";
import { JudgedStack } from "./stack/judgedStack";
import type { Waiver } from "./waivers";

/** One finding on one resource. */
export interface Verdict extends Finding {
  readonly policy: string;
  readonly enforcementLevel: EnforcementLevel;
  readonly urn: string;
  readonly resource: string;
}

/** The verdicts of a pack on resources. */
export interface Judgement {
  readonly verdicts: readonly Verdict[];
  /** Findings that a waiver in force excuses, with its reason, owner and last day. */
  readonly waived: readonly (Verdict & Pick<Waiver, "reason" | "owner" | "expires">)[];
  /** Properties that could not be checked because their values are unknown. */
  readonly unknown: readonly string[];
}

/** A recorded resource of a run. */
export interface RecordedResource extends Omit<JudgedResource, "props"> {
  readonly inputs: JudgedResource["props"];
  /** The properties that the provider returned. */
  readonly outputs: JudgedResource["props"];
}

export interface JudgeOptions {
  readonly configuration?: PackConfiguration;
  readonly stackTags?: ReadonlyMap<string, string>;
  /** The time of the run, which decides whether waivers and runtimes have ended. @default now */
  readonly now?: Date;
}

/** Checks resources with known values, as an `up` does: resource policies see inputs, stack policies inputs and outputs. */
export async function judge(
  policies: readonly Policy[],
  resources: readonly RecordedResource[],
  { configuration: pack = {}, stackTags = new Map(), now = new Date() }: JudgeOptions = {},
): Promise<Judgement> {
  const run = new PackRun(now);
  const declared = resources.flatMap(({ inputs, outputs: _, ...resource }) =>
    canonicalResources({ ...resource, props: inputs }),
  );
  const deployed = new JudgedStack(
    resources.flatMap(({ inputs, outputs, ...resource }) =>
      canonicalResources({ ...resource, props: { ...inputs, ...outputs } }),
    ),
  );
  // Resources first, as in the engine: then the waivers that they use are known when the stack is checked.
  const inOrder = [...policies].sort((one, other) => Number(isStackPolicy(one)) - Number(isStackPolicy(other)));
  const judgement: { verdicts: Verdict[]; waived: Judgement["waived"][number][]; unknown: string[] } = {
    verdicts: [],
    waived: [],
    unknown: [],
  };
  for (const policy of [...inOrder, ...packPolicies(run)]) {
    const { enforcementLevel, configuration } = settingsOf(policy, pack);
    if (enforcementLevel === "disabled") {
      continue;
    }
    const circumstances = run.circumstances(policy, configuration, stackTags);
    const checks = isStackPolicy(policy)
      ? checksOf(policy.stackRules, deployed, deployed.itself, circumstances)
      : declared.flatMap((resource) => checksOf(policy.rules, resource, resource, circumstances));
    const { findings, waived, unknown } = await runChecks(policy, checks, run.waivers);
    const verdictOf = verdictsBy(policy, enforcementLevel);
    judgement.verdicts.push(...findings.map(verdictOf));
    judgement.waived.push(...waived.map((answer) => ({ ...verdictOf(answer), ...answerOf(answer) })));
    judgement.unknown.push(...unknown);
  }
  return judgement;
}

function verdictsBy({ name }: Policy, enforcementLevel: EnforcementLevel) {
  return ({ about, subject, message }: ResourceFinding): Verdict => ({
    policy: name,
    enforcementLevel,
    urn: about.urn,
    resource: about.name,
    subject,
    message,
  });
}

/** Returns the reason, the owner and the last day of an excused finding's waiver. */
function answerOf({ waiver: { owner, reason, expires } }: Answers["waived"][number]) {
  return { reason, expires, ...(owner !== undefined && { owner }) };
}
