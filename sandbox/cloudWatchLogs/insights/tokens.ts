import { place } from "../../lake/tokens";
import { MalformedQueryError } from "./queryError";

/**
 * One piece of a query. `text` is what stands in the query; of a text in quotes, what it says; of a regular expression, what stands between
 * the slashes. `start` and `end` are its place, in characters.
 */
export interface Token {
  readonly kind: "word" | "text" | "number" | "period" | "regex" | "operator" | "end";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The pieces of a query in Logs Insights' language, without comments and white space; the last one is the end.
 * Source: Amazon CloudWatch Logs User Guide, "CloudWatch Logs Insights language query syntax" and "Fields that contain special characters".
 */
export function tokenize(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let start = 0;
  while (start < query.length) {
    const skipped = matchAt(blank, query, start);
    if (skipped !== undefined) {
      start += skipped.length;
      continue;
    }
    const token = tokenAt(query, start, tokens.at(-1));
    tokens.push(token);
    start = token.end;
  }
  return [...tokens, { kind: "end", text: "the end of the query", start, end: start }];
}

const blank = /\s+|#[^\n]*/y;

/** A name: words, numbers and names in backticks with dots between them, and places in lists. `in [1]` is no place in a list. */
const name = /(?:@?[A-Za-z_][\w@]*|`[^`]+`)(?:\.(?:[\w@]+|`[^`]+`)|(?<!\bin)\[\d+\])*/iy;

const kinds: readonly (readonly [Token["kind"], RegExp])[] = [
  ["text", /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/sy],
  ["period", /\d+[A-Za-z]+/y],
  ["number", /(?:\d+(?:\.\d*)?|\.\d+)(?![\w.])/y],
  ["word", name],
  ["operator", /=~|!=|<=|>=|[=<>!|(),[\]+\-*/%^]/y],
];

function tokenAt(query: string, start: number, previous: Token | undefined): Token {
  if (previous !== undefined && /^(?:like|=~)$/i.test(previous.text) && query[start] === "/") {
    const text = matchAt(regex, query, start);
    if (text === undefined) {
      throw mistake(query, start, "the regular expression is never closed.");
    }
    return { kind: "regex", text: text.slice(1, -1).replaceAll("\\/", "/"), start, end: start + text.length };
  }
  for (const [kind, pattern] of kinds) {
    const text = matchAt(pattern, query, start);
    if (text !== undefined) {
      const said = kind === "text" ? saidBy(text, query, start) : text;
      return { kind, text: said, start, end: start + text.length };
    }
  }
  const character = String.fromCodePoint(query.codePointAt(start) ?? 0);
  const isQuote = character === '"' || character === "'" || character === "`";
  throw mistake(
    query,
    start,
    isQuote ? `the ${character} is never closed.` : `${JSON.stringify(character)} has no place in a query.`,
  );
}

const regex = /\/(?:[^/\\\n]|\\.)+\//y;

/** What a text in quotes says. The documents name no escapes; those of a quote and of the backslash itself are what everybody writes. */
function saidBy(quoted: string, query: string, start: number): string {
  const inner = quoted.slice(1, -1);
  const stray = /\\[^"'\\]/.exec(inner.replaceAll("\\\\", ""))?.[0];
  if (stray !== undefined) {
    throw mistake(query, start, `The sandbox does not support the escape ${stray} in a text.`);
  }
  return inner.replace(/\\(.)/gs, "$1");
}

function matchAt(pattern: RegExp, text: string, start: number): string | undefined {
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0];
}

/** A refusal that says where in the query. */
export function mistake(query: string, start: number, message: string): MalformedQueryError {
  return new MalformedQueryError(`${place(query, start)}: ${message}`);
}
