import { meaningOfField } from "./secretNames";

/** Stands in place of what must not be stored. */
export const redactedMark = "REDACTED";

/** Whether a URL's or a form's parameter holds a secret, by its name; see secretNames.ts. */
export type IsSecretParameter = (name: string) => boolean;

/** Whether a text may hold one of the forms that `withoutSecrets` takes out: most texts hold none, and this is soon seen. */
export function mayHoldSecret(text: string): boolean {
  return /[=%]|eyJ|:\/\/|"\s*:|-----BEGIN|gh[opsur]_|github_pat_|\b(?:Bearer|Basic) /i.test(text);
}

/**
 * A text without the secrets that it holds by their form: parameters of URLs and forms, also of URLs that are encoded within others; fields of
 * JSON; user name and password in a URL (RFC 3986, section 3.2.1); JSON Web Tokens (RFC 7519); credentials of the schemes Basic and Bearer
 * (RFC 7617, RFC 6750); private keys (RFC 7468); GitHub's tokens (GitHub Docs, "About authentication to GitHub", token formats).
 * @param secrets gets the values of parameters that were taken out, as they stood and decoded
 */
export function withoutSecrets(text: string, isSecret: IsSecretParameter, secrets: string[]): string {
  let left = text;
  if (left.includes("%")) {
    left = left.replace(encodedParameter, (match, before: string, name: string, equals: string, value: string) => {
      if (value === redactedMark || !isSecret(decoded(name))) {
        return match;
      }
      secrets.push(value, decoded(value));
      return before + name + equals + redactedMark;
    });
  }
  if (left.includes("=")) {
    left = withoutParameters(left, isSecret, secrets);
  }
  if (left.includes('"')) {
    left = left.replace(jsonField, (match, before: string, _slashes: string, name: string, value: string) =>
      meaningOfField(name) === "plain" || value.includes(redactedMark)
        ? match
        : before + value.replace(/^(\\*")?.*?(\\*")?$/s, `$1${redactedMark}$2`),
    );
  }
  for (const [form, replacement] of forms) {
    left = left.replace(form, replacement);
  }
  return left;
}

/** A URL within a URL's parameter, encoded once or more often: `%3Fname%3Dvalue`. */
const encodedParameter =
  /(%(?:25)*(?:3F|26|23|3B))([\w.~[\]-]{1,80})(%(?:25)*3D)((?:(?!%(?:25)*(?:26|23))[^&#\s"'<>\\])+)/gi;

/** A field of JSON in a text, whose quotes may be escaped: `"name":"value"`, `\"name\": 12`. */
const jsonField = /((\\{0,7})"([\w .$-]{1,80})\2"\s{0,9}:\s{0,9})(\2"(?:(?!\2").)*(?:\2"|$)|-?\d[\d.eE+-]*)/gs;

const forms: readonly (readonly [RegExp, string])[] = [
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/[^/\s:@"'<>?#]*:)[^/\s@"'<>]+(?=@)/gi, `$1${redactedMark}`],
  [/((?:%(?:25)*3A)(?:%(?:25)*2F){2}[\w.~-]*%(?:25)*3A)[\w.~!$*+-]+(?=%(?:25)*40)/gi, `$1${redactedMark}`],
  [/\beyJ[\w-]{6,}(?:\.[\w-]*){2,4}/g, redactedMark],
  [/\b(Bearer|Basic) +(?=[\w.~+/-]*[\d=])[\w.~+/-]{8,}={0,2}/gi, `$1 ${redactedMark}`],
  [/-----BEGIN ([A-Z ]{0,20}PRIVATE KEY)-----.*?(?:-----END \1-----|$)/gs, redactedMark],
  [/\b(?:gh[opsur]_[A-Za-z0-9]{20,}|github_pat_\w{20,})/g, redactedMark],
];

/** What stands before a parameter: what divides parameters, or, for a name that is secret everywhere, what divides words. */
const parameterStart = /(^|[?&#;]|[\s,({["'])([\w.~%[\]-]{1,80})=/g;

function withoutParameters(text: string, isSecret: IsSecretParameter, secrets: string[]): string {
  let left = "";
  let done = 0;
  parameterStart.lastIndex = 0;
  for (let match = parameterStart.exec(text); match !== null; match = parameterStart.exec(text)) {
    const [, before = "", written = ""] = match;
    const name = decoded(written);
    const divided = before === "" || "?&#;".includes(before);
    if (divided ? !isSecret(name) : meaningOfField(name) === "plain") {
      continue;
    }
    const start = parameterStart.lastIndex;
    const value = valueFrom(text, start);
    if (value === "" || value === redactedMark) {
      continue;
    }
    secrets.push(value, decoded(value));
    left += text.slice(done, start) + redactedMark;
    done = start + value.length;
    parameterStart.lastIndex = done;
  }
  return done === 0 ? text : left + text.slice(done);
}

/** The value of a parameter that begins at `start`: to the end of its quotes, or to what cannot stand in one. */
function valueFrom(text: string, start: number): string {
  const pattern = /(["']).*?\1|[^&#\s"'<>\\]*/sy;
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0] ?? "";
}

function decoded(text: string): string {
  if (!text.includes("%")) {
    return text;
  }
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
