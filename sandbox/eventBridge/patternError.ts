import { problemText } from "../problemText";

/**
 * An event pattern that EventBridge would refuse with InvalidEventPatternException. The message names the place in the
 * pattern, what is wrong there, the value, and what is allowed.
 */
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

/** Throws a PatternError in one wording: what is wrong at `place`, the value found there, and what is allowed. */
export function refuse(place: string, problem: string, value: unknown, allowed: string): never {
  throw new PatternError(place, problemText(problem, value, allowed));
}
