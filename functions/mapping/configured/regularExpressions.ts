import { RE2JS } from "re2js";

/** A regular expression that takes time proportional to the length of any text. */
export interface LinearPattern {
  /** Returns true if it matches anywhere in `text`. */
  test(text: string): boolean;
  /** Returns the first match in `text`, or its first group if the expression has one. Empty without a match. */
  extract(text: string): string;
}

/**
 * Compiles a regular expression in RE2 syntax, which has neither look-around nor back-references.
 * Source: RE2 wiki, Syntax; CEL Language Definition, matches.
 * @throws Error naming the problem
 */
export function compilePattern(source: string): LinearPattern {
  const known = patterns.get(source);
  if (known !== undefined) {
    return known;
  }
  const pattern = RE2JS.compile(source);
  const compiled: LinearPattern = {
    test: (text) => pattern.test(text),
    extract: (text) => {
      const matcher = pattern.matcher(text);
      return matcher.find() ? (matcher.group(pattern.groupCount() > 0 ? 1 : 0) ?? "") : "";
    },
  };
  if (patterns.size >= patternsKept) {
    patterns.clear();
  }
  patterns.set(source, compiled);
  return compiled;
}

/** A mapping has few; only one that takes its expressions from events has more. */
const patternsKept = 100;
const patterns = new Map<string, LinearPattern>();
