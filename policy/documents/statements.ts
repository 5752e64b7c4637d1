import { asObject, listOf, parsed } from "./values";

/** A statement with every scalar converted to a list. */
export interface Statement {
  /** Its Sid or, without one, its position: `#2`. */
  readonly label: string;
  /** Empty where it has none. */
  readonly sid: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly hasNotPrincipal: boolean;
  readonly notPrincipals: readonly string[];
  /** All principals in `Principal`, as `*` or `AWS:ARN`; empty in an identity policy. */
  readonly principals: readonly string[];
  readonly conditions: readonly Condition[];
}

/** One key of a statement's conditions. A request must match them all. */
export interface Condition {
  /** In lower case, with prefix and suffix: `stringequals`, `forallvalues:stringlike`, `boolifexists`. */
  readonly operator: string;
  /** In lower case. */
  readonly key: string;
  /** One of them must match. */
  readonly values: readonly string[];
}

/**
 * Reads the statements of an IAM document, given as JSON text or an object (IAM User Guide, "IAM JSON policy element reference"). Element names are
 * compared in their exact case, as IAM does. Text that is not JSON, which AWS refuses, has none.
 */
export function statementsOf(document: unknown): readonly Statement[] {
  const value = parsed(document);
  return listOf(asObject(value).Statement).map((statement, index) => readStatement(asObject(statement), index + 1));
}

/** Reads the statements with the effect Allow. */
export function allowedBy(document: unknown): readonly Statement[] {
  return statementsOf(document).filter(({ effect }) => effect === "Allow");
}

/**
 * Makes the subject of a finding on a statement, such as `Resource::s3:GetObject,sqs:SendMessage::*::Sid=Read`. It names every action and resource
 * of the finding, so a waiver of it excuses no more. Separator characters within a value are escaped with `\`.
 * @param kind the fault: `Action`, `Resource`, `Principal::*`
 */
export function statementSubject(
  kind: string,
  { sid, actions, resources }: Statement,
  about: Partial<Pick<Statement, "actions" | "resources">> = {},
): string {
  const sorted = (texts: readonly string[], separators: RegExp) =>
    [...new Set(texts)]
      .sort()
      .map((text) => text.replace(separators, "\\$&"))
      .join(",");
  const named = sorted(about.actions ?? actions, /[\\,]|:(?=:|$)/g);
  const parts = [kind, named, sorted(about.resources ?? resources, /[\\,]|:(?=:Sid=)/g)];
  return [...parts.filter((part) => part !== ""), ...(sid === "" ? [] : [`Sid=${sid}`])].join("::");
}

/** Reports if a text stands for more than itself (IAM User Guide, "IAM JSON policy elements: Resource"). */
export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/**
 * Reports if a pattern with `*` and `?` matches a text, ignoring case. Backtracks only to the last `*`, which is enough and, unlike a regular
 * expression, takes time of at most the product of the two lengths.
 */
export function covers(pattern: string, text: string): boolean {
  if (!hasWildcard(pattern) && pattern.length !== text.length) {
    return false;
  }
  const [wanted, given] = [pattern.toLowerCase(), text.toLowerCase()];
  let [at, star, from, next] = [0, -1, 0, 0];
  while (next < given.length) {
    if (wanted[at] === "*") {
      star = at++;
      from = next;
    } else if (at < wanted.length && (wanted[at] === "?" || wanted[at] === given[next])) {
      at++;
      next++;
    } else if (star >= 0) {
      at = star + 1;
      next = ++from;
    } else {
      return false;
    }
  }
  return /^\**$/.test(wanted.slice(at));
}

function readStatement(statement: Readonly<Record<string, unknown>>, place: number): Statement {
  const sid = typeof statement.Sid === "string" ? statement.Sid : "";
  return {
    label: sid === "" ? `#${place}` : sid,
    sid,
    effect: String(statement.Effect),
    actions: textsOf(statement.Action),
    notActions: textsOf(statement.NotAction),
    resources: textsOf(statement.Resource),
    notResources: textsOf(statement.NotResource),
    hasNotPrincipal: statement.NotPrincipal !== undefined,
    notPrincipals: principalsOf(statement.NotPrincipal),
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
