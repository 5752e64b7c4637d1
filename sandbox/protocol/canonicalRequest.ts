import { createHash, createHmac } from "node:crypto";
import type { HttpRequest } from "../http";

/** The day (yyyyMMdd), Region and service of a signature. */
export interface CredentialScope {
  readonly day: string;
  readonly region: string;
  readonly service: string;
}

export const scopeTerminator = "aws4_request";

/** The canonical request, or `undefined` for a malformed query string (IAM User Guide, "Create a signed AWS API request"). */
export function canonicalRequest(
  request: HttpRequest,
  signedHeaders: readonly string[],
  service: string,
): string | undefined {
  const [path = "/", query = ""] = splitOnce(request.target, "?");
  const canonicalQuery = canonicalQueryString(query);
  if (canonicalQuery === undefined) return undefined;
  // Every service except Amazon S3 encodes the sent path again.
  const canonicalPath = service === "s3" ? path : path.split("/").map(encode).join("/");
  const headers = signedHeaders.map((name) => `${name}:${(request.headers[name] ?? "").trim().replace(/ +/g, " ")}\n`);
  return [
    request.method,
    canonicalPath,
    canonicalQuery,
    headers.join(""),
    signedHeaders.join(";"),
    request.headers["x-amz-content-sha256"] ?? sha256(request.body),
  ].join("\n");
}

/** Computes the signature of a string to sign: its HMAC, in hexadecimal, under the key derived from the secret for the scope. */
export function signatureOf(toSign: string, scope: CredentialScope, secret: string): string {
  return createHmac("sha256", signingKey(scope, secret)).update(toSign).digest("hex");
}

/** Computes SHA-256 in hexadecimal. Node decodes header bytes as Latin-1, so Latin-1 restores the signed bytes of a text. */
export function sha256(content: string | Buffer): string {
  const hash = createHash("sha256");
  return (typeof content === "string" ? hash.update(content, "latin1") : hash.update(content)).digest("hex");
}

function canonicalQueryString(query: string): string | undefined {
  try {
    return (
      query
        .split("&")
        .filter((pair) => pair !== "")
        .map((pair) => splitOnce(pair, "=").map((part) => encode(decodeURIComponent(part))))
        // Sorted by names first: a space precedes every character of an encoded part.
        .map(([name = "", value = ""]) => `${name} ${value}`)
        .sort()
        .map((pair) => pair.replace(" ", "="))
        .join("&")
    );
  } catch {
    return undefined;
  }
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** Percent-encodes everything except RFC 3986's unreserved characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function signingKey({ day, region, service }: CredentialScope, secret: string): Buffer {
  return [day, region, service, scopeTerminator].reduce<Buffer>(
    (from, step) => createHmac("sha256", from).update(step).digest(),
    Buffer.from(`AWS4${secret}`),
  );
}
