import { isNarrowed, sourceKeys } from "../documents/conditions";
import { trustDocuments } from "../documents/places";
import { allowedBy, hasWildcard, type Statement } from "../documents/statements";
import { type Finding, findingIf, type ResourcePolicy } from "../policy";
import { onEach } from "../rules";

/** Who may take a role is named. */
export const roleTrust: ResourcePolicy = {
  name: "role-trust",
  description:
    "A role's trust policy names who may assume it and, of a service that tells for whom it acts, the account or resource.",
  severity: "critical",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AC-3", "NIST 800-53 AC-6"],
  remediation: "Name the service or the principal, and add a condition on aws:SourceAccount or aws:SourceArn.",
  configuration: {
    sourceAwareServices: {
      type: "array",
      items: { type: "string" },
      description: "Services that tell, when they assume a role, for which account and resource they do so.",
      default: sourceAwareServices(),
    },
  },
  rules: [
    onEach(trustDocuments, (read, { name }, { configuration }) =>
      allowedBy(read()).flatMap((statement) =>
        trustFindings(name, statement, new Set(configuration.sourceAwareServices as readonly string[])),
      ),
    ),
  ],
};

function trustFindings(name: string, statement: Statement, sourceAware: ReadonlySet<string>): readonly Finding[] {
  const { label, principals, hasNotPrincipal, actions } = statement;
  return [
    ...principals.flatMap((principal) => principalFinding(name, principal, statement, sourceAware)),
    ...actions.filter(hasWildcard).map((action) => ({
      subject: `Action::${action}`,
      message: `The trust policy of ${name} allows ${action} (statement ${label}); name sts:AssumeRole or the other action that is meant.`,
    })),
    ...findingIf(
      hasNotPrincipal,
      "NotPrincipal",
      `The role ${name} may be assumed by all but those that NotPrincipal lists (statement ${label} of its trust policy); name who may in Principal.`,
    ),
  ];
}

function principalFinding(
  name: string,
  principal: string,
  statement: Statement,
  sourceAware: ReadonlySet<string>,
): readonly Finding[] {
  const [type = "", ...rest] = principal.split(":");
  const value = rest.join(":");
  const said = (why: string): readonly Finding[] => [
    {
      subject: `Principal::${principal}`,
      message: `The role ${name} may be assumed by ${why} (statement ${statement.label} of its trust policy).`,
    },
  ];
  if ((principal === "*" || (type === "AWS" && hasWildcard(value))) && !isNarrowed(statement)) {
    return said("everybody; name the service or account that needs it");
  }
  if (type === "Federated" && statement.conditions.length === 0) {
    return said(`everybody whom ${value} knows; add a condition on the token's audience and subject`);
  }
  if (type === "Service" && sourceAware.has(value.toLowerCase()) && !isNarrowed(statement, sourceKeys)) {
    return said(`${value} for any account; add a condition on aws:SourceAccount or aws:SourceArn`);
  }
  return [];
}

/**
 * Services whose documentation advises to bound a role's trust by aws:SourceArn or aws:SourceAccount, as of 2026-11. Sources: the user guides of
 * EventBridge, EventBridge Scheduler, Step Functions, CloudWatch Logs, CodeBuild, Bedrock, SageMaker and CloudTrail.
 */
function sourceAwareServices(): string[] {
  return [
    "bedrock.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "codebuild.amazonaws.com",
    "events.amazonaws.com",
    "logs.amazonaws.com",
    "pipes.amazonaws.com",
    "sagemaker.amazonaws.com",
    "scheduler.amazonaws.com",
    "states.amazonaws.com",
  ];
}
