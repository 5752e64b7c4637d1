import { createHash } from "node:crypto";

/**
 * Numbers texts from 0 in the order of their first addition. Stores 16 bytes of each, the start of its SHA-256, which is unique in a run. They
 * are outside the JavaScript heap, where a million texts take 25 to 50 MB.
 */
export class Digests {
  /** Four words per text. */
  private words = new Int32Array(4 * firstEntries);
  /** An open hash table: the number of a text plus one, or 0. At most half of it is in use. */
  private slots = new Int32Array(2 * firstEntries);
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** Returns the number of a text, a new one if it was not added before. */
  add(text: string): number {
    const digest = digestOf(text);
    const slot = this.slotOf(digest);
    const known = this.slots[slot] ?? 0;
    if (known > 0) {
      return known - 1;
    }
    if (4 * (this.count + 1) > this.words.length) {
      this.grow();
      return this.insert(digest, this.slotOf(digest));
    }
    return this.insert(digest, slot);
  }

  /** Returns the number of an added text; undefined for any other. */
  find(text: string): number | undefined {
    const known = this.slots[this.slotOf(digestOf(text))] ?? 0;
    return known > 0 ? known - 1 : undefined;
  }

  private insert(digest: Int32Array, slot: number): number {
    this.words.set(digest, 4 * this.count);
    this.count += 1;
    this.slots[slot] = this.count;
    return this.count - 1;
  }

  /** Finds the slot of a digest, or the empty slot for it. */
  private slotOf(digest: Int32Array): number {
    const mask = this.slots.length - 1;
    for (let slot = (digest[0] ?? 0) & mask; ; slot = (slot + 1) & mask) {
      const known = this.slots[slot] ?? 0;
      if (known === 0 || this.isAt(4 * (known - 1), digest)) {
        return slot;
      }
    }
  }

  private isAt(start: number, digest: Int32Array): boolean {
    const { words } = this;
    return (
      words[start] === digest[0] &&
      words[start + 1] === digest[1] &&
      words[start + 2] === digest[2] &&
      words[start + 3] === digest[3]
    );
  }

  private grow(): void {
    this.words = doubled(this.words);
    this.slots = new Int32Array(2 * this.slots.length);
    for (let index = 0; index < this.count; index++) {
      const slot = this.slotOf(this.words.subarray(4 * index, 4 * index + 4));
      this.slots[slot] = index + 1;
    }
  }
}

/** A list of whole numbers below 2^31, outside the JavaScript heap. */
export class WholeNumbers {
  private values = new Int32Array(firstEntries);
  private used = 0;

  get length(): number {
    return this.used;
  }

  /** Returns the number at a place; 0 if there is none. */
  at(place: number): number {
    return this.values[place] ?? 0;
  }

  push(value: number): void {
    this.add(this.used, value);
  }

  /** Adds to the number at a place, which starts at 0. */
  add(place: number, value: number): void {
    while (place >= this.values.length) {
      this.values = doubled(this.values);
    }
    this.values[place] = this.at(place) + value;
    this.used = Math.max(this.used, place + 1);
  }
}

/** A power of two, as the hash table needs it. */
const firstEntries = 256;

function doubled(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * values.length);
  larger.set(values);
  return larger;
}

function digestOf(text: string): Int32Array {
  const bytes = createHash("sha256").update(text).digest();
  return Int32Array.of(bytes.readInt32LE(0), bytes.readInt32LE(4), bytes.readInt32LE(8), bytes.readInt32LE(12));
}
