import type { Item } from "./table";

interface Placeholders {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Item;
}

/** A condition that DynamoDB rejects or the sandbox does not support. */
export class ConditionError extends Error {}

/**
 * Evaluates `attribute_not_exists(#name)` and `#name < :number`, joined by OR; rejects anything else by name. A name must be a placeholder, since
 * DynamoDB reserves 573 words. Source: Amazon DynamoDB Developer Guide, "Condition and filter expressions, operators, and functions".
 */
export function holds(expression: string | undefined, item: Item, { names, values }: Placeholders): boolean {
  const unused = new Set([...Object.keys(names), ...Object.keys(values)]);
  const bound = <T>(placeholders: Readonly<Record<string, T>>, placeholder: string): T => {
    unused.delete(placeholder);
    const value = Object.hasOwn(placeholders, placeholder) ? placeholders[placeholder] : undefined;
    if (value === undefined) {
      throw new ConditionError(
        `Invalid ConditionExpression: ${placeholder} is used in the expression and is not defined`,
      );
    }
    return value;
  };
  const results = expression?.split(" OR ").map((term) => {
    const [, missing, name = missing, limit] = /^(?:attribute_not_exists\((#\w+)\)|(#\w+) < (:\w+))$/.exec(term) ?? [];
    if (name === undefined) {
      throw new ConditionError(`The sandbox does not support the condition ${term}.`);
    }
    const attribute = bound(names, name);
    const value = Object.hasOwn(item, attribute) ? item[attribute] : undefined;
    if (limit === undefined) {
      return value === undefined;
    }
    const { N } = bound(values, limit);
    if (N === undefined) {
      throw new ConditionError(`The sandbox compares only numbers, and ${limit} is a text.`);
    }
    return value?.N !== undefined && BigInt(value.N) < BigInt(N);
  });
  if (unused.size > 0) {
    throw new ConditionError(
      `Values provided in expression attributes are unused in expressions: ${[...unused].join(", ")}`,
    );
  }
  return results?.includes(true) ?? true;
}
