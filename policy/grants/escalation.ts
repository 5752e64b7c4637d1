import { demandsValues } from "../documents/conditions";
import { hasWildcard, type Statement } from "../documents/statements";

/**
 * Reports if an action lets its caller take more rights than the statement says, even where the resource is named: it changes a policy, a trust or a
 * credential. Sources: Rhino Security Labs, "AWS IAM Privilege Escalation - Methods and Mitigation"; IAM User Guide, "Permissions boundaries for IAM
 * entities". Bounded are actions under a permissions boundary or for named policies (the conditions that IAM has for it), and the caller's own credentials.
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

/** Actions that make a policy, an attachment, a boundary or a trust say something else. */
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

/** The variable of the caller's own name as the last part of an ARN (IAM User Guide, "Allow IAM users to manage their own password"). */
const ownName = /\/\$\{aws:username\}$/;

/** Actions that make or change a credential of a user. */
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
 * Reports if a statement lets its caller hand a key on to anybody: kms:CreateGrant with no condition that says for whom or through which service (AWS KMS
 * Developer Guide, "AWS KMS condition keys": kms:GrantIsForAWSResource, kms:GranteePrincipal, kms:ViaService; "Best practices for IAM policies").
 */
export function grantsToAnybody({ conditions }: Statement): boolean {
  return !conditions.some(({ key, operator, values }) => {
    const isForService = key === "kms:grantisforawsresource" && operator === "bool" && values.join() === "true";
    const isNamed = key === "kms:viaservice" || key === "kms:granteeprincipal" || key === "kms:granteeserviceprincipal";
    return (
      isForService ||
      (isNamed && demandsValues({ key, operator, values }) && !values.some((value) => /^[*?]/.test(value)))
    );
  });
}
