import { aggregateCall } from "./aggregateCalls";
import { compare, matches } from "./comparisons";
import { functionCall } from "./functionCalls";
import { aggregates, refuseWord, systemFields } from "./language";
import { MalformedQueryError } from "./queryError";
import { type Arithmetic, type Comparison, comparisons, type Expression } from "./syntax";
import { asCondition, asNumber, quoteText, type Value } from "./values";

/** What a command's expressions can name. */
export interface Scope {
  /** Aliases and system fields, by name. */
  readonly columns: ReadonlyMap<string, Value>;
  /** Whether there are events still: after `stats` there are not, and no fields are discovered. */
  readonly hasEvents: boolean;
  /** In `stats`, outside of its functions: the columns before this one. */
  readonly siblings?: ReadonlyMap<string, Value>;
}

/** An expression in SQL. */
export function translate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case "text":
      return { kind: "text", sql: quoteText(expression.value), isLiteral: true };
    case "number":
      return { kind: "number", sql: `CAST(${expression.value} AS DOUBLE)`, isLiteral: true };
    case "period":
      return { kind: "period", sql: String(expression.value) };
    case "regex":
      throw new MalformedQueryError("A regular expression stands only after like and =~.");
    case "field":
      return fieldValue(expression.path, scope);
    case "call":
      return translateCall(expression, scope);
    case "not":
      return { kind: "boolean", sql: `NOT ${asCondition(translate(expression.operand, scope))}` };
    case "negative":
      return { kind: "number", sql: `(- ${asNumber(translate(expression.operand, scope))})` };
    case "in": {
      const value = translate(expression.value, scope);
      const any = expression.items.map((item) => compare("=", value, translate(item, scope)));
      return { kind: "boolean", sql: `(${any.join(" OR ")})` };
    }
    case "binary":
      return translateBinary(expression, scope);
  }
}

function translateBinary(
  { operator, left, right }: Extract<Expression, { readonly kind: "binary" }>,
  scope: Scope,
): Value {
  const value = translate(left, scope);
  if (operator === "like") {
    return { kind: "boolean", sql: matches(value, right) };
  }
  const other = translate(right, scope);
  if (operator === "and" || operator === "or") {
    return { kind: "boolean", sql: `(${asCondition(value)} ${operator.toUpperCase()} ${asCondition(other)})` };
  }
  return isComparison(operator)
    ? { kind: "boolean", sql: compare(operator, value, other) }
    : { kind: "number", sql: calculate(operator, asNumber(value), asNumber(other)) };
}

function calculate(operator: Arithmetic, left: string, right: string): string {
  switch (operator) {
    case "^":
      return `pow(${left}, ${right})`;
    case "/":
    case "%":
      // Nothing is divided by nothing.
      return `(${left} ${operator} nullif(${right}, 0))`;
    default:
      return `(${left} ${operator} ${right})`;
  }
}

function isComparison(operator: Comparison | Arithmetic): operator is Comparison {
  return comparisons.some((comparison) => comparison === operator);
}

function translateCall({ name, arguments: list }: Extract<Expression, { readonly kind: "call" }>, scope: Scope): Value {
  if (!aggregates.played.has(name)) {
    const values = list.map((argument) => translate(argument, scope));
    return functionCall(name, values, scope.columns.get("@timestamp"));
  }
  if (scope.siblings === undefined) {
    throw new MalformedQueryError(`The aggregation function ${name} stands only in stats, and in no other one.`);
  }
  const { siblings: _, ...events } = scope;
  return aggregateCall(
    name,
    list.map((argument) => translate(argument, events)),
    scope.columns.get("@timestamp"),
  );
}

/** A field, an alias or a part of a map or list. What is not there is empty. */
function fieldValue(path: readonly string[], { columns, hasEvents, siblings }: Scope): Value {
  const name = path.join(".");
  if (siblings !== undefined) {
    const sibling = siblings.get(name);
    if (sibling === undefined) {
      throw new MalformedQueryError(`In stats, ${name} must stand in an aggregation function, or behind by.`);
    }
    return sibling;
  }
  const column = columns.get(name) ?? partOfStructure(path, columns);
  if (column !== undefined) {
    return column;
  }
  const [first = ""] = path;
  if (first.startsWith("@") && !systemFields.played.has(first)) {
    refuseWord(systemFields, first, first);
  }
  return { kind: "text", sql: hasEvents ? `found[${quoteText(name)}]` : "CAST(NULL AS VARCHAR)" };
}

function partOfStructure(path: readonly string[], columns: Scope["columns"]): Value | undefined {
  for (let length = path.length - 1; length > 0; length -= 1) {
    const column = columns.get(path.slice(0, length).join("."));
    if (column?.kind === "structure") {
      const pointer = path.slice(length).map((name) => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`);
      return { kind: "structure", sql: `json_extract(${column.sql}, ${quoteText(pointer.join(""))})` };
    }
  }
  return undefined;
}
