import { invalidStatement, notSupported, place, type QueryError, readTokens, type Token } from "../statement";
import { reservedWords } from "./reservedWords";
import type { Expression, Query, Relation } from "./syntax";

/** The rules of the grammar that contain each other. */
export interface Grammar {
  readonly expression: (cursor: Cursor) => Expression;
  readonly value: (cursor: Cursor) => Expression;
  readonly query: (cursor: Cursor) => Query;
  readonly relation: (cursor: Cursor) => Relation;
}

/** A reading position in a statement's tokens. */
export class Cursor {
  readonly #tokens: readonly Token[];
  #index = 0;
  #depth = 0;

  constructor(
    readonly statement: string,
    private readonly grammar: Grammar,
  ) {
    this.#tokens = readTokens(statement);
  }

  expression(): Expression {
    return this.grammar.expression(this);
  }

  /** Reads a `valueExpression` of Trino's grammar: an operand of comparisons and predicates. */
  valueExpression(): Expression {
    return this.grammar.value(this);
  }

  query(): Query {
    return this.grammar.query(this);
  }

  relation(): Relation {
    return this.grammar.relation(this);
  }

  get token(): Token {
    return this.peek(0);
  }

  get at(): number {
    return this.token.start;
  }

  peek(ahead: number): Token {
    const token = this.#tokens[Math.min(this.#index + ahead, this.#tokens.length - 1)];
    if (token === undefined) throw new Error("A statement's tokens end with one of the kind 'end'.");
    return token;
  }

  next(): Token {
    const token = this.token;
    this.#index += 1;
    return token;
  }

  /** Position for {@link back}. */
  get position(): number {
    return this.#index;
  }

  back(position: number): void {
    this.#index = position;
  }

  isWord(word: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "word" && token.text.toUpperCase() === word;
  }

  areWords(...words: readonly string[]): boolean {
    return words.every((word, ahead) => this.isWord(word, ahead));
  }

  isSymbol(symbol: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "operator" && token.text === symbol;
  }

  /** Reads the words if they are next. */
  takeWords(...words: readonly string[]): boolean {
    if (!this.areWords(...words)) return false;
    this.#index += words.length;
    return true;
  }

  takeSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false;
    this.#index += 1;
    return true;
  }

  needWords(...words: readonly string[]): void {
    for (const word of words) if (!this.takeWords(word)) throw this.mismatch(`'${word}'`);
  }

  needSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) throw this.mismatch(`'${symbol}'`);
  }

  /** Reports the token that the grammar does not allow here. */
  mismatch(...expected: readonly string[]): QueryError {
    const found = this.token.text === "" ? "<EOF>" : this.token.text;
    return invalidStatement(
      `${place(this.statement, this.at)}: mismatched input '${found}'. Expecting: ${expected.join(", ")}`,
    );
  }

  isName(ahead = 0): boolean {
    const token = this.peek(ahead);
    return (
      (token.kind === "identifier" && token.text !== '""') ||
      (token.kind === "word" && !reservedWords.has(token.text.toUpperCase()))
    );
  }

  /** Reads an identifier, without its quotes. */
  name(): string {
    const { kind, text } = this.token;
    if (text === '""')
      throw invalidStatement(`${place(this.statement, this.at)}: Zero-length delimited identifier not allowed`);
    if (!this.isName()) throw this.mismatch("<identifier>");
    this.next();
    return kind === "identifier" ? text.slice(1, -1).replaceAll('""', '"') : text;
  }

  /** Reads one or more, separated by commas. */
  list<T>(read: () => T): readonly T[] {
    const items = [read()];
    while (this.takeSymbol(",")) items.push(read());
    return items;
  }

  inParentheses<T>(read: () => T): T {
    this.needSymbol("(");
    const value = read();
    this.needSymbol(")");
    return value;
  }

  /** Limits the nesting depth, so no statement exhausts the stack. */
  nested<T>(read: () => T): T {
    if (this.#depth >= greatestDepth) {
      throw notSupported(`A statement that is nested more than ${greatestDepth} levels deep`);
    }
    this.#depth += 1;
    try {
      return read();
    } finally {
      this.#depth -= 1;
    }
  }
}

/** Returns true if a query begins here, in parentheses or not. */
export function startsQuery(cursor: Cursor): boolean {
  let ahead = 0;
  while (cursor.isSymbol("(", ahead)) ahead += 1;
  return ["SELECT", "WITH", "VALUES", "TABLE"].some((word) => cursor.isWord(word, ahead));
}

const greatestDepth = 120;
