import type { AccessRequest, AwsPrincipal, NamedDocument } from "../../../sandbox/iam/accessRequest";

export const ACCOUNT = "111122223333";
export const OTHER_ACCOUNT = "444455556666";
export const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:okta`;
export const OTHER_QUEUE = `arn:aws:sqs:us-east-1:${OTHER_ACCOUNT}:okta`;
export const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/audit/forwarder`;
export const SESSION_ARN = `arn:aws:sts::${ACCOUNT}:assumed-role/forwarder/okta`;
export const ROOT_ARN = `arn:aws:iam::${ACCOUNT}:root`;

export const ROLE: AwsPrincipal = {
  type: "AWS",
  arn: ROLE_ARN,
  accountId: ACCOUNT,
  sessionArn: SESSION_ARN,
};
export const EVENTS = { type: "Service", name: "events.amazonaws.com" } as const;

/** The parts of a statement that a case sets; by default it applies to every request. */
export type StatementParts = Readonly<Record<string, unknown>>;

/** The basis of every case's request: the role sends to a queue of its account, and no policy applies. */
export const REQUEST: AccessRequest = {
  principal: ROLE,
  action: "sqs:SendMessage",
  resource: QUEUE,
  resourceAccountId: ACCOUNT,
  context: {},
};

/** A document of version 2012-10-17 with these statements, named by its place in the request. */
export function policy(name: string, ...statements: readonly StatementParts[]): NamedDocument {
  return { name, document: { Version: "2012-10-17", Statement: statements } };
}

/** An identity statement that allows everything within the given parts. */
export function allow(parts: StatementParts = {}): StatementParts {
  return statement("Allow", parts);
}

/** An identity statement that denies everything within the given parts. */
export function deny(parts: StatementParts = {}): StatementParts {
  return statement("Deny", parts);
}

/** Returns the request with one identity policy. */
export function byIdentity(...statements: readonly StatementParts[]): Partial<AccessRequest> {
  return { identityPolicies: [policy("identity", ...statements)] };
}

/** Returns the request with a resource's policy. */
export function byResource(...statements: readonly StatementParts[]): Partial<AccessRequest> {
  return { resourcePolicy: policy("resource", ...statements) };
}

function statement(effect: string, parts: StatementParts): StatementParts {
  return {
    Effect: effect,
    ...("NotAction" in parts ? {} : { Action: "*" }),
    ...("NotResource" in parts ? {} : { Resource: "*" }),
    ...parts,
  };
}
