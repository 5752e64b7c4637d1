import { problemText } from "../protocol/problemText";

export const patternLimits = {
  /** Longest pattern, in characters (EventBridge API Reference, PutRule). An account starts with 2,048; its quota can be raised to this value. */
  characters: 4096,
  /** Maximum number of combinations from `$or`: Amazon EventBridge User Guide, Comparison operators, `$or` matching. */
  orCombinations: 1000,
  /** Fewest objects in an `$or` array: Event Ruler, README, The "$or" Primitive. */
  orAlternatives: 2,
  /** Largest absolute number: "between -5.0e9 and +5.0e9 inclusive" (Amazon EventBridge User Guide, Numeric matching). Event Ruler 2 takes larger ones. */
  largestNumber: 5e9,
  /** Longest mask of a CIDR block by address family; a whole address is not a block: Event Ruler, CIDR. */
  ipv4MaskBits: 31,
  ipv6MaskBits: 127,
} as const;

/** A pattern that EventBridge rejects with InvalidEventPatternException: the place, the problem, the value and what is allowed. */
export class PatternError extends Error {
  override readonly name = "PatternError";

  constructor(
    /** The place in the pattern, for example `detail.state[0].numeric`; empty for the pattern as a whole. */
    readonly place: string,
    reason: string,
  ) {
    super(`Event pattern is not valid. Reason: ${place === "" ? "" : `${place}: `}${reason}`);
  }
}

/** Throws a PatternError with the problem at `place`, the value found there, and what is allowed. */
export function refuse(place: string, problem: string, value: unknown, allowed: string): never {
  throw new PatternError(place, problemText(problem, value, allowed));
}
