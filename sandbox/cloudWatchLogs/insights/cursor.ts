import { type Token as LakeToken, matchAt, place, tokensOf } from "../../lake/statement";
import { MalformedQueryError } from "./values";

export class Cursor {
  readonly #tokens: readonly Token[];
  #index = 0;

  constructor(readonly query: string) {
    this.#tokens = tokenize(query);
  }

  get next(): Token {
    return this.#tokens[this.#index] as Token;
  }

  get passed(): number {
    return this.#tokens[this.#index - 1]?.end ?? 0;
  }

  take(): Token {
    const token = this.next;
    this.#index += token.kind === "end" ? 0 : 1;
    return token;
  }

  /** Compares the next token, ignoring case. A quoted text never matches. */
  isAt(...texts: readonly string[]): boolean {
    const { kind, text } = this.next;
    return (kind === "operator" || kind === "word") && texts.includes(text.toLowerCase());
  }

  takeIf(text: string): boolean {
    const isThere = this.isAt(text);
    if (isThere) {
      this.take();
    }
    return isThere;
  }

  expect(text: string): void {
    if (!this.takeIf(text)) {
      this.refuse(`${text} is expected`);
    }
  }

  list<T>(item: () => T): readonly T[] {
    const items = [item()];
    while (this.takeIf(",")) {
      items.push(item());
    }
    return items;
  }

  refuse(expected: string): never {
    const { text, start } = this.next;
    throw mistake(this.query, start, `${expected}; there is ${text}.`);
  }
}

/** One token. `text` is the text as written, the value of a quoted text, or the part of a regular expression between the slashes. */
export type Token = LakeToken<"word" | "text" | "number" | "period" | "regex" | "operator" | "end">;

/**
 * Splits a query into tokens, without comments and white space. The last token is the end.
 * Source: CloudWatch Logs User Guide, "Logs Insights language query syntax", "Fields that contain special characters".
 */
function tokenize(query: string): readonly Token[] {
  const { length } = query;
  return [
    ...tokensOf(query, blank, tokenAt),
    { kind: "end", text: "the end of the query", start: length, end: length },
  ];
}

const blank = /\s+|#[^\n]*/y;

/** A name: words, numbers and names in backticks joined by dots, and places in lists. `in [1]` is not a place in a list. */
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
      throw mistake(query, start, "the regular expression is not closed.");
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
    isQuote ? `the ${character} is not closed.` : `${JSON.stringify(character)} is not allowed in a query.`,
  );
}

const regex = /\/(?:[^/\\\n]|\\.)+\//y;

/** The value of a quoted text. Escapes of quotes and backslashes are common and undocumented. */
function saidBy(quoted: string, query: string, start: number): string {
  const inner = quoted.slice(1, -1);
  const stray = /\\[^"'\\]/.exec(inner.replaceAll("\\\\", ""))?.[0];
  if (stray !== undefined) {
    throw mistake(query, start, `The sandbox does not support the escape ${stray} in a text.`);
  }
  return inner.replace(/\\(.)/gs, "$1");
}

export function mistake(query: string, start: number, message: string): MalformedQueryError {
  return new MalformedQueryError(`${place(query, start)}: ${message}`);
}
