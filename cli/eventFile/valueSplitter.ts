import { isBlank } from "./splitLines";

/** Finds JSON values by their brackets. A value at level 0 is a document; above it, an element of an array at that depth. */
export class ValueSplitter {
  /** True if there was text outside the values that does not belong to what holds them. */
  hasOther = false;
  private depth = 0;
  private inText = false;
  private isEscaped = false;
  private parts: Buffer[] = [];
  /** The array under a key is over: nothing but the end of its object may follow. */
  private isOver = false;

  constructor(private readonly level: 0 | 1 | 2) {}

  /** True if more must come. */
  get isOpen(): boolean {
    return this.depth > 0;
  }

  /** Gives the values that end in the chunk. */
  *push(chunk: Buffer): Generator<Buffer> {
    const { level } = this;
    let start = this.depth >= level ? 0 : chunk.length;
    for (let at = 0; at < chunk.length && !this.hasOther; at++) {
      const byte = chunk[at] ?? 0;
      if (this.inText) {
        this.inText = this.isEscaped || byte !== quote;
        this.isEscaped = !this.isEscaped && byte === backslash;
      } else if (this.isMisplaced(byte)) {
        this.hasOther = true;
      } else if (byte === quote) {
        this.inText = true;
      } else if (byte === bracket || byte === brace) {
        this.depth += 1;
        this.isOver = false;
        if (this.depth === level) start = at + 1;
      } else if (byte === bracketEnd || byte === braceEnd) {
        this.depth -= 1;
        if (this.depth === level - 1) {
          this.isOver = true;
          yield* this.take(chunk.subarray(start, at));
          start = chunk.length;
        } else if (this.depth === 0 && level === 0) {
          yield* this.take(chunk.subarray(start, at + 1));
          start = at + 1;
        }
      } else if (byte === comma && this.depth === level && level > 0) {
        yield* this.take(chunk.subarray(start, at));
        start = at + 1;
      }
    }
    if (this.depth >= level) this.parts.push(chunk.subarray(start));
  }

  /** Outside every value only white space and the brackets that hold values may be; the key before its array is not outside. */
  private isMisplaced(byte: number): boolean {
    if (white.has(byte)) return false;
    if (this.depth === 0) return byte !== (this.level === 1 ? bracket : brace);
    return this.level === 2 && this.depth === 1 && this.isOver && byte !== braceEnd;
  }

  private *take(last: Buffer): Generator<Buffer> {
    const value = Buffer.concat([...this.parts, last]);
    this.parts = [];
    if (!isBlank(value)) yield value;
  }
}

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const bracket = 0x5b;
const bracketEnd = 0x5d;
const brace = 0x7b;
const braceEnd = 0x7d;
/** RFC 8259, section 2. */
const white = new Set([0x20, 0x09, 0x0a, 0x0d]);
