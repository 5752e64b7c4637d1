import type { Item } from "./table";

/** What the placeholders of an expression stand for. */
export interface Placeholders {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Why an expression cannot be evaluated. */
export class ConditionError extends Error {}

/**
 * Evaluates a condition on the item that is there: `attribute_not_exists(name)` and `#name < :number`, joined by OR, as the functions write them.
 * What else the language has is refused by name.
 * Source: Amazon DynamoDB Developer Guide, "Condition and filter expressions, operators, and functions".
 */
export function holds(expression: string, item: Item | undefined, placeholders: Placeholders): boolean {
  return expression
    .split(" OR ")
    .map((term) => holdsTerm(term, item, placeholders))
    .includes(true);
}

function holdsTerm(term: string, item: Item | undefined, { names, values }: Placeholders): boolean {
  const [, missing] = /^attribute_not_exists\((\w+)\)$/.exec(term) ?? [];
  if (missing !== undefined) {
    return item?.[missing] === undefined;
  }
  const [, name, value] = /^(#\w+) < (:\w+)$/.exec(term) ?? [];
  if (name === undefined || value === undefined) {
    throw new ConditionError(`The sandbox does not support the condition ${term}.`);
  }
  const attribute = names[name];
  const bound = values[value];
  if (attribute === undefined || bound === undefined) {
    const what = attribute === undefined ? "attribute name" : "attribute value";
    throw new ConditionError(`Invalid ConditionExpression: An expression ${what} used in expression is not defined`);
  }
  // Numbers compare as numbers. Values of different types are unequal, and neither is less.
  return Number(item?.[attribute]?.N) < Number(bound.N);
}
