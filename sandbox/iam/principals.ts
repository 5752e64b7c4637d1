import type { AwsPrincipal, Principal } from "./accessRequest";
import { asList, asObject, asString, refuseUnknownKeys } from "./documentShape";
import { inside, type Place, PolicyDocumentError } from "./policyDocumentError";
import { isRootUser, isUser } from "./requestContext";

/** A Principal element, or with `negated` a NotPrincipal element. */
export interface PrincipalElement {
  readonly negated: boolean;
  readonly entries: readonly PrincipalEntry[];
}

type PrincipalEntry =
  | { readonly kind: "everyone" }
  | { readonly kind: "account"; readonly accountId: string }
  | { readonly kind: "arn"; readonly arn: string }
  | { readonly kind: "service"; readonly name: string }
  /** A federated principal, a canonical user or the unique id of a deleted principal: nobody who calls here. */
  | { readonly kind: "other" };

/**
 * How directly a statement names the requester, which decides what else may limit the grant (IAM User Guide, How AWS
 * enforcement code logic evaluates requests to allow or deny access; AWS JSON policy elements: Principal):
 * `direct` names the session, the user, the service or everyone, and nothing but a deny limits it; `role` names the role,
 * which its permissions boundary and session policy limit; `account` only lets the account's own identity policies grant.
 */
export type Grant = (typeof GRANTS)[number];

/** The grants, the most direct first. */
export const GRANTS = ["direct", "role", "account"] as const;

/** The most direct way in which the element names the requester; undefined when it does not. */
export function matchPrincipal(
  element: PrincipalElement,
  principal: Principal,
  hasPermissionsBoundary: boolean,
): Grant | undefined {
  const named = element.entries.map((entry) => matchEntry(entry, principal));
  if (!element.negated) {
    return GRANTS.find((grant) => named.includes(grant));
  }
  // NotPrincipal stands in Deny statements only: what is not spared here is denied.
  return isSpared(named, principal) && !(principal.type === "AWS" && hasPermissionsBoundary) ? undefined : "direct";
}

/** Reads the value of a Principal or NotPrincipal element. */
export function parsePrincipals(value: unknown, negated: boolean, place: Place): PrincipalElement {
  if (value === "*") {
    return { negated, entries: [{ kind: "everyone" }] };
  }
  const map = asObject(value, place);
  refuseUnknownKeys(map, ["AWS", "Service", "Federated", "CanonicalUser"], place);
  const entries = Object.entries(map).flatMap(([type, names]) =>
    asList(names, inside(place, type)).map((listed) =>
      parseEntry(type, asString(listed.value, listed.place), listed.place),
    ),
  );
  if (entries.length === 0) {
    throw new PolicyDocumentError(place, "it names no principal.");
  }
  return { negated, entries };
}

/**
 * NotPrincipal spares an AWS principal only when both its account and the role, session or user itself are listed, since
 * AWS may check the account before the principal; and it spares nobody who has a permissions boundary (IAM User Guide,
 * AWS JSON policy elements: NotPrincipal).
 */
function isSpared(named: readonly (Grant | undefined)[], principal: Principal): boolean {
  const itself = named.includes("direct") || named.includes("role");
  return principal.type === "Service" ? itself : named.includes("account") && (itself || isRootUser(principal));
}

function matchEntry(entry: PrincipalEntry, principal: Principal): Grant | undefined {
  if (entry.kind === "everyone") {
    return "direct";
  }
  if (principal.type === "Service") {
    return entry.kind === "service" && entry.name === principal.name ? "direct" : undefined;
  }
  if (entry.kind === "account") {
    return entry.accountId === principal.accountId ? "account" : undefined;
  }
  return entry.kind === "arn" ? matchPrincipalArn(entry.arn, principal) : undefined;
}

function matchPrincipalArn(arn: string, principal: AwsPrincipal): Grant | undefined {
  if (arn === principal.sessionArn) {
    return "direct";
  }
  return arn === principal.arn ? (isUser(principal) ? "direct" : "role") : undefined;
}

function parseEntry(type: string, name: string, place: Place): PrincipalEntry {
  if (type === "AWS" && name === "*") {
    return { kind: "everyone" };
  }
  if (/[*?]/.test(name)) {
    throw new PolicyDocumentError(place, `"${name}" has a wildcard; a principal is named whole, or is "*" under AWS.`);
  }
  if (type === "Service") {
    if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name)) {
      throw new PolicyDocumentError(place, `"${name}" is no service principal such as events.amazonaws.com.`);
    }
    return { kind: "service", name };
  }
  return type === "AWS" ? parseAwsEntry(name, place) : { kind: "other" };
}

function parseAwsEntry(name: string, place: Place): PrincipalEntry {
  const accountId = /^(?:arn:[^:]+:iam::)?(\d{12})(?<root>:root)?$/.exec(name);
  if (accountId?.[1] !== undefined && name.startsWith("arn:") === (accountId.groups?.root !== undefined)) {
    return { kind: "account", accountId: accountId[1] };
  }
  if (/^arn:[^:]+:(iam|sts)::[^:]+:[a-z-]+\/.+$/.test(name)) {
    return { kind: "arn", arn: name };
  }
  if (/^A[A-Z0-9]{15,127}$/.test(name)) {
    return { kind: "other" };
  }
  throw new PolicyDocumentError(
    place,
    `"${name}" is no AWS principal: a 12-digit account id, or the ARN of an account's root, a role, a session or a user.`,
  );
}
