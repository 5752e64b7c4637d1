import { opennessOf } from "../access/openness";
import { isEveryone } from "../access/principals";
import { wideActionsOf } from "../access/wideGrants";
import { type ResourceDocument, resourceDocuments } from "../documents/places";
import { allowedBy, type Statement } from "../documents/statements";
import { principalSubject } from "../documents/subjects";
import { type Finding, findingIf, type ResourcePolicy } from "../policy";
import { onEach } from "../rules";

/** Requires that policies of queues, topics, keys and other resources name who may use them. */
export const resourcePolicies: ResourcePolicy = {
  name: "resource-policies",
  description:
    "A resource's policy names who may use it: never everyone, and a service only on behalf of a named source. The policies of all AWS resources are checked; those of unknown types are found by their shape.",
  severity: "critical",
  enforcementLevel: "mandatory",
  references: [
    "NIST 800-53 AC-3",
    "AWS Foundational Security Best Practices SQS.3",
    "AWS Foundational Security Best Practices SNS.4",
    "AWS Foundational Security Best Practices KMS.5",
    "AWS Foundational Security Best Practices Lambda.1",
  ],
  remediation:
    "Name the principal, add a condition on aws:SourceArn or aws:SourceAccount for a service, and name each action in full.",
  rules: [
    onEach(resourceDocuments, (document, { name }) => documentFindings(name, document, allowedBy(document.read()))),
  ],
};

function documentFindings(name: string, document: ResourceDocument, allowed: readonly Statement[]): readonly Finding[] {
  const findings = allowed.flatMap((statement) => [
    ...principalFindings(name, document, statement),
    ...actionFindings(name, document, statement, allowed),
  ]);
  return [...new Map(findings.map((finding) => [finding.subject, finding])).values()];
}

function principalFindings(name: string, document: ResourceDocument, statement: Statement): readonly Finding[] {
  const { label, hasNotPrincipal, notPrincipals } = statement;
  const { everyone, services } = opennessOf(document, statement);
  const what = actionsIn(statement);
  const policy = `The policy of the ${document.kind} ${name}`;
  return [
    ...findingIf(
      everyone.length > 0,
      principalSubject("Principal", everyone, statement),
      `${policy} allows everyone ${what} (statement ${label}); ${document.advice ?? everyoneAdvice}.`,
    ),
    ...findingIf(
      services.length > 0,
      principalSubject("Principal", services, statement),
      `${policy} allows ${namesOf(services)} ${what} on behalf of any account (statement ${label}); ${document.advice ?? serviceAdvice}.`,
    ),
    ...findingIf(
      hasNotPrincipal,
      principalSubject("NotPrincipal", notPrincipals, statement),
      `${policy} allows ${what} to everyone except ${namesOf(notPrincipals)}, which NotPrincipal lists (statement ${label}); name the allowed principals in Principal.`,
    ),
  ];
}

function actionFindings(
  name: string,
  document: ResourceDocument,
  statement: Statement,
  allowed: readonly Statement[],
): readonly Finding[] {
  const { label, notActions, principals } = statement;
  const wide = wideActionsOf(document, statement, allowed);
  const allows = `The policy of the ${document.kind} ${name} allows ${namesOf(principals)}`;
  return [
    ...findingIf(
      wide.length > 0,
      principalSubject("Action", principals, statement, { actions: wide }),
      `${allows} ${wide.includes("*") ? "every action" : wide.join(", ")} (statement ${label}), which grants actions with a wildcard; name each action in full, and allow every action only to the ${document.kind}'s own account.`,
    ),
    ...findingIf(
      notActions.length > 0,
      principalSubject("NotAction", principals, statement),
      `${allows} every action except ${notActions.join(", ")} (statement ${label}); name the actions in Action instead of NotAction.`,
    ),
  ];
}

/** Describes the actions of a statement for a message. */
function actionsIn({ actions, notActions }: Statement): string {
  if (notActions.length > 0) {
    return `every action except ${notActions.join(", ")}`;
  }
  return actions.includes("*") ? "every action" : actions.join(", ");
}

const everyoneAdvice =
  "name the principals, or add a condition that names an account, an organization or a network, such as aws:PrincipalOrgID";
const serviceAdvice = "add a condition on aws:SourceAccount, or on aws:SourceArn with an ARN that contains the account";

/** Lists principals for a message. */
function namesOf(values: readonly string[]): string {
  return [...new Set(values)]
    .map((value) => (isEveryone(value) ? "everyone" : value.replace(/^(AWS|Service):/, "")))
    .join(", ");
}
