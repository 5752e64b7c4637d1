/** A text with wildcards: texts, and between them `*` for any characters and `?` for one. */
export type Pattern = readonly (string | Wildcard)[];

export interface Wildcard {
  readonly wildcard: "*" | "?";
}

const anything: Wildcard = { wildcard: "*" };

/**
 * Reads a value of a rule. A backslash makes a wildcard or another backslash behind it a plain character; before any other one it is itself.
 * Source: Sigma specification 2.1, "Escaping".
 */
export function readPattern(text: string): Pattern {
  const parts = [...text.matchAll(/\\([\\*?])|([*?])|([\s\S])/g)].map(
    ([, escaped, wildcard, plain = ""]): string | Wildcard =>
      wildcard === "*" || wildcard === "?" ? { wildcard } : (escaped ?? plain),
  );
  return joined(parts);
}

/** A pattern of a text without wildcards. */
export function plainPattern(text: string): Pattern {
  return text === "" ? [] : [text];
}

/** The text of a pattern without wildcards; undefined where it has some. */
export function plainText(pattern: Pattern): string | undefined {
  return pattern.every((part) => typeof part === "string") ? pattern.join("") : undefined;
}

/** The pattern of values that have `pattern` at the start, at the end, or anywhere. */
export function widened(pattern: Pattern, part: "equals" | "contains" | "startswith" | "endswith"): Pattern {
  return joined([
    ...(part === "contains" || part === "endswith" ? [anything] : []),
    ...pattern,
    ...(part === "contains" || part === "startswith" ? [anything] : []),
  ]);
}

/** The pattern with each of its texts changed. */
export function mapTexts(pattern: Pattern, change: (text: string) => string): Pattern {
  return pattern.map((part) => (typeof part === "string" ? change(part) : part));
}

/** True for a pattern that the empty text matches. */
export function matchesEmpty(pattern: Pattern): boolean {
  return pattern.every((part) => typeof part !== "string" && part.wildcard === "*");
}

/** Puts neighbouring texts together, and neighbouring `*`. */
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
