/**
 * The size of each top-level member's value in a JSON object's text, as it is written there, in UTF-8 bytes. Of a key
 * that stands there more than once the largest value counts.
 *
 * @param text must be a valid JSON object
 */
export function memberBytes(text: string): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  let depth = 0;
  let key: string | undefined;
  let valueStart = -1;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      const end = stringEnd(text, at);
      if (depth === 1 && key === undefined) key = JSON.parse(text.slice(at, end + 1)) as string;
      at = end;
    } else if (character === "{" || character === "[") {
      depth += 1;
    } else if (character === ":" && depth === 1) {
      valueStart = at + 1;
    } else if (character === "}" || character === "]" || character === ",") {
      if (depth === 1 && key !== undefined) {
        const bytes = Buffer.byteLength(text.slice(valueStart, at).trim());
        sizes.set(key, Math.max(bytes, sizes.get(key) ?? 0));
        key = undefined;
      }
      if (character !== ",") depth -= 1;
    }
  }
  return sizes;
}

/** Where the string that opens at `start` closes: at the first quote that no odd run of backslashes precedes. */
function stringEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0 || end < 0) return end < 0 ? text.length : end;
  }
}
