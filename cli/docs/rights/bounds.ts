import { projectTagKey } from "../../../components/aws/names";

/** One statement of an identity policy. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The Pulumi project: physical names begin with it, and the project's tag has it as its value. */
const project = "partner-audit";

/** The start of every physical name, whatever the stack. */
export const ownNames = `${project}-*`;

/** The name of the managed policy that bounds the roles of every stack. It does not match {@link ownNames}. */
export const boundaryName = "PartnerAuditBoundary";

/** The ARNs of the permissions boundary, of every partition and account. */
export const boundaryArn = `arn:*:iam::*:policy/${boundaryName}`;

/** The log groups of functions, of audit events and of raw events. */
export const ownLogGroups = ["/aws/lambda/", "/partner-audit/", "/aws/events/"].map(
  (folder) => `arn:*:logs:*:*:log-group:${folder}${ownNames}`,
);

/** The ARN pattern of one service's resources, in every partition, Region and account. */
export function arnPattern(service: string, resource: string): string {
  return `arn:*:${service}:*:*:${resource}`;
}

/** The ARN patterns of the project's roles or managed policies, with and without a path. */
export function iamPatterns(kind: "role" | "policy"): readonly string[] {
  return [`arn:*:iam::*:${kind}/${ownNames}`, `arn:*:iam::*:${kind}/*/${ownNames}`];
}

/** The condition that a resource has, or a request sets, the project's tag. */
export function withProjectTag(key: "aws:ResourceTag" | "aws:RequestTag"): NonNullable<PolicyStatement["Condition"]> {
  return { StringEquals: { [`${key}/${projectTagKey}`]: project } };
}

/** The actions of one service, from their names with spaces between. */
export function actions(service: string, names: string): readonly string[] {
  return names.split(" ").map((name) => `${service}:${name}`);
}

/** Writes a policy as JSON text, as it stands in docs/. */
export function policyText(statements: readonly PolicyStatement[]): string {
  return `${JSON.stringify({ Version: "2012-10-17", Statement: statements }, undefined, 2)}\n`;
}
