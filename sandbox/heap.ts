/** A binary heap: it returns the smallest entry first, by `precedes`. Adding and taking cost O(log n). */
export class Heap<T> {
  private readonly entries: T[] = [];

  constructor(private readonly precedes: (left: T, right: T) => boolean) {}

  peek(): T | undefined {
    return this.entries[0];
  }

  push(entry: T): void {
    let index = this.entries.push(entry) - 1;
    while (index > 0 && this.isBefore(index, (index - 1) >> 1)) {
      this.swap(index, (index - 1) >> 1);
      index = (index - 1) >> 1;
    }
  }

  pop(): T | undefined {
    if (this.entries.length === 0) {
      return undefined;
    }
    this.swap(0, this.entries.length - 1);
    const first = this.entries.pop();
    for (let index = 0; ; ) {
      const left = 2 * index + 1;
      const child = this.isBefore(left + 1, left) ? left + 1 : left;
      if (!this.isBefore(child, index)) {
        return first;
      }
      this.swap(child, index);
      index = child;
    }
  }

  private isBefore(one: number, other: number): boolean {
    return one < this.entries.length && this.precedes(this.entries[one] as T, this.entries[other] as T);
  }

  private swap(one: number, other: number): void {
    [this.entries[one], this.entries[other]] = [this.entries[other] as T, this.entries[one] as T];
  }
}
