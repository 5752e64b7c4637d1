import { claimOf } from "./names";
import { isNameOfSecret, isPlaceholder, isReference } from "./references";
import { isWordLike } from "./wordLike";

/**
 * Reports if the name of a value suggests a secret, and the value can be one.
 * - With the name of a password, every literal is a secret except a reference, the name of a secret, and a number of up to three digits.
 * - With the name of a key or a token, a value is a secret unless it reads as words or as a number of up to 15 digits (`PAGINATION_TOKEN=nextToken`).
 * - With a name that only mentions a secret (`TOKEN_GITHUB`), only key material is one: 16 characters or more with letters and digits.
 */
export function isSecretByName(name: string, value: string): boolean {
  const claim = claimOf(name);
  const literal = value.trim();
  if (claim === undefined || literal === "" || [isReference, isPlaceholder, isNameOfSecret].some((is) => is(literal))) {
    return false;
  }
  const leaves = leavesOf(literal);
  if (leaves !== undefined) {
    return claim !== "mention" && leaves.some((leaf) => isKeyMaterial(leaf) && !isReference(leaf));
  }
  if (claim === "password") {
    return !/^-?\d{0,3}(\.\d{1,3})?$/.test(literal);
  }
  const isUserAndPassword = /cred(ential)?s?$/i.test(name) && /^[^\s:/]{1,64}:[^\s:/]{3,200}$/.test(literal);
  return claim === "key" ? isUserAndPassword || isKeyLiteral(literal) : isKeyMaterial(literal);
}

/** Reports if a value looks generated: 16 characters or more without spaces, letters and digits, that do not read as words. */
export function isKeyMaterial(value: string): boolean {
  return /^[^\s{}()<>]{16,8192}$/.test(value) && /\d/.test(value) && /[A-Za-z]/.test(value) && !isWordLike(value);
}

function isKeyLiteral(value: string): boolean {
  return value.length >= 6 && !isWordLike(value) && !/^[-+]?\d{1,15}(\.\d{1,15})?$/.test(value);
}

/** Lists the texts in a JSON object or list; undefined for other text. */
function leavesOf(text: string): readonly string[] | undefined {
  if (!/^[[{]/.test(text)) {
    return undefined;
  }
  const leaves: string[] = [];
  try {
    JSON.parse(text, (_key, value: unknown) => {
      if (typeof value === "string") {
        leaves.push(value);
      }
      return value;
    });
    return leaves;
  } catch {
    return undefined;
  }
}
