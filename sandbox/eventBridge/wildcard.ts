import { refuse } from "./patternError";

/**
 * Compiles a wildcard value: `*` stands for any characters, none included; `\*` and `\\` are the characters themselves.
 * Two wildcards in a row and any other escape are refused (Amazon EventBridge User Guide, Comparison operators for use in
 * event patterns, Matching using wildcards). EventBridge also refuses patterns that are too complex for it, but documents
 * no number, so that refusal is not played.
 */
export function compileWildcard(text: string, place: string): (value: string) => boolean {
  const [first = "", ...rest] = literals(text, place);
  const last = rest.pop();
  if (last === undefined) {
    return (value) => value === first;
  }
  return (value) => {
    if (value.length < first.length + last.length || !value.startsWith(first) || !value.endsWith(last)) {
      return false;
    }
    // Taking the leftmost place of every middle part leaves the most room for those after it.
    const end = value.length - last.length;
    let position = first.length;
    for (const part of rest) {
      const found = value.indexOf(part, position);
      if (found < 0 || found + part.length > end) {
        return false;
      }
      position = found + part.length;
    }
    return true;
  };
}

/** The literal texts before, between and after the wildcards. */
function literals(text: string, place: string): string[] {
  const parts = [""];
  let afterWildcard = false;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === "*") {
      if (afterWildcard) {
        refuse(place, "Consecutive wildcard characters are not supported", text, "one * at a time");
      }
      parts.push("");
      afterWildcard = true;
      continue;
    }
    if (character === "\\") {
      index += 1;
      const escaped = text.charAt(index);
      if (escaped !== "*" && escaped !== "\\") {
        refuse(place, "Invalid escape character", text, "\\* and \\\\");
      }
    }
    parts[parts.length - 1] += text.charAt(index);
    afterWildcard = false;
  }
  return parts;
}
