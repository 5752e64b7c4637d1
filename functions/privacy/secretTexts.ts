import { withoutSecretFields } from "./secretFields";
import { withoutSecretForms } from "./secretForms";
import { withoutParameters } from "./secretParameters";
import type { SecretNames } from "./secretValues";

/** Returns true if a text may hold something that `withoutSecrets` removes. Most texts do not, so this check is fast. */
export function mayHoldSecret(text: string): boolean {
  return (
    text.length >= shortest && marks.test(text) && (signs.test(text) || (text.includes(":") && secretLabel.test(text)))
  );
}

/** The length of a parameter with a three-character name and a one-character value, `pin=1`. */
const shortest = 5;

/** A character or prefix of each sign and label; three of four texts contain none. */
const marks = /[=%"/<_ :]|eyJ|--|xox|glpat/;

/** Characters next to a secret, or prefixes of one. A case-insensitive pattern would take twice as long. */
const signs =
  /[=%]|eyJ|\/\/|"\s*:|-----BEGIN|--\w|<\/|gh[opsur]_|github_pat_|xox[a-z]-|glpat-|npm_|bk[a-z]{1,3}_|earer |EARER |asic |ASIC |SSWS /;

const secretLabel =
  /(?:pass|pwd|secret|token|key|auth|cookie|credential|code|otp|pin|jwt|dpop|csrf|assertion|bearer|answer)[\w.-]{0,30}['"]?\s{0,5}(?::|=>)/i;

/**
 * Removes the secrets in a text: values of URL and form parameters, of JSON fields and of labelled lines, by name (secretParameters.ts,
 * secretFields.ts), and secrets recognised by their form (secretForms.ts); also if they are percent-encoded (RFC 3986, section 2.1), once
 * or more often.
 * @param secrets receives the values of removed parameters, both raw and decoded
 */
export function withoutSecrets(text: string, names: SecretNames, secrets: string[], depth = 0): string {
  let left = text.includes("=") ? withoutParameters(text, names, secrets) : text;
  left = withoutSecretForms(withoutSecretFields(left, names.meaningOf));
  return left.includes("%") && depth < mostEncodings
    ? left.replace(encodable, (part) =>
        withinEncoded(part, (inner) => withoutSecrets(inner, names, secrets, depth + 1)),
      )
    : left;
}

/** Maximum number of encodings to undo; no program reads a URL that is encoded more often. */
const mostEncodings = 5;

/** A part of a text that may contain encoded characters. */
const encodable = /[^\s"<>&=?#\\]+/g;

/** Decodes `part`, changes it, and encodes it again. */
function withinEncoded(part: string, change: (decoded: string) => string): string {
  const encoded = new Set<string>("%");
  const decoded = part.replace(/(?:%[0-9a-f]{2})+/gi, (codes) => {
    const text = Buffer.from(codes.replaceAll("%", ""), "hex").toString();
    // Parts that are not valid UTF-8 stay unchanged.
    if (text.includes("\ufffd")) {
      return codes;
    }
    for (const character of text) {
      encoded.add(character);
    }
    return text;
  });
  if (decoded === part) {
    return part;
  }
  const left = change(decoded);
  return left === decoded ? part : [...left].map((one) => (encoded.has(one) ? encodeURIComponent(one) : one)).join("");
}
