import { matchesPattern, patternOf } from "../wildcard";
import type { AccessRequest, DecidingStatement } from "./accessRequest";
import { conditionHolds } from "./conditions";
import type { Matcher } from "./documentTypes";
import type { PolicyDocument, Statement } from "./policyDocument";
import { GRANTS, type Grant, matchPrincipal } from "./principals";
import type { RequestContext } from "./requestContext";
import { coversResource } from "./resources";

/** A statement that applies to the request. */
export interface Finding extends DecidingStatement {
  /** How a resource's policy names the requester; `direct` in policies that name no principal. */
  readonly grant: Grant;
}

/** The first statement with this effect that applies to the request; of several Allows, the one that names it most directly. */
export function findStatement(
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

/** Actions are compared without regard to case (IAM User Guide, IAM JSON policy elements: Action). */
function coversAction(element: Matcher, action: string): boolean {
  const named = element.values.some((value) => matchesPattern(patternOf(value.toLowerCase()), action.toLowerCase()));
  return named !== element.negated;
}
