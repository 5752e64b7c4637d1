/** A text with wildcards: literal parts, `*` for any characters and `?` for one character. */
export type Pattern = readonly (string | Wildcard)[];

export interface Wildcard {
  readonly wildcard: "*" | "?";
}

const anything: Wildcard = { wildcard: "*" };

/**
 * Reads a value of a rule. A backslash escapes a wildcard or a backslash after it; before any other character it is literal.
 * Source: Sigma specification 2.1, "Escaping".
 */
export function readPattern(text: string): Pattern {
  const parts = [...text.matchAll(/\\([\\*?])|([*?])|([\s\S])/g)].map(
    ([, escaped, wildcard, plain = ""]): string | Wildcard =>
      wildcard === "*" || wildcard === "?" ? { wildcard } : (escaped ?? plain),
  );
  return joined(parts);
}

/** Makes a pattern of a text without wildcards. */
export function plainPattern(text: string): Pattern {
  return text === "" ? [] : [text];
}

/** Returns the text of a pattern without wildcards; undefined for any other pattern. */
export function plainText(pattern: Pattern): string | undefined {
  return pattern.every((part) => typeof part === "string") ? pattern.join("") : undefined;
}

/** Makes the pattern of values that contain `pattern` at the start, at the end, or anywhere. */
export function widened(pattern: Pattern, part: "equals" | "contains" | "startswith" | "endswith"): Pattern {
  return joined([
    ...(part === "contains" || part === "endswith" ? [anything] : []),
    ...pattern,
    ...(part === "contains" || part === "startswith" ? [anything] : []),
  ]);
}

/** Copies a pattern and changes each of its texts. */
export function mapTexts(pattern: Pattern, change: (text: string) => string): Pattern {
  return pattern.map((part) => (typeof part === "string" ? change(part) : part));
}

/** Returns true if the empty text matches the pattern. */
export function matchesEmpty(pattern: Pattern): boolean {
  return pattern.every((part) => typeof part !== "string" && part.wildcard === "*");
}

/** Joins adjacent texts, and adjacent `*`. */
function joined(parts: Pattern): Pattern {
  const result: (string | Wildcard)[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part === "string" && typeof last === "string") {
      result[result.length - 1] = last + part;
    } else if (!isAnything(part) || !isAnything(last)) {
      result.push(part);
    }
  }
  return result;
}

function isAnything(part: string | Wildcard | undefined): boolean {
  return typeof part === "object" && part.wildcard === "*";
}
