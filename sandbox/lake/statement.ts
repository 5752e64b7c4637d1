import { PersonError } from "../../components/personError";
import { parserFunctions } from "./functions";

/**
 * Spells a Lake statement for DuckDB: quotes bare store ids, converts array types, drops comments and the last semicolon. Refuses all but
 * a single SELECT. Source: AWS CloudTrail User Guide, CloudTrail Lake SQL constraints.
 */
export function readStatement(statement: string): string {
  if (statement.length > statementCharacters) {
    throw invalidStatement(
      `The statement has ${statement.length} characters; at most ${statementCharacters} are allowed.`,
    );
  }
  const tokens = withoutLastSemicolon(tokensOf(statement, blank, tokenAt));
  requireOneSelect(tokens);
  for (const [index, token] of tokens.entries()) {
    checkToken(token, tokens[index + 1], statement);
  }
  // A space between all tokens keeps DuckDB from reading two of them as one, such as an E before a string.
  return withArrayTypes(tokens)
    .map((token) => token.text)
    .join(" ");
}

/** AWS CloudTrail API Reference, StartQuery. */
const statementCharacters = 10_000;

/** Numbers travel through JSON to the database: a literal with more digits than a double holds exactly is refused, not rounded in silence. */
const numberDigits = 15;

function withoutLastSemicolon(tokens: readonly Token[]): readonly Token[] {
  return tokens.at(-1)?.text === ";" ? tokens.slice(0, -1) : tokens;
}

function requireOneSelect(tokens: readonly Token[]): void {
  const first = tokens.find((token) => token.text !== "(");
  if (first === undefined || !isWord(first, ["SELECT", "WITH"])) {
    const found = first === undefined ? "The statement is empty" : `This one begins with ${first.text}`;
    throw invalidStatement(`Only SELECT statements are allowed. ${found}.`);
  }
  if (tokens.some((token) => token.text === ";")) {
    throw invalidStatement("Only one statement is allowed in a query; this one goes on after a semicolon.");
  }
  // DuckDB, but not Trino, reads a FROM without a SELECT.
  if (tokens.some((token, index) => isWord(token, ["FROM"]) && tokens[index - 1]?.text === "(")) {
    throw invalidStatement("mismatched input 'FROM': a query in parentheses begins with SELECT.");
  }
}

function checkToken(token: Token, next: Token | undefined, statement: string): void {
  const digits = token.kind === "number" ? token.text.replace(/[eE].*|\D/g, "").length : 0;
  if (digits > numberDigits || (token.kind === "number" && !Number.isFinite(Number(token.text)))) {
    throw invalidStatement(
      `${place(statement, token.start)}: the sandbox takes numbers of at most ${numberDigits} digits that a double can hold.`,
    );
  }
  // DuckDB's parser writes these names itself for what Trino spells otherwise, so the tree cannot tell who wrote them.
  if (token.kind === "word" && next?.text === "(" && parserFunctions.has(token.text.toLowerCase())) {
    throw invalidStatement(`${place(statement, token.start)}: Function '${token.text}' not registered`);
  }
}

/** Spells `ARRAY(T)` and `ARRAY<T>`, which are types in Trino, as DuckDB's `T[]`. `ARRAY[...]` makes an array in both. */
function withArrayTypes(tokens: readonly Token[]): readonly Token[] {
  const closings: string[] = [];
  const rewritten: Token[] = [];
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1]?.text;
    const opensType = isWord(token, ["ARRAY"]) && (next === "(" || next === "<");
    if (opensType) continue;
    const previous = tokens[index - 1];
    if (previous !== undefined && isWord(previous, ["ARRAY"]) && (token.text === "(" || token.text === "<")) {
      closings.push(token.text === "(" ? ")[]" : ">[]");
      continue;
    }
    if (token.text === "(") closings.push(")");
    const closing = closings.at(-1);
    if (closing?.startsWith(token.text) && /^[)>]$/.test(token.text)) {
      closings.pop();
      rewritten.push(closing.length === 1 ? token : { ...token, text: "[]" });
      continue;
    }
    rewritten.push(token);
  }
  return rewritten;
}

function isWord(token: Token, words: readonly string[]): boolean {
  return token.kind === "word" && words.includes(token.text.toUpperCase());
}

/** One token. `text` is as written, except that a bare event data store id is quoted. `start` and `end` count characters. */
export interface Token<Kind = "word" | "identifier" | "string" | "number" | "operator"> {
  readonly kind: Kind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Splits a text into tokens, without what matches `blank`. */
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
const blank = /\s+|--[^\n\r]*|\/\*.*?\*\//sy;

// The id comes first: it may begin as a number or as a word does.
const kinds: readonly (readonly [Token["kind"], RegExp])[] = [
  ["identifier", new RegExp(`${storeId.source}(?![\\w-])`, "iy")],
  ["identifier", /"(?:[^"]|"")+"/y],
  ["string", /'(?:[^']|'')*'/y],
  ["number", /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  ["word", /[A-Za-z_]\w*/y],
  ["operator", /\|\||<>|<=|>=|!=|->|=>|\/(?!\*)|[-+*%<>=.,()[\];]/y],
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
  const character = String.fromCodePoint(statement.codePointAt(start) ?? 0);
  if (character === '"' || character === "'") return `the ${character} is never closed.`;
  if (statement.startsWith("/*", start)) return "the comment is never closed.";
  return `'${character}' has no place in Trino's SQL.`;
}

/** A place in words, as Trino gives it: lines and columns count from one. */
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
