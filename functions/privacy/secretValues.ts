import type { NameMeaning } from "./secretNames";

/** Stands in place of what must not be stored. */
export const redactedMark = "REDACTED";

/** What the names in a text say. */
export interface SecretNames {
  /** What the name of a field says of its value. */
  readonly meaningOf: (name: string) => NameMeaning;
  /** Whether a URL's or a form's parameter of that name holds a secret. */
  readonly isParameter: (name: string) => boolean;
}

/** Whether a value says that there is none, or was masked before. */
export function isNoSecret(value: string): boolean {
  return /^(?:true|false|null|none|undefined|[[<(]?redacted[\])>]?|\*+|[^\p{L}\p{N}]{0,3})$/iu.test(value);
}

/** A text without its percent-encoding; as it was where it is none. */
export function decodedText(text: string): string {
  if (!text.includes("%")) {
    return text;
  }
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
