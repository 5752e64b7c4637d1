import type { Check, Finding, JudgedResource, Policy } from "./policy";
import { type Statement, statementsOf } from "./policyDocument";
import { couldNameResource } from "./resourceLevel";

/** No grant is wider than what it is for. */
export const leastPrivilege: Policy = {
  name: "least-privilege",
  description: "Every grant names its actions and its resources; no role takes an AWS managed policy of full access.",
  severity: "critical",
  enforcementLevel: "mandatory",
  references: [
    "NIST 800-53 AC-6",
    "AWS Foundational Security Best Practices IAM.1",
    "AWS Foundational Security Best Practices IAM.21",
    "CIS AWS Foundations 1.16",
  ],
  remediation: "Name each action in full, and the ARN of each resource that it is for.",
  checks: [
    identityDocument("aws:iam/policy:Policy"),
    identityDocument("aws:iam/rolePolicy:RolePolicy"),
    identityDocument("aws:iam/userPolicy:UserPolicy"),
    identityDocument("aws:iam/groupPolicy:GroupPolicy"),
    inlinePolicies,
    trustPolicy,
    managedPolicies,
  ],
};

function identityDocument(type: string): Check {
  return (resource) => (resource.type === type ? grantFindings(resource, resource.props.policy) : []);
}

async function inlinePolicies(resource: JudgedResource): Promise<readonly Finding[]> {
  if (resource.type !== "aws:iam/role:Role" || !Array.isArray(resource.props.inlinePolicies)) {
    return [];
  }
  const findings = resource.props.inlinePolicies.map(({ policy }: { readonly policy?: unknown }) =>
    policy === undefined ? [] : grantFindings(resource, policy),
  );
  return (await Promise.all(findings)).flat();
}

function trustPolicy({ type, name, props }: JudgedResource): readonly Finding[] {
  if (type !== "aws:iam/role:Role") {
    return [];
  }
  return statementsOf(props.assumeRolePolicy).flatMap(({ label, effect, principals, hasNotPrincipal }) => {
    if (effect !== "Allow") {
      return [];
    }
    const everybody = principals.filter((principal) => principal === "*" || principal === "AWS:*");
    return [
      ...everybody.map((principal) => ({
        subject: `Principal::${principal}`,
        message: `The role ${name} may be assumed by everybody (statement ${label} of its trust policy); name the service or account that needs it.`,
      })),
      ...(hasNotPrincipal
        ? [
            {
              subject: "NotPrincipal",
              message: `The role ${name} may be assumed by all but those that NotPrincipal lists (statement ${label} of its trust policy); name who may in Principal.`,
            },
          ]
        : []),
    ];
  });
}

function managedPolicies({ type, name, props }: JudgedResource): readonly Finding[] {
  const arns =
    type === "aws:iam/role:Role"
      ? [...((props.managedPolicyArns as readonly unknown[] | undefined) ?? [])]
      : type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment" ||
          type === "aws:iam/policyAttachment:PolicyAttachment"
        ? [props.policyArn]
        : [];
  return arns.map(String).flatMap((arn) =>
    /:iam::aws:policy\/.*(FullAccess(V\d+)?|AdministratorAccess|PowerUser(Access)?|_FullAccess)$/.test(arn)
      ? [
          {
            subject: `ManagedPolicy::${arn}`,
            message: `${name} attaches ${arn}, which grants whole services; write a policy with the actions and resources that are used.`,
          },
        ]
      : [],
  );
}

async function grantFindings({ name }: JudgedResource, document: unknown): Promise<readonly Finding[]> {
  const allowed = statementsOf(document).filter(({ effect }) => effect === "Allow");
  const findings = allowed.map(async (statement) => [
    ...actionFindings(name, statement),
    ...(await resourceFindings(name, statement)),
    ...passRoleFindings(name, statement),
  ]);
  return (await Promise.all(findings)).flat();
}

function actionFindings(name: string, { label, actions, notActions }: Statement): readonly Finding[] {
  return [
    ...actions.filter(hasWildcard).map((action) => ({
      subject: `Action::${action}`,
      message: `${name} allows ${action} (statement ${label}), which grants actions by a wildcard; name each action in full.`,
    })),
    ...(notActions.length > 0
      ? [
          {
            subject: `NotAction::${notActions.join(",")}`,
            message: `${name} allows every action but ${notActions.join(", ")} (statement ${label}); name the actions in Action in place of NotAction.`,
          },
        ]
      : []),
  ];
}

async function resourceFindings(
  name: string,
  { label, actions, resources, notResources }: Statement,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  if (notResources.length > 0) {
    findings.push({
      subject: `NotResource::${notResources.join(",")}`,
      message: `${name} allows every resource but ${notResources.join(", ")} (statement ${label}); name the resources in Resource in place of NotResource.`,
    });
  }
  for (const resource of resources.filter(hasWildcard)) {
    for (const action of actions.filter((candidate) => !hasWildcard(candidate))) {
      if (await couldNameResource(action, resource)) {
        findings.push({
          subject: `Resource::${resource}`,
          message: `${name} allows ${action} on ${resource} (statement ${label}), although the action can be bounded to a resource; name its ARN.`,
        });
      }
    }
  }
  return findings;
}

/** Who may pass any role to any service may become any of them (IAM User Guide, "Grant a user permissions to pass a role"). */
function passRoleFindings(name: string, { label, actions, conditions }: Statement): readonly Finding[] {
  const passes = actions.some((action) => action.toLowerCase() === "iam:passrole");
  const services = conditions.get("iam:passedtoservice") ?? [];
  return !passes || (services.length > 0 && !services.some(hasWildcard))
    ? []
    : [
        {
          subject: "Action::iam:PassRole",
          message: `${name} allows iam:PassRole without naming the service (statement ${label}); add a condition on iam:PassedToService.`,
        },
      ];
}

function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}
