import { parserFunctions } from "./functions";
import { queryLimits, sandboxQueryLimits } from "./limits";
import { invalidStatement } from "./queryError";
import { place, quoteIdentifier, type Token, tokenize } from "./tokens";

/**
 * A CloudTrail Lake statement in a spelling that DuckDB's parser reads: bare names of tables are quoted, array types
 * are spelled DuckDB's way, comments and the last semicolon are gone. What is no single SELECT is refused.
 *
 * Source: AWS CloudTrail User Guide, CloudTrail Lake SQL constraints.
 */
export function readStatement(statement: string): string {
  if (statement.length > queryLimits.statementCharacters) {
    throw invalidStatement(
      `The statement has ${statement.length} characters; at most ${queryLimits.statementCharacters} are allowed.`,
    );
  }
  const tokens = withoutLastSemicolon(tokenize(statement));
  requireOneSelect(tokens);
  for (const [index, token] of tokens.entries()) {
    checkToken(token, tokens[index + 1], statement);
  }
  // A space between all tokens keeps DuckDB from reading two of them as one, such as an E before a string.
  return withArrayTypes(withTableNames(tokens))
    .map((token) => token.text)
    .join(" ");
}

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
  if (digits > sandboxQueryLimits.numberDigits || (token.kind === "number" && !Number.isFinite(Number(token.text)))) {
    throw invalidStatement(
      `${place(statement, token.start)}: the sandbox takes numbers of at most ${sandboxQueryLimits.numberDigits} digits that a double can hold.`,
    );
  }
  // DuckDB's parser writes these names itself for what Trino spells otherwise, so the tree cannot tell who wrote them.
  if (token.kind === "word" && next?.text === "(" && parserFunctions.has(token.text.toLowerCase())) {
    throw invalidStatement(`${place(statement, token.start)}: Function '${token.text}' not registered`);
  }
}

/** Makes one quoted identifier of a name with dashes that stands, unquoted, where a table is named. */
function withTableNames(tokens: readonly Token[]): readonly Token[] {
  const merged: Token[] = [];
  /** The word before each open parenthesis. */
  const openings: (Token | undefined)[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] as Token;
    const previous = merged.at(-1);
    const namesTable = previous !== undefined && introducesTable(previous, merged.at(-2), openings.at(-1));
    const end = namesTable ? endOfName(tokens, index) : index;
    const last = tokens[end] as Token;
    if (end > index) {
      const name = tokens.slice(index, end + 1).map(({ text }) => text);
      merged.push({ kind: "identifier", text: quoteIdentifier(name.join("")), start: token.start, end: last.end });
      index = end;
      continue;
    }
    if (token.text === "(") openings.push(previous);
    if (token.text === ")") openings.pop();
    merged.push(token);
  }
  return merged;
}

function introducesTable(token: Token, before: Token | undefined, opening: Token | undefined): boolean {
  if (isWord(token, ["JOIN"])) return true;
  const isPartOfExpression =
    (before !== undefined && isWord(before, ["DISTINCT"])) ||
    (opening !== undefined && isWord(opening, ["EXTRACT", "TRIM", "SUBSTRING"]));
  return isWord(token, ["FROM"]) && !isPartOfExpression;
}

/** The index of the last token of a name such as `my-store-1`, whose parts touch. */
function endOfName(tokens: readonly Token[], start: number): number {
  const isPart = (token: Token) => token.kind === "word" || token.kind === "number" || token.text === "-";
  let end = start;
  for (let next = tokens[end + 1]; next?.start === tokens[end]?.end; next = tokens[end + 1]) {
    if (next === undefined || !isPart(next)) break;
    end += 1;
  }
  const hasDash = tokens.slice(start, end + 1).some((token) => token.text === "-");
  return hasDash && isPart(tokens[start] as Token) ? end : start;
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
