import { availableParallelism } from "node:os";

/**
 * How many functions may run at once on this machine, over all functions of a sandbox: a few for each processor, since a function waits
 * for the network most of its time. Who finds no slot free is called when one is given back.
 */
export class ProcessSlots {
  private taken = 0;
  private waiting = new Set<() => void>();

  constructor(private readonly limit: number = 3 * availableParallelism()) {}

  /** Takes a slot. If none is free, calls `retry` once when one may be. */
  tryTake(retry: () => void): boolean {
    if (this.taken >= this.limit) {
      this.waiting.add(retry);
      return false;
    }
    this.taken += 1;
    return true;
  }

  giveBack(): void {
    this.taken -= 1;
    const waiting = this.waiting;
    this.waiting = new Set();
    for (const retry of waiting) {
      retry();
    }
  }
}
