import type { AccessRequest, AwsPrincipal, Principal } from "./accessRequest";

/** A request's condition keys, in lower case, with their values. A key without values is not in the request. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

/**
 * The caller's keys together with those that follow from the request itself (IAM User Guide, AWS global condition context
 * keys, and the principal key values under IAM policy elements: Variables and tags):
 *
 * | key | value |
 * |---|---|
 * | aws:PrincipalArn | of a role session, the role's ARN |
 * | aws:PrincipalAccount, aws:PrincipalType, aws:PrincipalIsAWSService | by the principal |
 * | aws:userid | ROLE-ID:SESSION-NAME, the user's id, or the account of a root user |
 * | aws:username | IAM users only |
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

/** True for the root user, whose ARN is the account's own. */
export function isRootUser(principal: Principal): boolean {
  return principal.type === "AWS" && principal.arn.endsWith(":root");
}

/** True for an IAM user: the one kind of AWS principal that a resource policy names directly by its own ARN. */
export function isUser(principal: AwsPrincipal): boolean {
  return principal.arn.split(":")[5]?.startsWith("user/") ?? false;
}

function principalKeys(principal: Principal): Readonly<Record<string, string | readonly string[]>> {
  if (principal.type === "Service") {
    return {
      "aws:PrincipalIsAWSService": "true",
      "aws:PrincipalServiceName": principal.name,
      "aws:PrincipalServiceNamesList": [principal.name],
    };
  }
  const userId = userIdOf(principal);
  return {
    "aws:PrincipalIsAWSService": "false",
    "aws:PrincipalArn": principal.arn,
    "aws:PrincipalAccount": principal.accountId,
    "aws:PrincipalType": isRootUser(principal) ? "Account" : isUser(principal) ? "User" : "AssumedRole",
    ...(isUser(principal) ? { "aws:username": lastStep(principal.arn) } : {}),
    ...(userId === undefined ? {} : { "aws:userid": userId }),
  };
}

function userIdOf(principal: AwsPrincipal): string | undefined {
  if (isRootUser(principal)) {
    return principal.accountId;
  }
  if (principal.uniqueId === undefined || isUser(principal)) {
    return principal.uniqueId;
  }
  return principal.sessionArn && `${principal.uniqueId}:${lastStep(principal.sessionArn)}`;
}

function lastStep(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
