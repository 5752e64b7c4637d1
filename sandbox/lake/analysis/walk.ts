import { lakeFunctions } from "../functions/lakeFunctions";
import type { CallSyntax, Expression } from "../sql/syntax";

export type Call = CallSyntax & { readonly at: number };

/** Returns the expressions directly in a part of a statement, without those of subqueries. */
export function expressionsIn(part: unknown): readonly Expression[] {
  if (Array.isArray(part)) return part.flatMap((item) => (isExpression(item) ? [item] : expressionsIn(item)));
  if (typeof part !== "object" || part === null || ("body" in part && "with" in part)) return [];
  return Object.values(part).flatMap((value) => (isExpression(value) ? [value] : expressionsIn(value)));
}

function isExpression(value: unknown): value is Expression {
  return typeof value === "object" && value !== null && "kind" in value && "at" in value;
}

/** Returns the expression and all expressions in it. */
function* all(node: Expression): Generator<Expression> {
  yield node;
  for (const inner of expressionsIn(node)) yield* all(inner);
}

export function isAggregate(node: Expression): node is Call {
  return node.kind === "call" && node.over === undefined && lakeFunctions.get(node.name)?.kind === "aggregate";
}

export function isWindow(node: Expression): node is Call {
  return node.kind === "call" && node.over !== undefined;
}

export function find(node: Expression, isWanted: (inner: Expression) => boolean): Expression | undefined {
  for (const inner of all(node)) if (isWanted(inner)) return inner;
  return undefined;
}
