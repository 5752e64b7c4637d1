import { RE2JS } from "re2js";

/** A regular expression that takes time in proportion to the length of the text, whatever the text is. */
export interface LinearPattern {
  /** Whether it matches anywhere in `text`. */
  test(text: string): boolean;
  /** The first match in `text`: its first group where the expression has one. Empty where nothing matches. */
  extract(text: string): string;
}

/**
 * Compiles a regular expression in the syntax of RE2, which has neither look-around nor back-references.
 * Source: RE2 wiki, Syntax; CEL Language Definition, matches.
 * @throws Error that says what is wrong with it
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
