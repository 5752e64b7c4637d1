import { notSupported, place } from "../statement";
import { type Cursor, startsQuery } from "./cursor";
import { parseCall } from "./parseCall";
import { parseLiteral } from "./parseLiteral";
import { parseType } from "./parseType";
import type { Expression } from "./syntax";

/** Reads a `primaryExpression` of the grammar, with the fields and subscripts after it. @param sign the position of a minus sign before a number */
export function parsePrimary(cursor: Cursor, sign?: number): Expression {
  let base = parseStart(cursor, sign);
  for (;;) {
    const at = cursor.at;
    if (cursor.takeSymbol("[")) {
      const index = cursor.valueExpression();
      cursor.needSymbol("]");
      base = { kind: "subscript", base, index, at };
    } else if (cursor.isSymbol(".") && !cursor.isSymbol("*", 1)) {
      cursor.next();
      base = { kind: "field", base, name: cursor.name(), at };
    } else {
      return base;
    }
  }
}

function parseStart(cursor: Cursor, sign: number | undefined): Expression {
  const at = cursor.at;
  const literal = parseLiteral(cursor, sign);
  if (literal !== undefined) return literal;
  if (cursor.isSymbol("(")) return parseParentheses(cursor);
  const word = cursor.token.kind === "word" ? cursor.token.text.toUpperCase() : "";
  const special = specialForms[word]?.(cursor, at);
  if (special !== undefined) return special;
  if (cursor.isName() && cursor.isSymbol("->", 1)) return parseLambda(cursor, [cursor.name()], at);
  if (!cursor.isName()) throw cursor.mismatch("<expression>");
  const name = cursor.name();
  if (cursor.isSymbol("(")) return parseCall(cursor, name, at);
  return { kind: "name", name, at };
}

function parseParentheses(cursor: Cursor): Expression {
  const at = cursor.at;
  const lambda = parseLambdaParameters(cursor);
  if (lambda !== undefined) return parseLambda(cursor, lambda, at);
  return cursor.inParentheses<Expression>(() => {
    if (startsQuery(cursor)) return parseScalarQuery(cursor, at);
    const items = cursor.list(() => cursor.expression());
    const [only] = items;
    return items.length === 1 && only !== undefined ? only : { kind: "row", items, at };
  });
}

/** Reads a subquery, or an expression that begins with one, such as `((SELECT 1) + 1)`. */
function parseScalarQuery(cursor: Cursor, at: number): Expression {
  const position = cursor.position;
  if (cursor.isSymbol("(")) {
    const value = cursor.expression();
    if (cursor.isSymbol(")") || cursor.isSymbol(",")) {
      const more = cursor.takeSymbol(",") ? cursor.list(() => cursor.expression()) : [];
      return more.length === 0 ? value : { kind: "row", items: [value, ...more], at };
    }
    cursor.back(position);
  }
  return { kind: "query", query: cursor.query(), at };
}

function parseLambdaParameters(cursor: Cursor): readonly string[] | undefined {
  let ahead = 1;
  while (cursor.isName(ahead) && cursor.isSymbol(",", ahead + 1)) ahead += 2;
  if (cursor.isName(ahead)) ahead += 1;
  if (!cursor.isSymbol(")", ahead) || !cursor.isSymbol("->", ahead + 1)) return undefined;
  return cursor.inParentheses(() => (cursor.isSymbol(")") ? [] : cursor.list(() => cursor.name())));
}

function parseLambda(cursor: Cursor, parameters: readonly string[], at: number): Expression {
  cursor.needSymbol("->");
  return { kind: "lambda", parameters, body: cursor.expression(), at };
}

type SpecialForm = (cursor: Cursor, at: number) => Expression | undefined;

