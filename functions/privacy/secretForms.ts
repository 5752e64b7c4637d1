import { redactedMark } from "./secretValues";

/**
 * A text without what is a secret by its form: user name and password in a URL (RFC 3986, section 3.2.1), JSON Web Tokens (RFC 7519),
 * credentials of the schemes Basic, Bearer and SSWS (RFC 7617, RFC 6750; Okta Developer, "Create an API token"), private keys (RFC 7468), and
 * tokens that begin with their kind (GitHub Docs, "About authentication to GitHub"; Slack, GitLab, npm and Buildkite documentation).
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

/** A digest follows the @ of a container image, and no host. */
const at = "(?=@(?!sha\\d+:))";

/** To the last @ before the path. The user's name may have one, too. */
const passwordOfUser = new RegExp(`(${authority}[^/\\s:"'<>?#[]*:)[^/\\s"'<>?#]+${at}`, "gi");

/** A password whose slashes are not encoded: what follows the colon is no port. */
const rawPasswordOfUser = new RegExp(
  `(${authority}[^/\\s:@"'<>?#[]*:)(?!\\d{1,5}(?:[/?#]|$)|${redactedMark})[^\\s@"'<>]{1,100}${at}`,
  "gi",
);

/** GitHub takes a token for the user's name; a name seldom has twenty letters and digits. */
const tokenAsUser = new RegExp(
  `(${authority})(?:(?=[\\w-]*\\d)(?=[\\w-]*[a-z])[\\w-]{20,255}|[\\w-]{8,255}(?=:x-oauth-basic@))((?::[^/\\s@"'<>]{0,100})?@)`,
  "gi",
);

/** Parts with dots between them, begun where no part goes on, so that a text is read once. */
const dotted = /(?<![\w-])[\w-]+(?:\.[\w-]*){2,12}/g;

/** The header of a JSON Web Token, `{"`, in base64url. */
function withoutJsonWebToken(parts: string): string {
  return parts.replace(/eyJ[\w-]{6,}(?:\.[\w-]*){2,4}/, redactedMark);
}

const credentials = /\b((?:Bearer|Basic|SSWS) +)([\w.~+/-]{8,}={0,2})/gi;

/** Whether what follows a scheme is a credential and no word: Basic has `user:password` in base64, others what no word looks like. */
function isCredential(scheme: string, value: string): boolean {
  if (/^basic/i.test(scheme)) {
    return value.endsWith("=") || Buffer.from(value, "base64").includes(":");
  }
  return /\d/.test(value) && (value.length >= 20 || /[A-Z]/.test(value) || /[_.~+/-]/.test(value));
}

const privateKey = /-----BEGIN ([A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?)-----.*?(?:-----END \1-----|$)/gs;

const prefixed =
  /(?<![A-Za-z0-9])(?:gh[opsur]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|xox[abeoprs]-[\w-]{20,}|glpat-[\w-]{20,}|npm_[A-Za-z0-9]{36}|bk[a-z]{1,3}_[A-Za-z0-9]{32,})/g;
