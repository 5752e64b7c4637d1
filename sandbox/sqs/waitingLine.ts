/** First in, first out, at a constant cost; what was taken is let go. */
export class WaitingLine<T> {
  private entries: T[] = [];
  private first = 0;

  get size(): number {
    return this.entries.length - this.first;
  }

  add(entry: T): void {
    this.entries.push(entry);
  }

  take(): T | undefined {
    if (this.size === 0) {
      return undefined;
    }
    const entry = this.entries[this.first];
    this.first += 1;
    // The places of what was taken are given back in large pieces, so that each costs little.
    if (this.first >= 1_024 && this.first * 2 >= this.entries.length) {
      this.entries = this.entries.slice(this.first);
      this.first = 0;
    }
    return entry;
  }
}
