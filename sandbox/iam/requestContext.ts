import type { AccessRequest, Principal } from "./accessRequest";

/** A request's condition keys, in lower case, with their values. A key without values is not in the request. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

/**
 * The caller's keys together with those that follow from the request itself (IAM User Guide, AWS global condition context
 * keys):
 *
 * | key | value |
 * |---|---|
 * | aws:PrincipalArn | of a role session, the role's ARN |
 * | aws:PrincipalAccount, aws:PrincipalType, aws:PrincipalIsAWSService | by the principal |
 * | aws:PrincipalServiceName, aws:PrincipalServiceNamesList | service principals only |
 * | aws:ResourceAccount | the account that owns the resource |
 * | aws:RequestedRegion | the Region in the resource's ARN |
 *
 * aws:SecureTransport, aws:SourceArn, aws:SourceAccount, aws:SourceIp, times and tags are the caller's to give.
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
