import { mistake, type Token, tokenize } from "./tokens";

/** Goes through the pieces of a query, one after the other. */
export class Cursor {
  readonly #tokens: readonly Token[];
  #index = 0;

  constructor(readonly query: string) {
    this.#tokens = tokenize(query);
  }

  get next(): Token {
    return this.#tokens[this.#index] as Token;
  }

  /** The end of the piece before the next one, in characters. */
  get passed(): number {
    return this.#tokens[this.#index - 1]?.end ?? 0;
  }

  take(): Token {
    const token = this.next;
    this.#index += token.kind === "end" ? 0 : 1;
    return token;
  }

  /** Whether the next piece is one of the operators or words, in any case. A text in quotes is none. */
  isAt(...texts: readonly string[]): boolean {
    const { kind, text } = this.next;
    return (kind === "operator" || kind === "word") && texts.includes(text.toLowerCase());
  }

  /** Takes the next piece where it is this one. */
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

  /** A list with commas between its items. */
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
