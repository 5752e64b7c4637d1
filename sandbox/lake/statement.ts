import { parserFunctions } from "./functions";
import { invalidStatement } from "./queryError";
import { place, type Token, tokenize } from "./tokens";

/**
 * A CloudTrail Lake statement in a spelling that DuckDB's parser reads: bare ids of stores are quoted, array types
 * are spelled DuckDB's way, comments and the last semicolon are gone. What is no single SELECT is refused.
 *
 * Source: AWS CloudTrail User Guide, CloudTrail Lake SQL constraints.
 */
export function readStatement(statement: string): string {
  if (statement.length > statementCharacters) {
    throw invalidStatement(
      `The statement has ${statement.length} characters; at most ${statementCharacters} are allowed.`,
    );
  }
  const tokens = withoutLastSemicolon(tokenize(statement));
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
