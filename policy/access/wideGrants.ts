import { accessPointKeys } from "../documents/conditionKeys";
import { isNarrowed } from "../documents/conditions";
import { isKeyFamily } from "../documents/keyFamilies";
import { isNamedKind, type ResourceDocument } from "../documents/places";
import { hasWildcard, type Statement } from "../documents/statements";
import { isEndpoint, isEveryAction, isKeyReading } from "./openness";
import { isNamedIdentity, serviceOf, wholeAccountOf } from "./principals";

/**
 * Finds the actions of a statement that a resource's policy should name in full. The resource's own account may have all actions, as in AWS's
 * default policies. So may a bucket's access points, which have their own policies (Amazon S3 User Guide, "Delegating access control to access points").
 * @param allowed all statements of the document that allow something
 */
export function wideActionsOf(
  { kind, type }: Pick<ResourceDocument, "kind" | "type">,
  statement: Statement,
  allowed: readonly Statement[],
): readonly string[] {
  if (isEndpoint(type) || isNarrowed(statement, accessPointKeys) || isOwners(kind, statement, allowed)) {
    return [];
  }
  return wideActions(kind, statement);
}

/** For types found only by their shape, families such as `s3:Get*` are allowed, since many AWS documents use them. */
function wideActions(kind: string, statement: Statement): readonly string[] {
  const isWide = isNamedKind(kind) ? hasWildcard : isEveryAction;
  return statement.actions.filter((action) => isWide(action) && !(kind === "key" && isUsualForKeys(action, statement)));
}

/**
 * Reports if a statement grants a resource to its own account, as AWS's default policies do: a queue or topic to the account in its ARN; a key, whose
 * policy does not name the key, to the root of one account (AWS KMS Developer Guide, "Default key policy"). With two accounts, neither
 * counts as the key's owner.
 */
function isOwners(kind: string, statement: Statement, allowed: readonly Statement[]): boolean {
  const { principals, resources } = statement;
  const [account, ...others] = new Set(principals.map(wholeAccountOf));
  if (account === undefined || others.length > 0) {
    return false;
  }
  const untold = resources.filter((resource) => accountOf(resource) === "" || (kind === "key" && resource === "*"));
  const isAnothers = resources.some((resource) => !untold.includes(resource) && accountOf(resource) !== account);
  const isTold = resources.length > 0 && untold.length === 0;
  return !isAnothers && (isTold || soleOwner(kind, allowed) === account);
}

/** Returns the account that is allowed every action; undefined if there are several. */
function soleOwner(kind: string, allowed: readonly Statement[]): string | undefined {
  const accounts = allowed
    .filter((statement) => statement.notActions.length > 0 || wideActions(kind, statement).length > 0)
    .flatMap(({ principals }) => principals.map(wholeAccountOf).filter((account) => account !== undefined));
  const [account, ...others] = new Set(accounts);
  return others.length === 0 ? account : undefined;
}

/** Returns the account of an ARN: empty if the service's ARNs have none, undefined for other text. */
function accountOf(resource: string): string | undefined {
  const [prefix, , , , account] = resource.split(":");
  return prefix === "arn" ? account : undefined;
}

/**
 * The wildcards that AWS's documents use in key policies: for one operation; for services, to read a key's settings (Amazon DynamoDB Developer
 * Guide, "Encryption at rest usage notes"); for named identities, to administer a key (AWS KMS Developer Guide, "Default key policy").
 */
function isUsualForKeys(action: string, { principals }: Statement): boolean {
  return (
    isKeyFamily(action) ||
    (isKeyReading(action) && principals.length > 0 && principals.every((one) => serviceOf(one) !== undefined)) ||
    (/^kms:(create|delete|disable|enable|get|list|put|revoke|update)\*$/i.test(action) &&
      principals.length > 0 &&
      principals.every(isNamedIdentity))
  );
}
