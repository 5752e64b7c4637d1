import type { AccessRequest, DecidingStatement, Decision, Principal } from "./accessRequest";
import type { PolicyType } from "./documentTypes";
import { withArticle } from "./policyDocument";

/** The decision of a request that is allowed. */
export function allowedBy(finding: DecidingStatement, request: AccessRequest): Decision {
  const because = `because statement ${finding.statement} of ${withArticle(finding.policyType)} allows it: ${finding.policy}`;
  return { allowed: true, verdict: "allowed", ...decider(finding), reason: `${subject(request, "is")} ${because}` };
}

/** The decision of a request that a Deny statement refuses. */
export function deniedBy(finding: DecidingStatement, request: AccessRequest): Decision {
  const where = finding.policyType === "role trust policy" ? "the role trust policy" : withArticle(finding.policyType);
  const reason = `${subject(request, "is not")} with an explicit deny in ${where}: ${finding.policy}`;
  return { allowed: false, verdict: "explicitDeny", ...decider(finding), reason };
}

/** The decision of a request that lacks an Allow in the policies of one type. */
export function notAllowedBy(type: PolicyType, request: AccessRequest): Decision {
  const reason = `${subject(request, "is not")} because no ${type} allows the ${request.action} action`;
  return { allowed: false, verdict: "implicitDeny", reason };
}

/** IAM User Guide, Troubleshoot access denied error messages; a role is shown by its session, as AWS shows it. */
function subject(request: AccessRequest, is: string): string {
  const { principal, action, resource } = request;
  const on = resource === "*" ? "" : ` on resource: ${resource}`;
  return `User: ${nameOf(principal)} ${is} authorized to perform: ${action}${on}`;
}

function nameOf(principal: Principal): string {
  return principal.type === "Service" ? principal.name : (principal.sessionArn ?? principal.arn);
}

/** Only what the decision shows of a finding. */
function decider({ policy, policyType, statement }: DecidingStatement): { readonly decidedBy: DecidingStatement } {
  return { decidedBy: { policy, policyType, statement } };
}
