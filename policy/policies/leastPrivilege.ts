import { namesSomething } from "../documents/conditions";
import { identityDocuments } from "../documents/places";
import { couldNameResource } from "../documents/resourceLevel";
import { allowedBy, hasWildcard, type Statement } from "../documents/statements";
import { type Finding, findingIf, type ResourcePolicy } from "../policy";
import { onEach } from "../rules";

/** No grant is wider than what it is for. */
export const leastPrivilege: ResourcePolicy = {
  name: "least-privilege",
  description:
    "Every grant names its actions in full and, where an action can be bounded, the resources that it is for.",
  severity: "critical",
  enforcementLevel: "mandatory",
  references: [
    "NIST 800-53 AC-6",
    "AWS Foundational Security Best Practices IAM.1",
    "AWS Foundational Security Best Practices IAM.21",
    "CIS AWS Foundations Benchmark 1.16",
  ],
  remediation: "Name each action in full, and the ARN of each resource that it is for.",
  rules: [
    onEach(identityDocuments, async (read, { name }) => {
      const findings = allowedBy(read()).map(async (statement) => [
        ...wideActionFindings(name, statement),
        ...(await resourceFindings(name, statement)),
        ...passRoleFindings(name, statement),
      ]);
      return (await Promise.all(findings)).flat();
    }),
  ],
};

/** The actions of a statement that are not named in full, but for those that are allowed to be so. */
export function wideActionFindings(
  who: string,
  { label, actions, notActions }: Statement,
  isAllowed: (action: string) => boolean = () => false,
): readonly Finding[] {
  return [
    ...actions
      .filter((action) => hasWildcard(action) && !isAllowed(action))
      .map((action) => ({
        subject: `Action::${action}`,
        message: `${who} allows ${action} (statement ${label}), which grants actions by a wildcard; name each action in full.`,
      })),
    ...findingIf(
      notActions.length > 0,
      `NotAction::${notActions.join(",")}`,
      `${who} allows every action but ${notActions.join(", ")} (statement ${label}); name the actions in Action in place of NotAction.`,
    ),
  ];
}

async function resourceFindings(
  name: string,
  { label, actions, resources, notResources }: Statement,
): Promise<readonly Finding[]> {
  const findings = [
    ...findingIf(
      notResources.length > 0,
      `NotResource::${notResources.join(",")}`,
      `${name} allows every resource but ${notResources.join(", ")} (statement ${label}); name the resources in Resource in place of NotResource.`,
    ),
  ];
  for (const resource of resources.filter(hasWildcard)) {
    for (const action of actions.filter((candidate) => !hasWildcard(candidate))) {
      // A channel's id cannot be guessed at: a wildcard in it is a wildcard for every channel that begins so.
      if (action.toLowerCase() === putAuditEvents || (await couldNameResource(action, resource))) {
        findings.push({
          subject: `Resource::${resource}`,
          message: `${name} allows ${action} on ${resource} (statement ${label}), although the action can be bounded to a resource; name its ARN.`,
        });
      }
    }
  }
  return findings;
}

const putAuditEvents = "cloudtrail-data:putauditevents";

/** Who may pass any role to any service may become any of them (IAM User Guide, "Grant a user permissions to pass a role"). */
function passRoleFindings(name: string, { label, actions, conditions }: Statement): readonly Finding[] {
  const passes = actions.some((action) => action.toLowerCase() === "iam:passrole");
  const bounded = conditions.some(
    (condition) =>
      condition.key === "iam:passedtoservice" && namesSomething(condition) && !condition.values.some(hasWildcard),
  );
  return findingIf(
    passes && !bounded,
    "Action::iam:PassRole",
    `${name} allows iam:PassRole without naming the service (statement ${label}); add a condition on iam:PassedToService.`,
  );
}
