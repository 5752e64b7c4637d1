import { doubleText } from "./numbers";

/** The beginning of a JSON value, and the text of a scalar. */
export type JsonToken =
  | { readonly kind: "{" }
  | { readonly kind: "[" }
  | { readonly kind: "null" }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "boolean"; readonly text: string };

/** Thrown if the text at the position is not JSON. */
export class JsonError extends Error {}

/** Reads JSON from its beginning, so the text after a found value need not be JSON, as in Trino. */
export class JsonReader {
  #at = 0;

  constructor(private readonly text: string) {}

  /** Reads a scalar, or the bracket that begins an object or an array. */
  begin(): JsonToken {
    const character = this.#peek();
    if (character === "{" || character === "[") {
      this.#at += 1;
      return character === "{" ? { kind: "{" } : { kind: "[" };
    }
    if (character === '"') return { kind: "text", text: this.#string() };
    const [word = ""] = this.#match(/null|true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
    if (/^[\w.]/.test(this.text.slice(this.#at, this.#at + 1))) throw new JsonError();
    if (word === "null") return { kind: "null" };
    return { kind: word === "true" || word === "false" ? "boolean" : "number", text: word };
  }

  /** Visits an object's members, after the bracket. `visit` reads each value and stops the reading with `true`. */
  members(visit: (key: string) => boolean): void {
    if (this.#take("}")) return;
    do {
      if (this.#peek() !== '"') throw new JsonError();
      const key = this.#string();
      if (!this.#take(":")) throw new JsonError();
      if (visit(key)) return;
    } while (this.#take(","));
    if (!this.#take("}")) throw new JsonError();
  }

  /** Visits an array's items, after the bracket. */
  items(visit: (index: number) => boolean): void {
    if (this.#take("]")) return;
    let index = 0;
    do {
      if (visit(index)) return;
      index += 1;
    } while (this.#take(","));
    if (!this.#take("]")) throw new JsonError();
  }

  /** Skips a value. */
  skip(): void {
    this.skipRest(this.begin());
  }

  /** Skips the rest of a value that began with the token. */
  skipRest(token: JsonToken): void {
    const skipItem = () => {
      this.skip();
      return false;
    };
    if (token.kind === "{") this.members(skipItem);
    if (token.kind === "[") this.items(skipItem);
  }

  end(): void {
    if (this.#peek() !== "") throw new JsonError();
  }

  #peek(): string {
    let code = this.text.charCodeAt(this.#at);
    while (code === 32 || (code >= 9 && code <= 13 && code !== 11 && code !== 12)) {
      this.#at += 1;
      code = this.text.charCodeAt(this.#at);
    }
    return this.text.charAt(this.#at);
  }

  #take(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.#at += 1;
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.text);
    if (match === null) throw new JsonError();
    this.#at = pattern.lastIndex;
    return match;
  }

  #string(): string {
    const [quoted] = this.#match(quotedText);
    return quoted.includes("\\") ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
  }
}

// Characters from the space on, except the quote and the backslash, and escapes.
const quotedText = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

/** Formats JSON as Trino does, from the reader's position. @param sorted sorts an object's keys; of several with one name, the last one counts */
export function canonicalJson(reader: JsonReader, sorted: boolean): string {
  const token = reader.begin();
  switch (token.kind) {
    case "{":
      return canonicalObject(reader, sorted);
    case "[": {
      const items: string[] = [];
      reader.items(() => {
        items.push(canonicalJson(reader, sorted));
        return false;
      });
      return `[${items.join(",")}]`;
    }
    case "text":
      return jsonString(token.text);
    case "number":
      return canonicalNumber(token.text);
    case "boolean":
      return token.text;
    case "null":
      return "null";
  }
}

function canonicalObject(reader: JsonReader, sorted: boolean): string {
  const members: (readonly [key: string, value: string])[] = [];
  reader.members((key) => {
    members.push([key, canonicalJson(reader, sorted)]);
    return false;
  });
  const kept = sorted ? [...new Map(members)].sort(([a], [b]) => (a < b ? -1 : 1)) : members;
  return `{${kept.map(([key, value]) => `${jsonString(key)}:${value}`).join(",")}}`;
}

function canonicalNumber(text: string): string {
  if (/^-?\d+$/.test(text)) return String(BigInt(text));
  const value = Number(text);
  return Number.isFinite(value) ? doubleText(value) : `"${value}"`;
}

/** Quotes a text as Jackson writes it to UTF-8: characters beyond the basic plane are escaped. */
export function jsonString(text: string): string {
  const quoted = JSON.stringify(text);
  if (!/[\ud800-\udfff]|\\u/.test(quoted)) return quoted;
  return quoted
    .replace(/[\ud800-\udfff]/g, (half) => `\\u${half.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(
      /(?<!\\)((?:\\\\)*)\\u([0-9a-f]{4})/gi,
      (_, before: string, digits: string) => `${before}\\u${digits.toUpperCase()}`,
    );
}
