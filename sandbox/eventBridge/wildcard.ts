import { matchesPattern, type Wildcard } from "../wildcard";
import { refuse } from "./patternError";

/**
 * Compiles a wildcard value: `*` stands for any characters, none included; `\*` and `\\` are the characters themselves.
 * Two wildcards in a row and any other escape are refused (Amazon EventBridge User Guide, Comparison operators for use in
 * event patterns, Matching using wildcards). EventBridge also refuses patterns that are too complex for it, but documents
 * no number, so the sandbox does not.
 */
export function compileWildcard(text: string, place: string): (value: string) => boolean {
  const pattern = Array.from(text.matchAll(/\\?./gsu), ([token]) => tokenOf(token, text, place));
  if (pattern.some((token, index) => typeof token !== "string" && token === pattern[index + 1])) {
    refuse(place, "Consecutive wildcard characters are not supported", text, "one * at a time");
  }
  return (value) => matchesPattern(pattern, value);
}

const anyCharacters: Wildcard = { many: true, crossesColons: true };

function tokenOf(token: string, text: string, place: string): string | Wildcard {
  if (token === "*") {
    return anyCharacters;
  }
  if (token.startsWith("\\") && token !== "\\*" && token !== "\\\\") {
    refuse(place, "Invalid escape character", text, "\\* and \\\\");
  }
  return token.slice(token.startsWith("\\") ? 1 : 0);
}
