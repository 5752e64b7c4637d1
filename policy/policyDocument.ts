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
  /** Condition keys, in lower case, with all their values. */
  readonly conditions: ReadonlyMap<string, readonly string[]>;
}

/**
 * The statements of an IAM document, given as JSON text or as an object (IAM User Guide, "IAM JSON policy element reference").
 * Element names are compared as IAM does, in their exact case.
 * @throws SyntaxError for text that is no JSON
 */
export function statementsOf(document: unknown): readonly Statement[] {
  const value = typeof document === "string" ? JSON.parse(document) : document;
  return listOf(asObject(value).Statement).map((statement, index) => readStatement(asObject(statement), index + 1));
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

function conditionsOf(condition: unknown): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const operator of Object.values(asObject(condition))) {
    for (const [key, values] of Object.entries(asObject(operator))) {
      found.set(key.toLowerCase(), textsOf(values));
    }
  }
  return found;
}

function textsOf(value: unknown): readonly string[] {
  return listOf(value).map(String);
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? [...value] : [value];
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
