import type { Cursor } from "./cursor";
import { aggregates, functions, refuseWord } from "./language";
import { readPeriod } from "./period";
import { comparisons, type Expression, type Operator } from "./syntax";

/**
 * Reads an expression: `or` binds least, then `and`, `not`, comparisons, sums, products and powers.
 * Source: Amazon CloudWatch Logs User Guide, "Boolean, comparison, numeric, datetime, and other functions" and "filter".
 */
export function parseExpression(cursor: Cursor): Expression {
  return leftToRight(cursor, ["or"], () => leftToRight(cursor, ["and"], () => parseNot(cursor)));
}

/** The names on the way to a field: `a.b[0]` is `a`, `b`, `0`. What stands in backticks is one name with its dots. */
export function pathOfName(word: string): readonly string[] {
  return [...word.matchAll(/`([^`]+)`|([\w@]+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}

function leftToRight(cursor: Cursor, operators: readonly Operator[], operand: () => Expression): Expression {
  let left = operand();
  while (cursor.isAt(...operators)) {
    const operator = cursor.take().text.toLowerCase() as Operator;
    left = { kind: "binary", operator, left, right: operand() };
  }
  return left;
}

function parseNot(cursor: Cursor): Expression {
  if (cursor.takeIf("not") || cursor.takeIf("!")) {
    return { kind: "not", operand: parseNot(cursor) };
  }
  return parseComparison(cursor);
}

function parseComparison(cursor: Cursor): Expression {
  const left = parseSum(cursor);
  if (cursor.isAt(...comparisons)) {
    const operator = cursor.take().text as Operator;
    return { kind: "binary", operator, left, right: parseSum(cursor) };
  }
  if (cursor.takeIf("not")) {
    return { kind: "not", operand: parseMatch(cursor, left) ?? cursor.refuse("in or like is expected after not") };
  }
  return parseMatch(cursor, left) ?? left;
}

function parseMatch(cursor: Cursor, left: Expression): Expression | undefined {
  if (cursor.takeIf("like") || cursor.takeIf("=~")) {
    return { kind: "binary", operator: "like", left, right: parsePattern(cursor) };
  }
  if (!cursor.takeIf("in")) {
    return undefined;
  }
  if (cursor.isAt("(")) {
    cursor.refuse("A list in brackets is expected after in, and the sandbox does not play a subquery of Logs Insights");
  }
  cursor.expect("[");
  const items = cursor.list(() => parseSum(cursor));
  cursor.expect("]");
  return { kind: "in", value: left, items };
}

function parsePattern(cursor: Cursor): Expression {
  const { kind, text } = cursor.next;
  if (kind !== "text" && kind !== "regex") {
    cursor.refuse("A text or a regular expression is expected");
  }
  cursor.take();
  return { kind, value: text };
}

function parseSum(cursor: Cursor): Expression {
  return leftToRight(cursor, ["+", "-"], () =>
    leftToRight(cursor, ["*", "/", "%"], () => leftToRight(cursor, ["^"], () => parseValue(cursor))),
  );
}

function parseValue(cursor: Cursor): Expression {
  if (cursor.takeIf("-")) {
    return { kind: "negative", operand: parseValue(cursor) };
  }
  if (cursor.takeIf("(")) {
    const inner = parseExpression(cursor);
    cursor.expect(")");
    return inner;
  }
  const token = cursor.next;
  if (
    token.kind === "operator" ||
    token.kind === "end" ||
    token.kind === "regex" ||
    isKeyword(token.text, token.kind)
  ) {
    cursor.refuse("A value is expected");
  }
  cursor.take();
  switch (token.kind) {
    case "text":
      return { kind: "text", value: token.text };
    case "number":
      return { kind: "number", value: Number(token.text) };
    case "period":
      return { kind: "period", value: readPeriod(token.text) };
    default:
      return cursor.isAt("(") ? parseCall(cursor, token.text) : { kind: "field", path: pathOfName(token.text) };
  }
}

function parseCall(cursor: Cursor, word: string): Expression {
  const name = word.toLowerCase();
  if (!functions.played.has(name) && !aggregates.played.has(name)) {
    refuseWord(
      functions.notPlayed.has(name) ? functions : aggregates.notPlayed.has(name) ? aggregates : functions,
      word,
    );
  }
  cursor.expect("(");
  if (cursor.takeIf(")")) {
    return { kind: "call", name, arguments: [] };
  }
  if (name === "count" && cursor.takeIf("*")) {
    cursor.expect(")");
    return { kind: "call", name, arguments: [] };
  }
  const list = cursor.list(() => parseExpression(cursor));
  cursor.expect(")");
  return { kind: "call", name, arguments: list };
}

function isKeyword(text: string, kind: string): boolean {
  return kind === "word" && /^(?:and|as|asc|by|desc|in|into|like|not|or)$/i.test(text);
}
