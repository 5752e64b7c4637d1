/** A binary heap: the smallest entry, by `precedes`, comes out first. Adding and taking cost O(log n). */
export class Heap<T> {
  private readonly entries: T[] = [];

  constructor(private readonly precedes: (left: T, right: T) => boolean) {}

  get size(): number {
    return this.entries.length;
  }

  /** The entry that comes out next, left where it is. */
  peek(): T | undefined {
    return this.entries[0];
  }

  push(entry: T): void {
    const entries = this.entries;
    let index = entries.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = entries[parent] as T;
      if (!this.precedes(entry, above)) {
        break;
      }
      entries[index] = above;
      index = parent;
    }
    entries[index] = entry;
  }

  pop(): T | undefined {
    const entries = this.entries;
    const first = entries[0];
    const last = entries.pop();
    if (entries.length > 0) {
      this.sink(last as T);
    }
    return first;
  }

  private sink(entry: T): void {
    const entries = this.entries;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= entries.length) {
        break;
      }
      if (child + 1 < entries.length && this.precedes(entries[child + 1] as T, entries[child] as T)) {
        child += 1;
      }
      if (!this.precedes(entries[child] as T, entry)) {
        break;
      }
      entries[index] = entries[child] as T;
      index = child;
    }
    entries[index] = entry;
  }
}
