import { isPlaceholder } from "./references";
import { isWordLike } from "./wordLike";

/** Finds the value of an Authorization header with a secret: of the scheme Basic (RFC 7617), Bearer (RFC 6750), or an API's own. */
export function authorizationIn(text: string): string | undefined {
  for (const [, scheme = "", credentials = ""] of text.matchAll(authorization)) {
    if (isCredentials(scheme.toLowerCase(), credentials)) {
      return `credentials of the scheme ${scheme}`;
    }
  }
  return undefined;
}

/**
 * Finds a URL with a password before its host (RFC 3986, section 3.2.1), or a data source name of Go's MySQL driver (go-sql-driver/mysql).
 * @param isCode true for code, where a password such as `password` is an example
 */
export function urlPasswordIn(text: string, isCode: boolean): string | undefined {
  for (const [, password = ""] of [...text.matchAll(urlPassword), ...text.matchAll(dataSourcePassword)]) {
    if (!isPlaceholder(password) && !(isCode && examples.test(password))) {
      return "a password in a URL";
    }
  }
  return undefined;
}

/**
 * Finds a connection string with a password (Microsoft Learn, SqlConnection.ConnectionString, and the keywords of ODBC and Npgsql).
 * @param isCode true for code, where a password such as `password` is an example
 */
export function connectionPasswordIn(text: string, isCode: boolean): string | undefined {
  for (const [, password = ""] of text.matchAll(connectionPassword)) {
    if (!isPlaceholder(password) && !/[{}]/.test(password) && !(isCode && examples.test(password))) {
      return "a password in a connection string";
    }
  }
  return undefined;
}

const authorization =
  /(?<![\w-])(Basic|Bearer|Token|SSWS|ApiKey|Api-Key|GenieKey|Splunk|DeepL-Auth-Key)[ \t]{1,4}([A-Za-z0-9._~+/-]{12,4096}={0,2})/gi;

const urlPassword =
  /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,30}:\/\/[^\s/:@"'`<>{}$%]{0,100}:([^\s/@"'`<>{}]{3,256})@[\w[]/gi;

const dataSourcePassword = /(?<![\w.-])[\w.-]{1,64}:([^\s/@"'`<>{}]{3,256})@(?:tcp|unix)\(/gi;

/** A password behind another keyword, with at most eight between them. */
const connectionPassword =
  /(?<!\w)(?:Server|Data Source|Host|Database|Initial Catalog|User ?Id|Uid|Username|User) ?=[^;=\r\n"'`]{1,128};(?:[^;\r\n"'`]{1,128};){0,8}? ?(?:Password|Pwd) ?=([^;\s"'`]{3,128})/gi;

const examples =
  /^(pass|passwd|password|pwd|secret|token|redacted|x-oauth-basic|mypassword|your[_-]?password|foo|bar|xyz)$/i;

function isCredentials(scheme: string, credentials: string): boolean {
  if (scheme !== "basic") {
    return /\d/.test(credentials) && !isWordLike(credentials);
  }
  const decoded = Buffer.from(credentials, "base64").toString("utf8");
  return /^[\x20-\x39\x3b-\x7e]{0,200}:[\x20-\x7e]{3,500}$/.test(decoded);
}
