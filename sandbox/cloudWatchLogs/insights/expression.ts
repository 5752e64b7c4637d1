import { aggregateCall, aggregates, functionCall, literal, periodOf } from "./calls";
import type { Cursor } from "./cursor";
import {
  asCondition,
  asNumber,
  compare,
  comparisons,
  MalformedQueryError,
  matches,
  quoteText,
  type Value,
} from "./values";

export interface Scope {
  /** Aliases and system fields, by name. */
  readonly columns: ReadonlyMap<string, Value>;
  /** False after `stats`, where events and discovered fields no longer exist. */
  readonly hasEvents: boolean;
  /** In `stats`, outside its functions: the columns before this one. */
  readonly siblings?: ReadonlyMap<string, Value>;
}

/**
 * Translates an expression to SQL: `or` binds least, then `and`, `not`, comparisons, sums, products and powers.
 * Source: CloudWatch Logs User Guide, "Boolean, comparison, numeric, datetime, and other functions" and "filter".
 */
export function readExpression(cursor: Cursor, scope: Scope): Value {
  return leftToRight(cursor, ["or"], () => leftToRight(cursor, ["and"], () => readNot(cursor, scope)));
}

/** The names in the path of a field: `a.b[0]` is `a`, `b`, `0`. A text in backticks is one name, including its dots. */
export function pathOfName(word: string): readonly string[] {
  return [...word.matchAll(/`([^`]+)`|([\w@]+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}

function leftToRight(cursor: Cursor, operators: readonly string[], operand: () => Value): Value {
  let left = operand();
  while (cursor.isAt(...operators)) {
    left = combined(cursor.take().text.toLowerCase(), left, operand());
  }
  return left;
}

function combined(operator: string, left: Value, right: Value): Value {
  switch (operator) {
    case "or":
    case "and":
      return condition(`(${asCondition(left)} ${operator.toUpperCase()} ${asCondition(right)})`);
    case "^":
      return { kind: "number", sql: `pow(${asNumber(left)}, ${asNumber(right)})` };
    case "/":
    case "%":
      // The result of a division by zero is missing.
      return { kind: "number", sql: `(${asNumber(left)} ${operator} nullif(${asNumber(right)}, 0))` };
    default:
      return { kind: "number", sql: `(${asNumber(left)} ${operator} ${asNumber(right)})` };
  }
}

function condition(sql: string): Value {
  return { kind: "boolean", sql };
}

function readNot(cursor: Cursor, scope: Scope): Value {
  return cursor.takeIf("not") || cursor.takeIf("!")
    ? condition(`NOT ${asCondition(readNot(cursor, scope))}`)
    : readComparison(cursor, scope);
}

function readComparison(cursor: Cursor, scope: Scope): Value {
  const left = readSum(cursor, scope);
  if (cursor.isAt(...comparisons)) {
    return condition(compare(cursor.take().text, left, readSum(cursor, scope)));
  }
  if (cursor.takeIf("not")) {
    const match = readMatch(cursor, scope, left) ?? cursor.refuse("in or like is expected after not");
    return condition(`NOT ${match.sql}`);
  }
  return readMatch(cursor, scope, left) ?? left;
}

function readMatch(cursor: Cursor, scope: Scope, value: Value): Value | undefined {
  if (cursor.takeIf("like") || cursor.takeIf("=~")) {
    const { kind, text } = cursor.next;
    if (kind !== "text" && kind !== "regex") {
      cursor.refuse("A text or a regular expression is expected");
    }
    cursor.take();
    return condition(matches(value, text, kind === "regex"));
  }
  if (!cursor.takeIf("in")) {
    return undefined;
  }
  // A list in parentheses is a subquery, which is not supported.
  cursor.expect("[");
  const any = cursor.list(() => compare("=", value, readSum(cursor, scope)));
  cursor.expect("]");
  return condition(`(${any.join(" OR ")})`);
}

function readSum(cursor: Cursor, scope: Scope): Value {
  return leftToRight(cursor, ["+", "-"], () =>
    leftToRight(cursor, ["*", "/", "%"], () => leftToRight(cursor, ["^"], () => readValue(cursor, scope))),
  );
}

function readValue(cursor: Cursor, scope: Scope): Value {
  if (cursor.takeIf("-")) {
    return { kind: "number", sql: `(- ${asNumber(readValue(cursor, scope))})` };
  }
  if (cursor.takeIf("(")) {
    const inner = readExpression(cursor, scope);
    cursor.expect(")");
    return inner;
  }
  const { kind, text } = cursor.next;
  if (kind === "operator" || kind === "end" || kind === "regex" || (kind === "word" && keyword.test(text))) {
    cursor.refuse("A value is expected");
  }
  cursor.take();
  switch (kind) {
    case "text":
    case "number":
      return literal(kind, text);
    case "period":
      return periodOf(text);
    default:
      return cursor.takeIf("(") ? readCall(cursor, text, scope) : fieldValue(pathOfName(text), scope);
  }
}

const keyword = /^(?:and|as|asc|by|desc|in|into|like|not|or)$/i;

function readCall(cursor: Cursor, word: string, scope: Scope): Value {
  const name = word.toLowerCase();
  const timestamp = scope.columns.get("@timestamp");
  if (!aggregates.has(name)) {
    return functionCall(word, readArguments(cursor, scope), timestamp);
  }
  if (scope.siblings === undefined) {
    throw new MalformedQueryError(`The aggregation function ${word} is allowed only in stats and cannot be nested.`);
  }
  const { siblings: _, ...events } = scope;
  return aggregateCall(
    name,
    name === "count" && cursor.takeIf("*") ? endOfCall(cursor) : readArguments(cursor, events),
  );
}

function readArguments(cursor: Cursor, scope: Scope): readonly Value[] {
  if (cursor.isAt(")")) {
    return endOfCall(cursor);
  }
  const values = cursor.list(() => readExpression(cursor, scope));
  cursor.expect(")");
  return values;
}

function endOfCall(cursor: Cursor): readonly Value[] {
  cursor.expect(")");
  return [];
}

/** A field, an alias or a part of a map or list. A missing one is empty. */
function fieldValue(path: readonly string[], { columns, hasEvents, siblings }: Scope): Value {
  const name = path.join(".");
  if (siblings !== undefined) {
    const sibling = siblings.get(name);
    if (sibling === undefined) {
      throw new MalformedQueryError(`In stats, ${name} must be in an aggregation function or after by.`);
    }
    return sibling;
  }
  const column = columns.get(name) ?? partOfStructure(path, columns);
  if (column !== undefined) {
    return column;
  }
  if (hasEvents && name.startsWith("@")) {
    const supported = [...columns.keys()].filter((column) => column.startsWith("@")).join(", ");
    throw new MalformedQueryError(
      `The sandbox does not support the system field ${name} of Logs Insights; it supports ${supported}.`,
    );
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
