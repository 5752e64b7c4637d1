import { setTimeout as sleep } from "node:timers/promises";

/** Time and randomness for the forwarder. */
export interface Clock {
  /** Returns milliseconds since 1970. */
  now(): number;
  /** Resolves after this many milliseconds. */
  sleep(milliseconds: number): Promise<void>;
  /** Returns a number from 0 up to but not including 1. */
  random(): number;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep,
  random: () => Math.random(),
};
