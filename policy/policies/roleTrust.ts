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

/** Requires that a role's trust policy names who may assume the role. */
export const roleTrust: ResourcePolicy = {
  name: "role-trust",
  description:
    "A role's trust policy names who may assume the role: for a service also the account or resource that it acts for, for an identity provider the subject of its tokens, for another account an external ID.",
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
        "Services that need no condition on their source: they do not send the account and resource when they assume a role, or AWS's documents do not recommend the condition.",
      default: sourcelessServices(),
    },
    ownAccounts: {
      type: "array",
      items: { type: "string" },
      description:
        "Your own accounts, which a role may trust as a whole; other accounts need an external ID or another condition. You need not list the provider's allowed accounts or those in the ARNs of the role's policies. If no own account is known, this is not checked.",
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
        `The trust policy of ${name} allows ${wide.join(", ")} (statement ${label}); name sts:AssumeRole or another action in full.`,
      ),
      ...findingIf(
        hasNotPrincipal,
        principalSubject("NotPrincipal", notPrincipals, statement),
        `The role ${name} may be assumed by everyone except those that NotPrincipal lists (statement ${label} of its trust policy); name the allowed principals in Principal.`,
      ),
    ];
  });
  return [...new Map(findings.map((finding) => [finding.subject, finding])).values()];
}

/** The owner's accounts, as far as a resource shows them: those that its provider may deploy to, and those of its customer managed policies. */
function accountsOf({ props, provider }: JudgedResource): readonly string[] {
  const allowed = knownValue(() => provider?.props.allowedAccountIds);
  const arns = [
    ...listOf(knownValue(() => props.permissionsBoundary)),
    ...listOf(knownValue(() => props.managedPolicyArns)),
  ];
  return [...listOf(parsed(allowed)).map(String), ...arns.map((arn) => String(arn).split(":")[4] ?? "")];
}

/**
 * Services whose documents show trust policies without a condition on the source, as of 2026-11. All other services that assume roles can be limited with
 * aws:SourceAccount or aws:SourceArn, or their guides describe the confused deputy. Sources: AWS Lambda Developer Guide, "Execution role"
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
