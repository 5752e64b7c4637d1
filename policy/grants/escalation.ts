import { demandsValues } from "../documents/conditions";
import { hasWildcard, type Statement } from "../documents/statements";

/**
 * Reports if an action lets its caller get more permissions than the statement lists, even with a named resource: it changes a policy, a trust or a
 * credential. Sources: Rhino Security Labs, "AWS IAM Privilege Escalation - Methods and Mitigation"; IAM User Guide, "Permissions boundaries for IAM
 * entities". Exceptions: IAM's conditions on a permissions boundary or named policies, and the caller's own credentials.
 */
export function escalates({ conditions, resources }: Statement, action: string): boolean {
  const name = action.toLowerCase();
  const bound = name.startsWith("iam:attach")
    ? ["iam:permissionsboundary", "iam:policyarn"]
    : ["iam:permissionsboundary"];
  const isBounded = conditions.some(
    (condition) =>
      bound.includes(condition.key) &&
      demandsValues(condition) &&
      !condition.values.some((value) => hasWildcard(value)),
  );
  const isOwn = resources.length > 0 && resources.every((resource) => ownName.test(resource));
  return changesPolicies.has(name) ? !isBounded : changesCredentials.has(name) && !isOwn;
}

/** Actions that change a policy, an attachment, a boundary or a trust. */
const changesPolicies: ReadonlySet<string> = new Set([
  "iam:createpolicyversion",
  "iam:setdefaultpolicyversion",
  "iam:putuserpolicy",
  "iam:putgrouppolicy",
  "iam:putrolepolicy",
  "iam:attachuserpolicy",
  "iam:attachgrouppolicy",
  "iam:attachrolepolicy",
  "iam:updateassumerolepolicy",
  "iam:addusertogroup",
  "iam:putuserpermissionsboundary",
  "iam:putrolepermissionsboundary",
  "iam:deleteuserpermissionsboundary",
  "iam:deleterolepermissionsboundary",
]);

/** Matches the variable of the caller's name as the last part of an ARN (IAM User Guide, "Allow IAM users to manage their own password"). */
const ownName = /\/\$\{aws:username\}$/;

/** Actions that create or change a user's credential. */
const changesCredentials: ReadonlySet<string> = new Set([
  "iam:createaccesskey",
  "iam:createloginprofile",
  "iam:updateloginprofile",
  "iam:createservicespecificcredential",
  "iam:resetservicespecificcredential",
  "iam:uploadsshpublickey",
  "iam:uploadsigningcertificate",
]);

/**
 * Reports if a statement lets its caller grant a key to anyone: kms:CreateGrant without a condition on the grantee or service (AWS KMS Developer Guide,
 * "AWS KMS condition keys": kms:GrantIsForAWSResource, kms:GranteePrincipal, kms:ViaService; "Best practices for IAM policies").
 */
export function grantsToAnyone({ conditions }: Statement): boolean {
  return !conditions.some(({ key, operator, values }) => {
    const isForService = key === "kms:grantisforawsresource" && operator === "bool" && values.join() === "true";
    const isNamed = key === "kms:viaservice" || key === "kms:granteeprincipal" || key === "kms:granteeserviceprincipal";
    return (
      isForService ||
      (isNamed && demandsValues({ key, operator, values }) && !values.some((value) => /^[*?]/.test(value)))
    );
  });
}
