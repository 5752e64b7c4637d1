import type { NamedDocument } from "./accessRequest";
import { type Condition, parseConditions } from "./conditions";
import {
  asList,
  asObject,
  asString,
  inside,
  type Matcher,
  oneOf,
  type Place,
  PolicyDocumentError,
  type PolicyType,
  refuseUnknownKeys,
  type Surroundings,
} from "./documentShape";
import { type PrincipalEntry, parsePrincipals } from "./principals";
import { parseResources } from "./resources";

export interface PolicyDocument {
  readonly name: string;
  readonly type: PolicyType;
  readonly statements: readonly Statement[];
}

export interface Statement {
  /** The Sid, or the position from 0. */
  readonly id: string | number;
  readonly effect: "Allow" | "Deny";
  /** Present only in resource-based and trust policies. */
  readonly principals: readonly PrincipalEntry[] | undefined;
  readonly actions: Matcher;
  /** Absent in trust policies, whose resource is the role itself. */
  readonly resources: Matcher | undefined;
  readonly conditions: readonly Condition[];
}

const STATEMENT_ELEMENTS = ["Action", "NotAction", "Resource", "NotResource", "Principal", "Condition"];

/**
 * Reads a policy document and checks it (IAM User Guide, Grammar of the IAM JSON policy language).
 * @throws PolicyDocumentError for the first mistake, with its place
 */
export function parsePolicyDocument({ name, document }: NamedDocument, type: PolicyType): PolicyDocument {
  const place: Place = { policy: name, path: "" };
  const top = asObject(typeof document === "string" ? parseJson(document, place) : document, place);
  refuseUnknownKeys(top, isAttachedToResource(type) ? ["Version", "Id", "Statement"] : ["Version", "Statement"], place);
  const { Version: version = "2008-10-17" } = top;
  if (version !== "2012-10-17" && version !== "2008-10-17") {
    throw new PolicyDocumentError(inside(place, "Version"), "the versions are 2012-10-17 and 2008-10-17.");
  }
  if (top.Id !== undefined) {
    asString(top.Id, inside(place, "Id"));
  }
  const statements = asList(top.Statement, inside(place, "Statement")).map((listed, index) =>
    parseStatement(asObject(listed.value, listed.place), index, { type, place: listed.place }),
  );
  refuseRepeatedSids(statements, type, inside(place, "Statement"));
  return { name, type, statements };
}

function parseStatement(statement: Readonly<Record<string, unknown>>, index: number, where: Surroundings): Statement {
  const { place } = where;
  refuseUnknownKeys(statement, ["Sid", "Effect", ...STATEMENT_ELEMENTS], place);
  const effect = statement.Effect;
  if (effect !== "Allow" && effect !== "Deny") {
    throw new PolicyDocumentError(inside(place, "Effect"), "it is Allow or Deny.");
  }
  return {
    id: parseSid(statement.Sid, index, where),
    effect,
    principals: parsePrincipalElement(statement, where),
    actions: parseActions(statement, place),
    resources: parseResources(statement, where),
    conditions:
      statement.Condition === undefined ? [] : parseConditions(statement.Condition, inside(place, "Condition")),
  };
}

function parseSid(sid: unknown, index: number, { type, place }: Surroundings): string | number {
  if (sid === undefined || sid === "") {
    return index;
  }
  const text = asString(sid, inside(place, "Sid"));
  if (type !== "resource-based policy" && !/^[A-Za-z0-9]+$/.test(text)) {
    throw new PolicyDocumentError(inside(place, "Sid"), `"${text}" has characters other than letters and digits.`);
  }
  return text;
}

function parsePrincipalElement(
  { Principal }: Readonly<Record<string, unknown>>,
  { type, place }: Surroundings,
): readonly PrincipalEntry[] | undefined {
  if (isAttachedToResource(type) !== (Principal !== undefined)) {
    const problem = Principal === undefined ? "needs a Principal" : "names no principal";
    throw new PolicyDocumentError(inside(place, "Principal"), `${withArticle(type)} ${problem}.`);
  }
  return Principal === undefined ? undefined : parsePrincipals(Principal, inside(place, "Principal"));
}

function parseActions(statement: Readonly<Record<string, unknown>>, place: Place): Matcher {
  const { element, negated, value } = oneOf(statement, "Action", place);
  const values = asList(value, inside(place, element)).map((listed) => {
    const action = asString(listed.value, listed.place);
    // A wildcard in the service's prefix: "Action vendors (e.g., aws, ec2, etc.) must not contain wildcards" (IAM's MalformedPolicyDocument).
    if (action !== "*" && !/^[A-Za-z0-9-]+:[A-Za-z0-9*?]+$/.test(action)) {
      throw new PolicyDocumentError(listed.place, `"${action}" is no action such as sqs:SendMessage or sqs:*.`);
    }
    return action;
  });
  return { negated, values };
}

function refuseRepeatedSids(statements: readonly Statement[], type: PolicyType, place: Place): void {
  const sids = statements.map((statement) => statement.id).filter((id) => typeof id === "string");
  const repeated = sids.findIndex((sid, index) => sids.indexOf(sid) < index);
  if (repeated >= 0 && type !== "resource-based policy") {
    throw new PolicyDocumentError(place, `the Sid ${sids[repeated]} is repeated.`);
  }
}

function isAttachedToResource(type: PolicyType): boolean {
  return type === "resource-based policy" || type === "role trust policy";
}

/** The type with its article: `an identity-based policy`. */
export function withArticle(type: PolicyType): string {
  return `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
}

function parseJson(text: string, place: Place): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PolicyDocumentError(place, `it is not JSON (${error instanceof Error ? error.message : String(error)}).`);
  }
}
