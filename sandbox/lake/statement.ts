import { PersonError } from "../../components/personError";

/** One token. `text` is the text as written, except that a bare event data store id is quoted. `start` and `end` count characters. */
export interface Token<Kind = "word" | "identifier" | "string" | "unicode" | "binary" | "number" | "operator" | "end"> {
  readonly kind: Kind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Splits a statement into Trino's tokens, with a final token of the kind `end`. @throws QueryError for a text that is not a token */
export function readTokens(statement: string): readonly Token[] {
  if (statement.length > statementCharacters) {
    throw invalidStatement(
      `The statement has ${statement.length} characters; at most ${statementCharacters} are allowed.`,
    );
  }
  const end = { kind: "end", text: "<EOF>", start: statement.length, end: statement.length } as const;
  return [...tokensOf(statement, blank, tokenAt), end];
}

/** AWS CloudTrail API Reference, StartQuery. */
const statementCharacters = 10_000;

/** Splits a text into tokens and leaves out the matches of `blank`. */
export function tokensOf<T extends Token<string>>(
  text: string,
  blank: RegExp,
  tokenAt: (text: string, start: number, previous: T | undefined) => T,
): readonly T[] {
  const tokens: T[] = [];
  for (let start = 0; start < text.length; ) {
    const skipped = matchAt(blank, text, start);
    if (skipped === undefined) {
      tokens.push(tokenAt(text, start, tokens.at(-1)));
    }
    start = skipped === undefined ? (tokens.at(-1)?.end ?? text.length) : start + skipped.length;
  }
  return tokens;
}

/** An event data store's id, which is a UUID. */
export const storeId = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

// Trino documentation, SQL statement syntax; Keywords and identifiers. A block comment does not nest.
const blank = /[ \t\r\n]+|--[^\n\r]*|\/\*.*?\*\//sy;

// The id comes first: it may begin like a number or a word.
const kinds: readonly (readonly [Token["kind"], RegExp])[] = [
  ["identifier", new RegExp(`${storeId.source}(?![\\w-])`, "iy")],
  ["identifier", /"(?:[^"]|"")*"/y],
  ["string", /'(?:[^']|'')*'/y],
  ["unicode", /U&'(?:[^']|'')*'/iy],
  ["binary", /X'[^']*'/iy],
  ["number", /(?:\d+(?:\.\d*)?|\.\d+)(?:E[+-]?\d+)?(?![A-Za-z_])/iy],
  ["word", /[A-Za-z_]\w*/y],
  ["operator", /\|\||<>|<=|>=|!=|->|=>|\/(?!\*)|[-+*%<>=.,()[\]?;]/y],
];

function tokenAt(statement: string, start: number): Token {
  for (const [kind, pattern] of kinds) {
    const text = matchAt(pattern, statement, start);
    if (text !== undefined) {
      const isBareId = kind === "identifier" && !text.startsWith('"');
      return { kind, text: isBareId ? quoteIdentifier(text) : text, start, end: start + text.length };
    }
  }
  throw invalidStatement(`${place(statement, start)}: ${complaint(statement, start)}`);
}

export function matchAt(pattern: RegExp, text: string, start: number): string | undefined {
  pattern.lastIndex = start;
  const match = pattern.exec(text)?.[0];
  return match === "" ? undefined : match;
}

function complaint(statement: string, start: number): string {
  const placeholder = matchAt(/\$\w+/y, statement, start);
  if (placeholder !== undefined) {
    return `${placeholder} is a placeholder. Put the id of an event data store in its place.`;
  }
  if (/^\d/.test(statement.slice(start))) {
    return "identifiers must not start with a digit; surround the identifier with double quotes";
  }
  const character = String.fromCodePoint(statement.codePointAt(start) ?? 0);
  if (character === '"' || character === "'") return `the ${character} is not closed.`;
  if (character === "`") return "backquoted identifiers are not supported; use double quotes to quote identifiers";
  if (statement.startsWith("/*", start)) return "the comment is not closed.";
  return `'${character}' is not allowed in Trino's SQL.`;
}

/** A place in words, in Trino's form: lines and columns count from one. */
export function place(statement: string, start: number): string {
  const before = statement.slice(0, start).split("\n");
  return `line ${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

/**
 * Kind of failure: a mistake in the statement, an unknown event data store, or a query that started and failed on the data.
 * Source: AWS CloudTrail API Reference, StartQuery (exceptions) and DescribeQuery (status).
 */
type QueryErrorCode = "InvalidQueryStatementException" | "EventDataStoreNotFoundException" | "QueryFailed";

export class QueryError extends PersonError {
  override readonly name = "QueryError";

  constructor(
    readonly code: QueryErrorCode,
    message: string,
  ) {
    super(message);
  }
}

export function invalidStatement(message: string): QueryError {
  return new QueryError("InvalidQueryStatementException", message);
}

/** The error for valid SQL that the sandbox does not emulate. */
export function notSupported(what: string): QueryError {
  return invalidStatement(
    `${what} is not supported by the sandbox. The sandbox supports less SQL than CloudTrail Lake and Athena, which may run the query.`,
  );
}
