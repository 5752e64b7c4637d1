import type { AwsPrincipal, Principal } from "./accessRequest";
import {
  asList,
  asObject,
  asString,
  inside,
  type Place,
  PolicyDocumentError,
  refuseUnknownKeys,
} from "./documentShape";

export type PrincipalEntry =
  | { readonly kind: "everyone" }
  | { readonly kind: "account"; readonly accountId: string }
  | { readonly kind: "arn"; readonly arn: string }
  | { readonly kind: "service"; readonly name: string }
  /** A federated principal, a canonical user or the unique id of a deleted principal: nobody who calls here. */
  | { readonly kind: "other" };

/**
 * The directness with which a statement names the requester (IAM User Guide, AWS JSON policy elements: Principal). `direct`: the session, service
 * or everyone, limited only by a deny; `role`: also limited by the boundary; `account`: lets the account's identity policies grant.
 */
export type Grant = (typeof GRANTS)[number];

/** The grants, the most direct first. */
export const GRANTS = ["direct", "role", "account"] as const;

/** The most direct way in which the entries name the requester; undefined if they do not. */
export function matchPrincipal(entries: readonly PrincipalEntry[], principal: Principal): Grant | undefined {
  const named = entries.map((entry) => matchEntry(entry, principal));
  return GRANTS.find((grant) => named.includes(grant));
}

export function parsePrincipals(value: unknown, place: Place): readonly PrincipalEntry[] {
  if (value === "*") {
    return [{ kind: "everyone" }];
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
  return entries;
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
  return arn === principal.arn ? "role" : undefined;
}

function parseEntry(type: string, name: string, place: Place): PrincipalEntry {
  if (type === "AWS" && name === "*") {
    return { kind: "everyone" };
  }
  if (/[*?]/.test(name)) {
    throw new PolicyDocumentError(place, `"${name}" has a wildcard; name the whole principal, or give "*" under AWS.`);
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
