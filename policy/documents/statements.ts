import type { JudgedResource } from "../policy";
import { knownValue } from "../unknownValue";

/** A statement with every scalar made a list. */
export interface Statement {
  /** Its Sid or, without one, its place: `#2`. */
  readonly label: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly hasNotPrincipal: boolean;
  /** Everybody that `Principal` names, as `*` or `AWS:ARN`; empty in an identity policy. */
  readonly principals: readonly string[];
  readonly conditions: readonly Condition[];
}

/** One key of a statement's conditions. A request must meet them all. */
export interface Condition {
  /** In lower case, with its qualifier and ending: `stringequals`, `forallvalues:stringlike`, `boolifexists`. */
  readonly operator: string;
  /** In lower case. */
  readonly key: string;
  /** One of them must match. */
  readonly values: readonly string[];
}

/**
 * Reads the statements of an IAM document, given as JSON text or an object (IAM User Guide, "IAM JSON policy element reference"). Element names are
 * compared in their exact case, as IAM does. Text that is no JSON, which AWS refuses, has none.
 */
export function statementsOf(document: unknown): readonly Statement[] {
  const value = typeof document === "string" ? jsonOf(document) : document;
  return listOf(asObject(value).Statement).map((statement, index) => readStatement(asObject(statement), index + 1));
}

/** The statements that allow something. */
export function allowedBy(document: unknown): readonly Statement[] {
  return statementsOf(document).filter(({ effect }) => effect === "Allow");
}

/** Whether a text stands for more than itself (IAM User Guide, "IAM JSON policy elements: Resource"). */
export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/** Whether everything that a pattern with `*` and `?` must match includes a text; both without regard to case. */
export function covers(pattern: string, text: string): boolean {
  const parts = escaped(pattern).replaceAll("\\*", ".*").replaceAll("\\?", ".");
  return new RegExp(`^${parts}$`, "is").test(text);
}

/** A text as a regular expression that matches it alone. */
export function escaped(text: string): string {
  return text.replace(/[.+^()|[\]\\{}$*?]/g, "\\$&");
}

/** JSON's value, or nothing. */
export function jsonOf(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function readStatement(statement: Readonly<Record<string, unknown>>, place: number): Statement {
  return {
    label: typeof statement.Sid === "string" && statement.Sid !== "" ? statement.Sid : `#${place}`,
    effect: String(statement.Effect),
    actions: textsOf(statement.Action),
    notActions: textsOf(statement.NotAction),
    resources: textsOf(statement.Resource),
    notResources: textsOf(statement.NotResource),
    hasNotPrincipal: statement.NotPrincipal !== undefined,
    principals: principalsOf(statement.Principal),
    conditions: conditionsOf(statement.Condition),
  };
}

function principalsOf(principal: unknown): readonly string[] {
  if (typeof principal === "string") {
    return [principal];
  }
  return Object.entries(asObject(principal)).flatMap(([type, values]) =>
    textsOf(values).map((value) => `${type}:${value}`),
  );
}

function conditionsOf(condition: unknown): readonly Condition[] {
  return Object.entries(asObject(condition)).flatMap(([operator, keys]) =>
    Object.entries(asObject(keys)).map(([key, values]) => ({
      operator: operator.toLowerCase(),
      key: key.toLowerCase(),
      values: textsOf(values),
    })),
  );
}

function textsOf(value: unknown): readonly string[] {
  return listOf(value).map((item) => (typeof item === "string" ? item : JSON.stringify(item)));
}

/** A list, where one item may stand for a list of one. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) {
    return [];
  }
  return Array.isArray(value) ? [...value] : [value];
}

/** The type of resources that Pulumi manages through AWS Cloud Control. */
export const cloudControlType = "aws:cloudcontrol/resource:Resource";

/** Whether a resource is of a CloudFormation type, for example `AWS::CloudTrail::Channel`. */
export function isCloudControl({ type, props }: JudgedResource, typeName: string): boolean {
  return type === cloudControlType && knownValue(() => props.typeName) === typeName;
}

/** The properties that a Cloud Control resource asks for. At a preview, one unknown value makes all of them unknown. */
export function desiredState({ props }: JudgedResource): Readonly<Record<string, unknown>> {
  return asObject(jsonOf(props.desiredState));
}
