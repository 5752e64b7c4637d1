/** A pattern as a list of single characters and wildcards, so a character never becomes a wildcard by accident. */
export type Pattern = readonly (string | Wildcard)[];

/** `*` (many) or `?` (one). */
export interface Wildcard {
  readonly many: boolean;
  readonly crossesColons: boolean;
}

/** Returns true if the pattern matches the whole value. The time grows with the product of both lengths, never faster. */
export function matchesPattern(pattern: Pattern, value: string): boolean {
  let states = withSkippedRuns(pattern, [0]);
  for (const character of value) {
    const next: number[] = [];
    for (const state of states) {
      const token = pattern[state];
      if (token === undefined) {
        continue;
      }
      if (typeof token === "string") {
        if (token === character) {
          next.push(state + 1);
        }
      } else if (token.crossesColons || character !== ":") {
        next.push(token.many ? state : state + 1);
      }
    }
    if (next.length === 0) {
      return false;
    }
    states = withSkippedRuns(pattern, next);
  }
  return states.has(pattern.length);
}

/** Reads a text as a pattern; every `*` and `?` is a wildcard that matches any character. */
export function patternOf(text: string): Pattern {
  return Array.from(text, (character) => wildcardOf(character) ?? character);
}

/** Returns the wildcard of a character, or undefined for any other character. */
export function wildcardOf(character: string, crossesColons = true): Wildcard | undefined {
  return character === "*" || character === "?" ? { many: character === "*", crossesColons } : undefined;
}

/** A `*` can match nothing, so every state before one is also a state after it. */
function withSkippedRuns(pattern: Pattern, states: readonly number[]): ReadonlySet<number> {
  const reached = new Set<number>();
  for (const start of states) {
    for (let state = start; !reached.has(state); state += 1) {
      reached.add(state);
      const token = pattern[state];
      if (token === undefined || typeof token === "string" || !token.many) {
        break;
      }
    }
  }
  return reached;
}
