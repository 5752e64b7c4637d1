import { jsonOf } from "./values";

/**
 * The keys that a JSON text writes twice in one object, each once. A reader keeps one of the two, not always the same: Node the last, and IAM's grammar
 * has each element once (IAM User Guide, "Grammar of the IAM JSON policy language"). Text that is no JSON has none.
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
