import type { Clock } from "../../functions/forwarder/clock";

/** A clock that advances only with the requested waits, which it records. */
export class TestClock implements Clock {
  readonly waits: number[] = [];

  constructor(
    private time = 1_000_000,
    private readonly chance = 0.5,
  ) {}

  now(): number {
    return this.time;
  }

  /** Advances the clock by this many milliseconds. */
  pass(milliseconds: number): void {
    this.time += milliseconds;
  }

  async sleep(milliseconds: number): Promise<void> {
    this.waits.push(milliseconds);
    this.time += milliseconds;
  }

  random(): number {
    return this.chance;
  }
}
