import { invalidStatement, place } from "../statement";
import type { Cursor } from "./cursor";
import type { Expression } from "./syntax";

/** Reads a literal, or nothing if the next token is not one. @param sign the position of a minus sign before a number */
export function parseLiteral(cursor: Cursor, sign: number | undefined): Expression | undefined {
  const { kind, text, start } = cursor.token;
  const at = sign ?? start;
  switch (kind) {
    case "number":
      cursor.next();
      return numberLiteral(cursor, `${sign === undefined ? "" : "-"}${text}`, at);
    case "string":
      cursor.next();
      return { kind: "string", text: unquote(text), at };
    case "unicode":
      cursor.next();
      return { kind: "string", text: unicodeText(cursor, unquote(text.slice(2)), at), at };
    case "binary":
      cursor.next();
      return { kind: "bytes", text: binaryDigits(cursor, text, at), at };
    case "word":
      return wordLiteral(cursor, text.toUpperCase(), at);
    default:
      return undefined;
  }
}

function unquote(text: string): string {
  return text.slice(1, -1).replaceAll("''", "'");
}

function numberLiteral(cursor: Cursor, text: string, at: number): Expression {
  if (/e/i.test(text)) {
    if (!Number.isFinite(Number(text))) throw problem(cursor, at, `Invalid double literal: ${text}`);
    return { kind: "double", text, at };
  }
  if (text.includes(".")) return { kind: "decimal", text, at };
  const value = BigInt(text);
  if (value > greatestBigint || value < -greatestBigint - 1n)
    throw problem(cursor, at, `Invalid numeric literal: ${text}`);
  return { kind: "integer", text, at };
}

const greatestBigint = 2n ** 63n - 1n;

/** Resolves `\00e9`, `\+01F600` and the escape character itself. */
function unicodeText(cursor: Cursor, text: string, at: number): string {
  const mark = cursor.takeWords("UESCAPE") ? unquote(cursor.next().text) : "\\";
  let resolved = "";
  for (let rest = text; rest !== ""; ) {
    if (!rest.startsWith(mark)) {
      resolved += rest.charAt(0);
      rest = rest.slice(1);
      continue;
    }
    const after = rest.slice(mark.length);
    const digits = /^(?:\+([0-9a-f]{6})|([0-9a-f]{4}))/i.exec(after);
    if (!after.startsWith(mark) && digits === null) throw problem(cursor, at, "Invalid unicode escape in a U& literal");
    resolved += digits === null ? mark : String.fromCodePoint(Number.parseInt(digits[1] ?? digits[2] ?? "", 16));
    rest = after.slice(digits === null ? mark.length : digits[0].length);
  }
  return resolved;
}

function binaryDigits(cursor: Cursor, text: string, at: number): string {
  const digits = text
    .slice(2, -1)
    .replace(/[ \r\n\t]/g, "")
    .toUpperCase();
  if (/[^0-9A-F]/.test(digits)) throw problem(cursor, at, "Binary literal can only contain hexadecimal digits");
  if (digits.length % 2 !== 0) throw problem(cursor, at, "Binary literal must contain an even number of digits");
  return digits;
}

function wordLiteral(cursor: Cursor, word: string, at: number): Expression | undefined {
  if (word === "NULL" || word === "TRUE" || word === "FALSE") {
    cursor.next();
    return { kind: constants[word], at };
  }
  if (word === "INTERVAL") return intervalLiteral(cursor, at);
  if (word === "DOUBLE" && cursor.isWord("PRECISION", 1) && cursor.peek(2).kind === "string") {
    cursor.next();
    cursor.next();
    return { kind: "typedLiteral", type: { name: "double", arguments: [], at }, text: unquote(cursor.next().text), at };
  }
  if (cursor.isName() && cursor.peek(1).kind === "string") {
    const name = cursor.name().toLowerCase();
    return { kind: "typedLiteral", type: { name, arguments: [], at }, text: unquote(cursor.next().text), at };
  }
  return undefined;
}

const constants = { NULL: "null", TRUE: "true", FALSE: "false" } as const;

const intervalFields: ReadonlySet<string> = new Set(["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"]);

function intervalLiteral(cursor: Cursor, at: number): Expression | undefined {
  const signed = cursor.isSymbol("-", 1) || cursor.isSymbol("+", 1) ? 1 : 0;
  if (cursor.peek(1 + signed).kind !== "string") return undefined;
  cursor.next();
  const negative = cursor.takeSymbol("-");
  if (!negative) cursor.takeSymbol("+");
  const text = unquote(cursor.next().text);
  const from = intervalField(cursor);
  const to = cursor.takeWords("TO") ? intervalField(cursor) : undefined;
  return { kind: "interval", negative, text, from, ...(to !== undefined && { to }), at };
}

function intervalField(cursor: Cursor): string {
  const word = cursor.token.text.toUpperCase();
  if (cursor.token.kind !== "word" || !intervalFields.has(word)) {
    throw cursor.mismatch("'DAY'", "'HOUR'", "'MINUTE'", "'MONTH'", "'SECOND'", "'YEAR'");
  }
  cursor.next();
  return word;
}

function problem(cursor: Cursor, at: number, message: string): Error {
  return invalidStatement(`${place(cursor.statement, at)}: ${message}`);
}
