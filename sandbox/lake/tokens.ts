import { invalidStatement } from "./queryError";

/**
 * One piece of a statement. `text` is as it stands in the statement, except that a bare event data store id has become
 * a quoted identifier. `start` and `end` are its place, in characters.
 */
export interface Token {
  readonly kind: "word" | "identifier" | "string" | "number" | "operator";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The pieces of a statement in Trino's SQL, without its comments and white space.
 * Source: Trino documentation, SQL statement syntax; Trino documentation, Keywords and identifiers.
 */
export function tokenize(statement: string): readonly Token[] {
  const tokens: Token[] = [];
  let start = 0;
  while (start < statement.length) {
    const skipped = matchAt(blank, statement, start);
    if (skipped !== undefined) {
      start += skipped.length;
      continue;
    }
    const token = tokenAt(statement, start);
    tokens.push(token);
    start = token.end;
  }
  return tokens;
}

/** An event data store's id, which is a UUID. */
export const storeId = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** `name` as a quoted identifier. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

// A block comment does not nest in Trino.
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

function matchAt(pattern: RegExp, text: string, start: number): string | undefined {
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
