import { invalidStatement, place } from "../statement";
import { type Cursor, startsQuery } from "./cursor";
import { parsePrimary } from "./parsePrimary";
import type { ArithmeticOperator, ComparisonOperator, Expression } from "./syntax";

/** Reads an expression. The order of the operators is that of Trino's grammar (SqlBase.g4). */
export function parseExpression(cursor: Cursor): Expression {
  return cursor.nested(() => parseOr(cursor));
}

function parseOr(cursor: Cursor): Expression {
  let left = parseAnd(cursor);
  while (cursor.isWord("OR")) {
    const at = cursor.next().start;
    left = { kind: "or", left, right: parseAnd(cursor), at };
  }
  return left;
}

function parseAnd(cursor: Cursor): Expression {
  let left = parseNot(cursor);
  while (cursor.isWord("AND")) {
    const at = cursor.next().start;
    left = { kind: "and", left, right: parseNot(cursor), at };
  }
  return left;
}

function parseNot(cursor: Cursor): Expression {
  if (!cursor.isWord("NOT")) return parsePredicate(cursor);
  const at = cursor.next().start;
  return cursor.nested(() => ({ kind: "not", value: parseNot(cursor), at }));
}

function parsePredicate(cursor: Cursor): Expression {
  const left = parseValue(cursor);
  const at = cursor.at;
  const operator = takeComparison(cursor);
  if (operator !== undefined) return parseComparison(cursor, left, operator, at);
  if (cursor.takeWords("IS")) {
    const negated = cursor.takeWords("NOT");
    if (cursor.takeWords("NULL")) return { kind: "isNull", value: left, negated, at };
    cursor.needWords("DISTINCT", "FROM");
    return { kind: "isDistinct", left, right: parseValue(cursor), negated, at };
  }
  const negated = cursor.takeWords("NOT");
  if (cursor.takeWords("BETWEEN")) {
    const low = parseValue(cursor);
    cursor.needWords("AND");
    return { kind: "between", value: left, low, high: parseValue(cursor), negated, at };
  }
  if (cursor.takeWords("IN")) return cursor.inParentheses(() => parseInList(cursor, left, negated, at));
  if (cursor.takeWords("LIKE")) {
    const pattern = parseValue(cursor);
    return {
      kind: "like",
      value: left,
      pattern,
      ...(cursor.takeWords("ESCAPE") && { escape: parseValue(cursor) }),
      negated,
      at,
    };
  }
  if (negated) throw cursor.mismatch("'BETWEEN'", "'IN'", "'LIKE'");
  return left;
}

function takeComparison(cursor: Cursor): ComparisonOperator | undefined {
  const operator = (["=", "<>", "<", "<=", ">", ">="] as const).find((symbol) => cursor.takeSymbol(symbol));
  return operator ?? (cursor.takeSymbol("!=") ? "<>" : undefined);
}

function parseComparison(cursor: Cursor, left: Expression, operator: ComparisonOperator, at: number): Expression {
  for (const quantifier of ["ALL", "ANY", "SOME"]) {
    if (cursor.isWord(quantifier) && cursor.isSymbol("(", 1)) {
      cursor.next();
      const query = cursor.inParentheses(() => cursor.query());
      return {
        kind: "compareQuery",
        operator,
        quantifier: quantifier === "ALL" ? "ALL" : "ANY",
        left,
        query,
        at,
      };
    }
  }
  return { kind: "compare", operator, left, right: parseValue(cursor), at };
}

function parseInList(cursor: Cursor, value: Expression, negated: boolean, at: number): Expression {
  if (startsQuery(cursor)) return { kind: "inQuery", value, query: cursor.query(), negated, at };
  return { kind: "in", value, list: cursor.list(() => parseExpression(cursor)), negated, at };
}

const precedence: readonly (readonly ArithmeticOperator[])[] = [["||"], ["+", "-"], ["*", "/", "%"]];

/** Reads a `valueExpression` of the grammar: an operand of comparisons and predicates. */
export function parseValue(cursor: Cursor, level = 0): Expression {
  const operators = precedence[level];
  if (operators === undefined) return parseUnary(cursor);
  let left = parseValue(cursor, level + 1);
  for (;;) {
    const at = cursor.at;
    const operator = operators.find((symbol) => cursor.takeSymbol(symbol));
    if (operator === undefined) return left;
    left = { kind: "binary", operator, left, right: parseValue(cursor, level + 1), at };
  }
}

function parseUnary(cursor: Cursor): Expression {
  const at = cursor.at;
  const isNegative = cursor.isSymbol("-");
  // A number's sign is part of it, so the smallest bigint can be written.
  if (isNegative && cursor.peek(1).kind === "number") {
    cursor.next();
    return withTimeZone(cursor, parsePrimary(cursor, at));
  }
  if (isNegative || cursor.isSymbol("+")) {
    cursor.next();
    return cursor.nested(() => ({ kind: "unary", operator: isNegative ? "-" : "+", value: parseUnary(cursor), at }));
  }
  return withTimeZone(cursor, parsePrimary(cursor));
}

function withTimeZone(cursor: Cursor, value: Expression): Expression {
  if (!cursor.areWords("AT", "TIME", "ZONE")) return value;
  const at = cursor.at;
  cursor.needWords("AT", "TIME", "ZONE");
  if (cursor.isWord("INTERVAL")) {
    throw invalidStatement(
      `${place(cursor.statement, at)}: a time zone given as an interval is not supported by the sandbox.`,
    );
  }
  return withTimeZone(cursor, { kind: "atTimeZone", value, zone: parsePrimary(cursor), at });
}
