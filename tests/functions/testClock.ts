import type { Clock } from "../../functions/forwarder/clock";

/** A clock that stands still but for the waits it is asked for, which it notes. */
export class TestClock implements Clock {
  readonly waits: number[] = [];

  constructor(
    private time = 1_000_000,
    private readonly chance = 0.5,
  ) {}

  now(): number {
    return this.time;
  }

  /** Lets so many milliseconds pass. */
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
