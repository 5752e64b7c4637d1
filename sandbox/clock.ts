import { performance } from "node:perf_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import { Heap } from "./heap";

export interface Timer {
  /** The due time, in milliseconds since 1970. */
  readonly at: number;
}

interface ScheduledTimer extends Timer {
  readonly order: number;
  readonly callback: () => void;
  readonly isBackground: boolean;
  cancelled: boolean;
}

/**
 * The clock of a sandbox. It runs in real time while tracked work (a Lambda function) runs; otherwise it stands still, and `runUntilIdle` jumps
 * to the next timer, so hours of visibility timeouts take no time.
 */
export class Clock {
  private readonly timers = new Heap<ScheduledTimer>((left, right) =>
    left.at === right.at ? left.order < right.order : left.at < right.at,
  );
  private base: number;
  private realBase = 0;
  private inFlight = 0;
  private order = 0;
  /** Timers that `runUntilIdle` waits for. */
  private awaited = 0;
  private wake: (() => void) | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  /** @param startTime The first moment, in milliseconds since 1970. @default the real now */
  constructor(startTime: number = Date.now()) {
    this.base = startTime;
  }

  /** The current time in the sandbox, in whole milliseconds since 1970. It never goes back. */
  now(): number {
    return this.inFlight > 0 ? Math.floor(this.base + performance.now() - this.realBase) : this.base;
  }

  /**
   * Runs `callback` at `at` (milliseconds since 1970), or at once if that is past.
   * @param isBackground true for a repeating timer, which `runUntilIdle` does not wait for
   */
  schedule(at: number, callback: () => void, isBackground = false): Timer {
    const timer: ScheduledTimer = { at, callback, isBackground, order: this.order++, cancelled: false };
    this.timers.push(timer);
    this.awaited += isBackground ? 0 : 1;
    this.wake?.();
    return timer;
  }

  scheduleIn(delay: number, callback: () => void): Timer {
    return this.schedule(this.now() + delay, callback);
  }

  /** Cancels a timer. A timer that has run or was cancelled is unaffected. */
  cancel(timer: Timer): void {
    const scheduled = timer as ScheduledTimer;
    this.awaited -= scheduled.cancelled || scheduled.isBackground ? 0 : 1;
    scheduled.cancelled = true;
  }

  /** Counts `work` as work in progress until it settles. Returns the same promise; the caller handles its failure. */
  track<T>(work: Promise<T>): Promise<T> {
    if (this.inFlight === 0) {
      this.realBase = performance.now();
    }
    this.inFlight += 1;
    const finished = () => {
      if (this.inFlight === 1) {
        this.base = this.now();
      }
      this.inFlight -= 1;
      this.wake?.();
    };
    work.then(finished, finished);
    return work;
  }

  /**
   * Runs timers in order and waits for tracked work until neither remains. Background timers run only while others wait.
   * @param limits.until the last moment to run, in milliseconds since 1970, at which the clock then stops. @default no limit
   */
  runUntilIdle(limits: { readonly until?: number } = {}): Promise<void> {
    const run = this.running.then(() => this.run(limits.until ?? Number.POSITIVE_INFINITY));
    this.running = run.catch(() => undefined);
    return run;
  }

  /** Ends `runUntilIdle`, now and later: no timer runs any more. */
  stop(): void {
    this.stopped = true;
    this.wake?.();
  }

  private async run(until: number): Promise<void> {
    while (!this.stopped) {
      this.runDueTimers(until);
      // Promises that timers or finished work resolved may start more work, so they run first.
      await nextTurn();
      const next = this.nextTimer();
      if (next !== undefined && next.at <= Math.min(this.now(), until)) {
        continue;
      }
      if (this.stopped) {
        return;
      }
      if (this.inFlight > 0) {
        await this.waitForChange(next !== undefined && next.at <= until ? next.at - this.now() : undefined);
      } else if (next !== undefined && next.at <= until && (this.awaited > 0 || Number.isFinite(until))) {
        this.base = next.at;
      } else {
        this.base = Number.isFinite(until) ? Math.max(this.base, until) : this.base;
        return;
      }
    }
  }

  private runDueTimers(until: number): void {
    for (;;) {
      const next = this.nextTimer();
      if (this.stopped || next === undefined || next.at > Math.min(this.now(), until)) {
        return;
      }
      this.timers.pop();
      // It has run, so a later cancellation has no effect.
      this.cancel(next);
      next.callback();
    }
  }

  private nextTimer(): ScheduledTimer | undefined {
    while (this.timers.peek()?.cancelled) {
      this.timers.pop();
    }
    return this.timers.peek();
  }

  /** Waits until work finishes, a timer is added, or `delay` real milliseconds have passed. */
  private waitForChange(delay: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const alarm = delay === undefined ? undefined : setTimeout(() => this.wake?.(), Math.min(delay, longestRealWait));
      this.wake = () => {
        this.wake = undefined;
        clearTimeout(alarm);
        resolve();
      };
    });
  }
}

/** Node.js timers hold at most a signed 32-bit number of milliseconds; a longer wait is split. */
const longestRealWait = 2 ** 31 - 1;
