import type { AccessRequest, AwsPrincipal, Decision, NamedDocument } from "./accessRequest";
import { allowedBy, deniedBy, notAllowedBy } from "./decisions";
import type { PolicyType } from "./documentTypes";
import { type PolicyDocument, parsePolicyDocument } from "./policyDocument";
import { requestContext } from "./requestContext";
import { type Finding, findStatement } from "./statements";

/**
 * Decides a request as AWS does: an explicit deny anywhere ends it; what no statement allows is denied (IAM User Guide,
 * How AWS enforcement code logic evaluates requests to allow or deny access; Cross-account policy evaluation logic).
 *
 * A service principal needs the resource's policy, and nothing else counts. An AWS principal needs, within one account, its
 * identity policies or the resource's policy; across accounts, both. A KMS key's policy must allow in any case, by itself
 * or by delegating to the account (AWS Key Management Service Developer Guide, Default key policy).
 *
 * @throws PolicyDocumentError when a policy of the request is malformed.
 */
export function evaluate(request: AccessRequest): Decision {
  const policies = parsePolicies(request);
  const context = requestContext(request);
  for (const documents of policies.values()) {
    const deny = findStatement(documents, "Deny", request, context);
    if (deny !== undefined) {
      return deniedBy(deny, request);
    }
  }
  const allow = (type: PolicyType) => findStatement(policies.get(type) ?? [], "Allow", request, context);
  return request.principal.type === "Service"
    ? decideForService(request, allow)
    : decideForAws(request, request.principal, allow);
}

/** Finds the statement that allows among the policies of one type. */
type FindAllow = (type: PolicyType) => Finding | undefined;

function decideForService(request: AccessRequest, allow: FindAllow): Decision {
  const grant = allow("resource-based policy");
  return grant === undefined ? notAllowedBy("resource-based policy", request) : allowedBy(grant, request);
}

function decideForAws(request: AccessRequest, principal: AwsPrincipal, allow: FindAllow): Decision {
  const resourceGrant = allow("resource-based policy");
  const crossesAccounts = principal.accountId !== request.resourceAccountId;
  if (resourceGrant === undefined && (crossesAccounts || isKmsKey(request))) {
    return notAllowedBy("resource-based policy", request);
  }
  if (resourceGrant?.grant === "direct" && !crossesAccounts) {
    return allowedBy(resourceGrant, request);
  }
  const roleGrant = crossesAccounts || resourceGrant?.grant !== "role" ? undefined : resourceGrant;
  const grant = roleGrant ?? allow("identity-based policy");
  if (grant === undefined) {
    return notAllowedBy("identity-based policy", request);
  }
  return request.permissionsBoundary !== undefined && allow("permissions boundary") === undefined
    ? notAllowedBy("permissions boundary", request)
    : allowedBy(grant, request);
}

/**
 * Key policies and trust policies are the exceptions to the rule that one Allow is enough. An action without a key, such as
 * kms:ListKeys, is a matter of identity policies alone.
 */
function isKmsKey(request: AccessRequest): boolean {
  const [, , service, , , resource] = request.resource.split(":");
  return service === "kms" && (resource?.startsWith("key/") ?? false);
}

/** By type, in the order in which AWS looks for denies. Identity policies and their like never bear on a service. */
function parsePolicies(request: AccessRequest): ReadonlyMap<PolicyType, readonly PolicyDocument[]> {
  const forPrincipal = (documents: readonly NamedDocument[] | undefined) =>
    request.principal.type === "AWS" ? (documents ?? []) : [];
  const only = (document: NamedDocument | undefined) => (document === undefined ? [] : [document]);
  const named: readonly [PolicyType, readonly NamedDocument[]][] = [
    ["resource-based policy", only(request.resourcePolicy)],
    ["identity-based policy", forPrincipal(request.identityPolicies)],
    ["permissions boundary", forPrincipal(only(request.permissionsBoundary))],
  ];
  return new Map(named.map(([type, documents]) => [type, documents.map((one) => parsePolicyDocument(one, type))]));
}
