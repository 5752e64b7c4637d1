import { redactedMark } from "./secretValues";

/**
 * Removes secrets recognised by their form: user name and password in a URL (RFC 3986, section 3.2.1), JSON Web Tokens (RFC 7519),
 * credentials of the schemes Basic, Bearer and SSWS (RFC 7617, RFC 6750; Okta Developer, "Create an API token"), private keys (RFC 7468),
 * and tokens with a known prefix (GitHub Docs, "About authentication to GitHub"; Slack, GitLab, npm and Buildkite documentation).
 */
export function withoutSecretForms(text: string): string {
  let left = text;
  if (left.includes("/") && left.includes("@")) {
    left = left
      .replace(tokenAsUser, `$1${redactedMark}$2`)
      .replace(passwordOfUser, `$1${redactedMark}`)
      .replace(rawPasswordOfUser, `$1${redactedMark}`);
  }
  if (left.includes("eyJ")) {
    left = left.replace(dotted, withoutJsonWebToken);
  }
  if (left.includes(" ")) {
    left = left.replace(credentials, (match, scheme: string, value: string) =>
      isCredential(scheme, value) ? scheme + redactedMark : match,
    );
  }
  if (left.includes("-----BEGIN")) {
    left = left.replace(privateKey, redactedMark);
  }
  return left.replace(prefixed, redactedMark);
}

const authority = String.raw`(?:\b[a-z][a-z0-9+.-]{1,20}:|(?<=^|[\s"'=(,]))(?:\\?\/){2}`;

/** In a container image, a digest follows the @ instead of a host. */
const at = "(?=@(?!sha\\d+:))";

/** Matches up to the last @ before the path. The user name may contain an @ too. */
const passwordOfUser = new RegExp(`(${authority}[^/\\s:"'<>?#[]*:)[^/\\s"'<>?#]+${at}`, "gi");

/** A password with unencoded slashes: the text after the colon is not a port. */
const rawPasswordOfUser = new RegExp(
  `(${authority}[^/\\s:@"'<>?#[]*:)(?!\\d{1,5}(?:[/?#]|$)|${redactedMark})[^\\s@"'<>]{1,100}${at}`,
  "gi",
);

/** GitHub accepts a token as user name; a name seldom has twenty letters and digits. */
const tokenAsUser = new RegExp(
  `(${authority})(?:(?=[\\w-]*\\d)(?=[\\w-]*[a-z])[\\w-]{20,255}|[\\w-]{8,255}(?=:x-oauth-basic@))((?::[^/\\s@"'<>]{0,100})?@)`,
  "gi",
);

/** Parts separated by dots. A match starts only at the start of a part, so a text is read once. */
const dotted = /(?<![\w-])[\w-]+(?:\.[\w-]*){2,12}/g;

/** Masks a JSON Web Token, whose header begins with `{"` in base64url. */
function withoutJsonWebToken(parts: string): string {
  return parts.replace(/eyJ[\w-]{6,}(?:\.[\w-]*){2,4}/, redactedMark);
}

const credentials = /\b((?:Bearer|Basic|SSWS) +)([\w.~+/-]{8,}={0,2})/gi;

/**
 * Returns true if the text after a scheme is a credential and not a word: Basic has `user:password` in base64; other credentials do not
 * look like words.
 */
function isCredential(scheme: string, value: string): boolean {
  if (/^basic/i.test(scheme)) {
    return value.endsWith("=") || Buffer.from(value, "base64").includes(":");
  }
  return /\d/.test(value) && (value.length >= 20 || /[A-Z]/.test(value) || /[_.~+/-]/.test(value));
}

const privateKey = /-----BEGIN ([A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?)-----.*?(?:-----END \1-----|$)/gs;

const prefixed =
  /(?<![A-Za-z0-9])(?:gh[opsur]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|xox[abeoprs]-[\w-]{20,}|glpat-[\w-]{20,}|npm_[A-Za-z0-9]{36}|bk[a-z]{1,3}_[A-Za-z0-9]{32,})/g;
