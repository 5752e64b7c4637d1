import { withoutSecretFields } from "./secretFields";
import { withoutSecretForms } from "./secretForms";
import { withoutParameters } from "./secretParameters";
import type { SecretNames } from "./secretValues";

/** Whether a text may hold something that `withoutSecrets` takes out: most texts hold nothing, and this is soon seen. */
export function mayHoldSecret(text: string): boolean {
  return (
    text.length >= shortest && marks.test(text) && (signs.test(text) || (text.includes(":") && secretLabel.test(text)))
  );
}

/** A parameter with a name of three characters and a value of one, `pin=1`. */
const shortest = 5;

/** Something of each sign and label; three texts of four have none of it. */
const marks = /[=%"/<_ :]|eyJ|--|xox|glpat/;

/** What a secret has beside it, or begins with. Without case this would take twice as long. */
const signs =
  /[=%]|eyJ|\/\/|"\s*:|-----BEGIN|--\w|<\/|gh[opsur]_|github_pat_|xox[a-z]-|glpat-|npm_|bk[a-z]{1,3}_|earer |EARER |asic |ASIC |SSWS /;

const secretLabel =
  /(?:pass|pwd|secret|token|key|auth|cookie|credential|code|otp|pin|jwt|dpop|csrf|assertion|bearer|answer)[\w.-]{0,30}['"]?\s{0,5}(?::|=>)/i;

/**
 * A text without the secrets that it holds: values of parameters of URLs and forms, of fields of JSON and of labelled lines, by their names
 * (secretParameters.ts, secretFields.ts), and what is a secret by its form (secretForms.ts); also where these are percent-encoded (RFC 3986,
 * section 2.1), once or more often.
 * @param secrets gets the values of parameters that were taken out, as they stood and decoded
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

/** What is encoded more often than so many times is no URL that a program would read. */
const mostEncodings = 5;

/** A part of a text in which characters may be encoded. */
const encodable = /[^\s"<>&=?#\\]+/g;

/** `part` with its decoded text changed; what was encoded in it is encoded again. */
function withinEncoded(part: string, change: (decoded: string) => string): string {
  const encoded = new Set<string>("%");
  const decoded = part.replace(/(?:%[0-9a-f]{2})+/gi, (codes) => {
    const text = Buffer.from(codes.replaceAll("%", ""), "hex").toString();
    // What is no UTF-8 stays as it is.
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
