import type { Item } from "./table";

/** What the placeholders of an expression stand for. */
export interface Placeholders {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Why an expression cannot be judged. */
export class ConditionError extends Error {}

/**
 * Judges a condition on the item that is there: `attribute_not_exists`, `attribute_exists` and comparisons of an attribute with a value,
 * joined by AND or OR. What else the language has is refused by name.
 * Source: Amazon DynamoDB Developer Guide, "Condition and filter expressions, operators, and functions".
 */
export function holds(expression: string, item: Item | undefined, placeholders: Placeholders): boolean {
  const joined = /\b(AND|OR)\b/.exec(expression)?.[1];
  if (joined !== undefined) {
    const terms = expression.split(new RegExp(`\\b${joined}\\b`)).map((term) => holds(term, item, placeholders));
    return joined === "OR" ? terms.includes(true) : !terms.includes(false);
  }
  return holdsTerm(expression.trim(), item, placeholders);
}

function holdsTerm(term: string, item: Item | undefined, { names, values }: Placeholders): boolean {
  const [, existence, path] = /^(attribute_not_exists|attribute_exists)\s*\(\s*(#?\w+)\s*\)$/.exec(term) ?? [];
  if (existence !== undefined && path !== undefined) {
    const name = nameOf(path, names);
    return (item?.[name] !== undefined) === (existence === "attribute_exists");
  }
  const [, left, operator, right] = /^(#?\w+)\s*(=|<>|<=|>=|<|>)\s*(:\w+)$/.exec(term) ?? [];
  if (left === undefined || operator === undefined || right === undefined) {
    throw new ConditionError(`The sandbox does not play the condition ${term}.`);
  }
  const value = values[right];
  if (value === undefined) {
    throw new ConditionError(
      `Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute value: ${right}`,
    );
  }
  const name = nameOf(left, names);
  return compares(item?.[name], operator, value);
}

function nameOf(path: string, names: Placeholders["names"]): string {
  if (!path.startsWith("#")) {
    return path;
  }
  const name = names[path];
  if (name === undefined) {
    throw new ConditionError(
      `Invalid ConditionExpression: An expression attribute name used in the document path is not defined; attribute name: ${path}`,
    );
  }
  return name;
}

/** Values of different types are unequal, and neither is less. */
function compares(
  left: Readonly<Record<string, unknown>> | undefined,
  operator: string,
  right: Readonly<Record<string, unknown>>,
): boolean {
  const [type = ""] = Object.keys(right);
  if (left === undefined || left[type] === undefined) {
    return operator === "<>";
  }
  const [one, other] = type === "N" ? [Number(left.N), Number(right.N)] : [String(left[type]), String(right[type])];
  const order = one < other ? -1 : one > other ? 1 : 0;
  return { "=": order === 0, "<>": order !== 0, "<": order < 0, ">": order > 0, "<=": order <= 0, ">=": order >= 0 }[
    operator as "="
  ];
}
