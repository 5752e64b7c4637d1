import type { AccessRequest, ContextValues, Decision, NamedDocument, ServicePrincipal } from "./accessRequest";
import { allowedBy, deniedBy, notAllowedBy } from "./decisions";
import { parsePolicyDocument } from "./policyDocument";
import { requestContext } from "./requestContext";
import { findStatement } from "./statements";

/**
 * Whether a role's trust policy lets a service assume the role, as `lambda.amazonaws.com` must before a function runs. The
 * trust policy alone decides (IAM User Guide, AWS JSON policy elements: Principal).
 *
 * @param rolePolicy the trust policy, named by the role's ARN (or by its name, where the ARN is not known).
 * @param context the condition keys the service sends, such as aws:SourceArn and aws:SourceAccount.
 * @throws PolicyDocumentError when the trust policy is malformed.
 */
export function canAssume(
  rolePolicy: NamedDocument,
  principal: ServicePrincipal,
  context: ContextValues = {},
): Decision {
  const resourceAccountId = rolePolicy.name.split(":")[4] ?? "";
  const request: AccessRequest = {
    principal,
    action: "sts:AssumeRole",
    resource: rolePolicy.name,
    resourceAccountId,
    context,
  };
  const documents = [parsePolicyDocument(rolePolicy, "role trust policy")];
  const keys = requestContext(request);
  const deny = findStatement(documents, "Deny", request, keys);
  if (deny !== undefined) {
    return deniedBy(deny, request);
  }
  const allow = findStatement(documents, "Allow", request, keys);
  return allow === undefined ? notAllowedBy("role trust policy", request) : allowedBy(allow, request);
}
