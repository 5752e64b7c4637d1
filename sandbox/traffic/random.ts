/** A source of numbers that look random and are the same, in the same order, for the same seed. */
export interface Random {
  /** A number from 0 up to but not including 1. */
  next(): number;
  /** A whole number from 0 up to but not including `below`. */
  integer(below: number): number;
  /** One of the given, of which there must be some. */
  pick<T>(from: readonly T[]): T;
}

/** The generator known as mulberry32: 32 bits of state, enough for traffic and nothing that guards a secret. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (below: number) => Math.floor(next() * below);
  return { next, integer, pick: (from) => from[integer(from.length)] as (typeof from)[number] };
}
