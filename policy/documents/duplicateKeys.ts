import { jsonOf } from "./values";

/**
 * Lists the keys that occur twice in one object of a JSON text. Parsers keep only one of the two: Node keeps the last one, and IAM's grammar allows
 * each element once (IAM User Guide, "Grammar of the IAM JSON policy language"). Returns none for text that is not JSON.
 */
export function duplicateKeys(text: string): readonly string[] {
  const found = new Set<string>();
  const open: Set<string>[] = [];
  for (const [token, key] of text.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === "{") {
      open.push(new Set());
    } else if (token === "}") {
      open.pop();
    } else if (key !== undefined) {
      noteKey(key, open.at(-1), found);
    }
  }
  return [...found];
}

function noteKey(written: string, keys: Set<string> | undefined, found: Set<string>): void {
  const key = String(jsonOf(written));
  if (keys?.has(key) === true) {
    found.add(key);
  }
  keys?.add(key);
}
