import type { NameMeaning } from "./secretNames";

/** The mark that replaces values that must not be stored. */
export const redactedMark = "REDACTED";

/** The meanings of the names in a text. */
export interface SecretNames {
  /** Returns the meaning of a field's name for its value. */
  readonly meaningOf: (name: string) => NameMeaning;
  /** Returns true if a URL or form parameter with that name holds a secret. */
  readonly isParameter: (name: string) => boolean;
}

/** Returns true if a value means "none", or was masked before. */
export function isNoSecret(value: string): boolean {
  return /^(?:true|false|null|none|undefined|[[<(]?redacted[\])>]?|\*+|[^\p{L}\p{N}]{0,3})$/iu.test(value);
}

/** Removes a text's percent-encoding; returns the text unchanged if it is not encoded. */
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
