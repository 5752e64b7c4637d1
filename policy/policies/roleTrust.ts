import { withoutRegion } from "../access/principals";
import { type TrustOptions, unboundTrusts } from "../access/trust";
import { trustDocuments } from "../documents/places";
import { allowedBy, hasWildcard, type Statement, statementSubject } from "../documents/statements";
import { principalSubject } from "../documents/subjects";
import { listOf, parsed } from "../documents/values";
import type { JudgedResource } from "../judgedResource";
import { type Finding, findingIf, type ResourcePolicy } from "../policy";
import { onEach } from "../rules";
import { knownValue } from "../unknownValue";

/** Names those who may assume a role. */
export const roleTrust: ResourcePolicy = {
  name: "role-trust",
  description:
    "A role's trust policy names who may assume it: of a service the account or resource that it acts for, of an identity provider whose tokens, of another account an external ID.",
  severity: "critical",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AC-3", "NIST 800-53 AC-6"],
  remediation:
    "Name the service or the principal, and add a condition: on aws:SourceAccount or aws:SourceArn for a service, on the subject for an identity provider, on sts:ExternalId for another account.",
  configuration: {
    sourcelessServices: {
      type: "array",
      items: { type: "string" },
      description:
        "Services that need no condition on their source: when they assume a role, they do not tell for which account and resource, or AWS's documents do not advise it.",
      default: sourcelessServices(),
    },
    ownAccounts: {
      type: "array",
      items: { type: "string" },
      description:
        "Accounts of your own, which a role may trust as a whole; another one needs an external ID or another condition. Those that the provider allows, and those in the ARNs of the role's policies, need not be listed; where none is known, none is taken for another's.",
      default: [],
    },
  },
  rules: [
    onEach(trustDocuments, (read, resource, { configuration }) =>
      trustFindings(resource.name, allowedBy(read()), {
        sourcelessServices: new Set(
          listOf(configuration.sourcelessServices).map((service) => withoutRegion(String(service))),
        ),
        ownAccounts: new Set([...listOf(configuration.ownAccounts).map(String), ...accountsOf(resource)]),
      }),
    ),
  ],
};

function trustFindings(name: string, allowed: readonly Statement[], options: TrustOptions): readonly Finding[] {
  const findings = allowed.flatMap((statement) => {
    const { label, actions, hasNotPrincipal, notPrincipals } = statement;
    const wide = actions.filter(hasWildcard);
    return [
      ...unboundTrusts(statement, options).map(({ principals, who, advice }) => ({
        subject: principalSubject("Principal", principals, statement),
        message: `The role ${name} may be assumed by ${who} (statement ${label} of its trust policy); ${advice}.`,
      })),
      ...findingIf(
        wide.length > 0,
        statementSubject("Action", statement, { actions: wide }),
        `The trust policy of ${name} allows ${wide.join(", ")} (statement ${label}); name sts:AssumeRole or the other action that is meant.`,
      ),
      ...findingIf(
        hasNotPrincipal,
        principalSubject("NotPrincipal", notPrincipals, statement),
        `The role ${name} may be assumed by all but those that NotPrincipal lists (statement ${label} of its trust policy); name who may in Principal.`,
      ),
    ];
  });
  return [...new Map(findings.map((finding) => [finding.subject, finding])).values()];
}

/** The accounts that a resource shows to be the owner's: those that its provider may deploy to, and that of its customer managed policies. */
function accountsOf({ props, provider }: JudgedResource): readonly string[] {
  const allowed = knownValue(() => provider?.props.allowedAccountIds);
  const arns = [
    ...listOf(knownValue(() => props.permissionsBoundary)),
    ...listOf(knownValue(() => props.managedPolicyArns)),
  ];
  return [...listOf(parsed(allowed)).map(String), ...arns.map((arn) => String(arn).split(":")[4] ?? "")];
}

/**
 * Services whose documents show their roles' trust policies without a condition on the source, as of 2026-11. All others that assume roles can be bounded by
 * aws:SourceAccount or aws:SourceArn, or their guides have a page on the confused deputy. Sources: AWS Lambda Developer Guide, "Execution role"
 * (functions, also at the edge); Amazon EC2 User Guide, "IAM roles for Amazon EC2"; Amazon ECS Developer Guide, "Task execution IAM role",
 * "Infrastructure IAM role"; Amazon EKS User Guide, "Cluster IAM role", "Pod Identity role"; AWS CloudFormation User Guide, "Service role"; AWS
 * CodeDeploy User Guide, "Create a service role"; Amazon S3 User Guide, "Setting up permissions for live replication", "Batch Operations"; AWS App
 * Runner Developer Guide, "How App Runner works with IAM"; Amazon DynamoDB Developer Guide, "DAX access control"; Amazon GuardDuty User Guide, "Create
 * or update IAM role policy" (Malware Protection for S3).
 */
function sourcelessServices(): string[] {
  return [
    "batchoperations.s3.amazonaws.com",
    "build.apprunner.amazonaws.com",
    "cloudformation.amazonaws.com",
    "codedeploy.amazonaws.com",
    "dax.amazonaws.com",
    "ec2.amazonaws.com",
    "ecs.amazonaws.com",
    "ecs-tasks.amazonaws.com",
    "edgelambda.amazonaws.com",
    "eks.amazonaws.com",
    "lambda.amazonaws.com",
    "malware-protection-plan.guardduty.amazonaws.com",
    "pods.eks.amazonaws.com",
    "s3.amazonaws.com",
    "tasks.apprunner.amazonaws.com",
  ];
}
