import type { PackRun } from "./packRun";
import type { Check, Finding, StackPolicy } from "./policy";
import type { JudgedStack } from "./stack/judgedStack";
import type { PolicyWaiver } from "./waivers";

/** Returns the policies on the pack's own configuration. They run last, when every use of a waiver is known. */
export function packPolicies(run: PackRun): readonly StackPolicy[] {
  return [
    {
      name: "pack-configuration",
      description: "The pack's configuration has only settings of its policies, and no floor above its ceiling.",
      severity: "high",
      enforcementLevel: "mandatory",
      references: ["NIST 800-53 CM-6"],
      remediation: "Correct the setting's name or value in the pack's configuration.",
      stackRules: [(stack) => run.problems().map((problem) => onStack(stack, problem))],
    },
    {
      name: "waivers",
      description: "No waiver has expired or lasts too long, and each names a finding or a resource and an owner.",
      severity: "high",
      enforcementLevel: "mandatory",
      references: ["NIST 800-53 CA-5"],
      remediation: "Correct the finding and remove the waiver, or renew it with an owner and a later `expires`.",
      stackRules: [
        (stack) =>
          run.waivers
            .refused()
            .map(({ why, ...entry }) => onStack(stack, waiverFinding(entry, `${why}; remove it or renew it`))),
      ],
    },
    {
      name: "unused-waivers",
      description: "Every waiver matches a finding.",
      severity: "low",
      enforcementLevel: "advisory",
      references: ["NIST 800-53 CA-5"],
      remediation: "Remove the waiver, or correct the finding or the resource that it names.",
      stackRules: [
        (stack) =>
          run.waivers
            .unused(stack.resources)
            .map((entry) => onStack(stack, waiverFinding(entry, "matches nothing; remove it"))),
      ],
    },
  ];
}

/** Returns the policy that reports waived findings through the engine, which shows only violations: no waiver works unnoticed. */
export function waivedFindings({ waivers }: PackRun): StackPolicy {
  return {
    name: "waived-findings",
    description: "Every finding that a waiver excuses is shown, with the waiver's owner, reason and last day.",
    severity: "low",
    enforcementLevel: "advisory",
    references: ["NIST 800-53 CA-5"],
    remediation: "Correct the finding before the waiver's last day.",
    stackRules: [
      () =>
        waivers.waived().map(({ policy, about, subject, message, waiver }) => ({
          about,
          find: () => [
            {
              subject: `Waived::${policy}::${subject}`,
              message: `Waived until ${waiver.expires} by ${waiver.owner ?? "no owner"} (${waiver.reason}), from ${policy}: ${message}`,
            },
          ],
        })),
    ],
  };
}

/** Makes a check on the stack itself, since a waiver belongs to no single resource. */
function onStack(stack: JudgedStack, finding: Finding): Check {
  return { about: stack.itself, find: () => [finding] };
}

function waiverFinding({ policy, waiver }: PolicyWaiver, why: string): Finding {
  const { finding, resource, reason } = waiver;
  const subject = [finding, resource].filter((part) => part !== undefined).join(" of ") || "everything";
  return {
    subject: `Waiver::${policy}::${subject}`,
    message: `The waiver of ${subject} from ${policy} (${reason}) ${why}.`,
  };
}
