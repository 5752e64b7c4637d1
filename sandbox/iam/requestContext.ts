import type { AccessRequest, Principal } from "./accessRequest";

/** Condition keys in lower case, with their values. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

/**
 * The caller's keys and those derived from the request (IAM User Guide, AWS global condition context keys): aws:PrincipalArn (for a session, the
 * role's), the other aws:Principal keys, aws:ResourceAccount, and aws:RequestedRegion (from the resource's ARN).
 */
export function requestContext(request: AccessRequest): RequestContext {
  const region = request.resource.split(":")[3] ?? "";
  const derived = {
    ...principalKeys(request.principal),
    ...(request.resourceAccountId === "" ? {} : { "aws:ResourceAccount": request.resourceAccountId }),
    ...(region === "" ? {} : { "aws:RequestedRegion": region }),
  };
  const context = new Map<string, readonly string[]>();
  for (const [key, value] of [...Object.entries(derived), ...Object.entries(request.context ?? {})]) {
    context.set(key.toLowerCase(), typeof value === "string" ? [value] : value);
  }
  return context;
}

function principalKeys(principal: Principal): Readonly<Record<string, string | readonly string[]>> {
  return principal.type === "Service"
    ? {
        "aws:PrincipalIsAWSService": "true",
        "aws:PrincipalServiceName": principal.name,
        "aws:PrincipalServiceNamesList": [principal.name],
      }
    : {
        "aws:PrincipalIsAWSService": "false",
        "aws:PrincipalArn": principal.arn,
        "aws:PrincipalAccount": principal.accountId,
        "aws:PrincipalType": "AssumedRole",
      };
}
