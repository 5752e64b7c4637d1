import { matchesPattern, patternOf } from "../wildcard";
import type {
  AccessRequest,
  AwsPrincipal,
  ContextValues,
  DecidingStatement,
  Decision,
  NamedDocument,
  Principal,
  ServicePrincipal,
} from "./accessRequest";
import { conditionHolds } from "./conditions";
import type { Matcher, PolicyType } from "./documentShape";
import { type PolicyDocument, parsePolicyDocument, type Statement, withArticle } from "./policyDocument";
import { GRANTS, type Grant, matchPrincipal } from "./principals";
import { type RequestContext, requestContext } from "./requestContext";
import { coversResource } from "./resources";

/**
 * Evaluates a request as AWS does: an explicit deny ends the evaluation, and a request that no statement allows is denied (IAM User Guide, How
 * AWS enforcement code logic evaluates requests; Cross-account policy evaluation logic). A service needs the resource's policy. An AWS principal
 * needs its identity policies or the resource's policy, and both across accounts. A KMS key's policy must always allow (KMS Developer Guide,
 * Default key policy).
 * @throws PolicyDocumentError for a malformed policy
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

/** KMS keys are the exception to the rule that one Allow is enough. Actions without a key, such as kms:ListKeys, are not affected. */
function isKmsKey(request: AccessRequest): boolean {
  const [, , service, , , resource] = request.resource.split(":");
  return service === "kms" && (resource?.startsWith("key/") ?? false);
}

/** The policies by type, in the order in which AWS checks for denies. Identity policies, boundaries and session policies never apply to a service. */
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

/**
 * Evaluates a role's trust policy (IAM User Guide, Principal): checks whether a service may assume the role.
 * @param rolePolicy the trust policy, named by the role's ARN
 * @param context the condition keys that the service sends, such as aws:SourceArn
 * @throws PolicyDocumentError for a malformed trust policy
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

export function allowedBy(finding: DecidingStatement, request: AccessRequest): Decision {
  const because = `because statement ${finding.statement} of ${withArticle(finding.policyType)} allows it: ${finding.policy}`;
  return { allowed: true, verdict: "allowed", ...decider(finding), reason: `${subject(request, "is")} ${because}` };
}

function deniedBy(finding: DecidingStatement, request: AccessRequest): Decision {
  const where = finding.policyType === "role trust policy" ? "the role trust policy" : withArticle(finding.policyType);
  const reason = `${subject(request, "is not")} with an explicit deny in ${where}: ${finding.policy}`;
  return { allowed: false, verdict: "explicitDeny", ...decider(finding), reason };
}

function notAllowedBy(type: PolicyType, request: AccessRequest): Decision {
  const reason = `${subject(request, "is not")} because no ${type} allows the ${request.action} action`;
  return { allowed: false, verdict: "implicitDeny", reason };
}

/** IAM User Guide, Troubleshoot access denied error messages. AWS shows a role as its session. */
function subject(request: AccessRequest, is: string): string {
  const { principal, action, resource } = request;
  const on = resource === "*" ? "" : ` on resource: ${resource}`;
  return `User: ${nameOf(principal)} ${is} authorized to perform: ${action}${on}`;
}

function nameOf(principal: Principal): string {
  return principal.type === "Service" ? principal.name : (principal.sessionArn ?? principal.arn);
}

function decider({ policy, policyType, statement }: DecidingStatement): { readonly decidedBy: DecidingStatement } {
  return { decidedBy: { policy, policyType, statement } };
}

export interface Finding extends DecidingStatement {
  /** The grant of a resource's policy; `direct` in policies that name no principal. */
  readonly grant: Grant;
}

/** Finds the first statement with this effect that applies to the request; of several Allows, the one that names the requester most directly. */
function findStatement(
  documents: readonly PolicyDocument[],
  effect: Statement["effect"],
  request: AccessRequest,
  context: RequestContext,
): Finding | undefined {
  const findings = documents.flatMap((document) =>
    document.statements.flatMap((statement) => {
      const grant = statement.effect === effect ? grantOf(statement, request, context) : undefined;
      return grant === undefined
        ? []
        : [{ policy: document.name, policyType: document.type, statement: statement.id, grant }];
    }),
  );
  return GRANTS.map((grant) => findings.find((finding) => finding.grant === grant)).find(Boolean);
}

function grantOf(statement: Statement, request: AccessRequest, context: RequestContext): Grant | undefined {
  const { actions, resources, conditions, principals } = statement;
  const applies =
    coversAction(actions, request.action) &&
    (resources === undefined || coversResource(resources, request.resource)) &&
    conditions.every((condition) => conditionHolds(condition, context));
  if (!applies) {
    return undefined;
  }
  return principals === undefined ? "direct" : matchPrincipal(principals, request.principal);
}

/** Actions are compared case-insensitively (IAM User Guide, IAM JSON policy elements: Action). */
function coversAction(element: Matcher, action: string): boolean {
  const named = element.values.some((value) => matchesPattern(patternOf(value.toLowerCase()), action.toLowerCase()));
  return named !== element.negated;
}