const specialForms: Readonly<Record<string, SpecialForm>> = {
  __proto__: null as never,
  CASE: parseCase,
  CAST: (cursor, at) => parseCast(cursor, at, false),
  TRY_CAST: (cursor, at) => (cursor.isSymbol("(", 1) ? parseCast(cursor, at, true) : undefined),
  EXISTS: (cursor, at) => {
    cursor.next();
    return { kind: "exists", query: cursor.inParentheses(() => cursor.query()), at };
  },
  ROW: (cursor, at) => {
    if (!cursor.isSymbol("(", 1)) return undefined;
    cursor.next();
    return { kind: "row", items: cursor.inParentheses(() => cursor.list(() => cursor.expression())), at };
  },
  ARRAY: (cursor, at) => {
    if (!cursor.isSymbol("[", 1)) return undefined;
    cursor.next();
    cursor.next();
    const items = cursor.isSymbol("]") ? [] : cursor.list(() => cursor.expression());
    cursor.needSymbol("]");
    return { kind: "array", items, at };
  },
  GROUPING: (cursor, at) => {
    cursor.next();
    return { kind: "grouping", items: cursor.inParentheses(() => cursor.list(() => cursor.expression())), at };
  },
  EXTRACT: (cursor, at) => {
    cursor.next();
    return cursor.inParentheses(() => {
      const field = cursor.name();
      cursor.needWords("FROM");
      return { kind: "extract", field, value: cursor.valueExpression(), at };
    });
  },
  SUBSTRING: parseSubstring,
  POSITION: (cursor, at) => {
    if (!cursor.isSymbol("(", 1)) return undefined;
    cursor.next();
    return cursor.inParentheses(() => {
      const part = cursor.valueExpression();
      cursor.needWords("IN");
      return callOf("strpos", [cursor.valueExpression(), part], at);
    });
  },
  TRIM: parseTrim,
  NORMALIZE: (cursor, at) => {
    cursor.next();
    return cursor.inParentheses(() => {
      const value = cursor.valueExpression();
      const form = cursor.takeSymbol(",") ? cursor.name().toUpperCase() : "NFC";
      return callOf("normalize", [value, { kind: "string", text: form, at }], at);
    });
  },
  CURRENT_DATE: parseClock,
  CURRENT_TIME: parseClock,
  CURRENT_TIMESTAMP: parseClock,
  LOCALTIME: parseClock,
  LOCALTIMESTAMP: parseClock,
  ...Object.fromEntries(
    `CURRENT_USER CURRENT_CATALOG CURRENT_SCHEMA CURRENT_PATH JSON_EXISTS JSON_VALUE JSON_QUERY JSON_OBJECT JSON_ARRAY LISTAGG`
      .split(/\s+/)
      .map((word): [string, SpecialForm] => [
        word,
        (cursor, at) => {
          throw notSupported(`${place(cursor.statement, at)}: ${word.toLowerCase()}`);
        },
      ]),
  ),
};

function parseClock(cursor: Cursor, at: number): Expression {
  const name = cursor.next().text.toLowerCase();
  if (name === "current_date" || !cursor.takeSymbol("(")) return { kind: "clock", name, at };
  if (!/^\d+$/.test(cursor.token.text)) throw cursor.mismatch("<integer>");
  const precision = Number(cursor.next().text);
  cursor.needSymbol(")");
  return { kind: "clock", name, precision, at };
}

function parseCase(cursor: Cursor, at: number): Expression {
  cursor.next();
  const operand = cursor.isWord("WHEN") ? undefined : cursor.expression();
  const whens: { readonly when: Expression; readonly result: Expression }[] = [];
  while (cursor.takeWords("WHEN")) {
    const when = cursor.expression();
    cursor.needWords("THEN");
    whens.push({ when, result: cursor.expression() });
  }
  if (whens.length === 0) throw cursor.mismatch("'WHEN'");
  const otherwise = cursor.takeWords("ELSE") ? cursor.expression() : undefined;
  cursor.needWords("END");
  return { kind: "case", ...(operand && { operand }), whens, ...(otherwise && { otherwise }), at };
}

function parseCast(cursor: Cursor, at: number, tries: boolean): Expression {
  cursor.next();
  return cursor.inParentheses(() => {
    const value = cursor.expression();
    cursor.needWords("AS");
    return { kind: "cast", value, type: parseType(cursor), tries, at };
  });
}

function parseSubstring(cursor: Cursor, at: number): Expression | undefined {
  if (!cursor.isSymbol("(", 1)) return undefined;
  const position = cursor.position;
  cursor.next();
  cursor.needSymbol("(");
  const value = cursor.valueExpression();
  if (!cursor.takeWords("FROM")) {
    cursor.back(position);
    return undefined;
  }
  const from = cursor.valueExpression();
  const length = cursor.takeWords("FOR") ? [cursor.valueExpression()] : [];
  cursor.needSymbol(")");
  return callOf("substr", [value, from, ...length], at);
}

/** Reads `trim(x)`, `trim(x, 'c')`, `trim(FROM x)` and `trim(BOTH 'c' FROM x)`. */
function parseTrim(cursor: Cursor, at: number): Expression {
  cursor.next();
  return cursor.inParentheses(() => {
    const side = ["BOTH", "LEADING", "TRAILING"].find((word) => cursor.isWord(word) && !cursor.isSymbol(")", 1));
    if (side !== undefined) cursor.next();
    const name = { BOTH: "trim", LEADING: "ltrim", TRAILING: "rtrim" }[side ?? "BOTH"] ?? "trim";
    if (cursor.takeWords("FROM")) return callOf(name, [cursor.valueExpression()], at);
    const first = cursor.valueExpression();
    if (cursor.takeWords("FROM")) return callOf(name, [cursor.valueExpression(), first], at);
    if (side !== undefined) throw cursor.mismatch("'FROM'");
    return callOf(name, cursor.takeSymbol(",") ? [first, cursor.valueExpression()] : [first], at);
  });
}

/** Reads a plain function call. */
export function callOf(name: string, values: readonly Expression[], at: number): Expression {
  return { kind: "call", name, arguments: values, star: false, distinct: false, orderBy: [], at };
}
