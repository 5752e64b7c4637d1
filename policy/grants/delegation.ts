import { demandsValues } from "../documents/conditions";
import { hasWildcard, type Statement } from "../documents/statements";
import { findingOn, listed, onResources } from "../documents/subjects";
import type { Finding } from "../policy";
import { escalates, grantsToAnyone } from "./escalation";

/** Finds grants with which the caller can get, or give others, more permissions than the statement lists. */
export function delegationFindings(who: string, statement: Statement, named: readonly string[]): readonly Finding[] {
  const of = (name: string) => named.filter((action) => action.toLowerCase() === name);
  const about = (kind: string, actions: readonly string[], why: string) =>
    findingOn(
      statement,
      kind,
      actions,
      statement.resources,
      () => `${who} allows ${listed(actions)}${onResources(statement)} (statement ${statement.label}) ${why}`,
    );
  return [
    ...about(
      "PassRole",
      namesService(statement) ? [] : of("iam:passrole"),
      "without naming the service; add a condition on iam:PassedToService.",
    ),
    ...about(
      "Escalation",
      named.filter((action) => escalates(statement, action)),
      "and with it any permissions that the caller chooses; leave it to a deployment role, or add a condition on iam:PermissionsBoundary.",
    ),
    ...about(
      "Grant",
      grantsToAnyone(statement) ? of("kms:creategrant") : [],
      "for any grantee; add a condition on kms:GrantIsForAWSResource, kms:GranteePrincipal or kms:ViaService.",
    ),
  ];
}

/**
 * Reports if a statement names the service that receives roles: otherwise the caller can use the permissions of each role (IAM User Guide, "Grant a user
 * permissions to pass a role").
 */
function namesService({ conditions }: Statement): boolean {
  return conditions.some(
    (condition) =>
      condition.key === "iam:passedtoservice" &&
      demandsValues(condition, true) &&
      !condition.values.some((value) => hasWildcard(value)),
  );
}
