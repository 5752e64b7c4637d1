import type { HttpRequest } from "../http";
import { type AwsError, awsError } from "./awsError";
import { type CredentialScope, canonicalRequest, scopeTerminator, sha256, signatureOf } from "./canonicalRequest";

export interface SignatureExpectations {
  readonly service: string;
  /** The time for checking the request's own time. @param signedAt the request's own time, in milliseconds since 1970 */
  readonly now: (signedAt: number) => Date;
  /**
   * The secret of an access key ID and, for temporary credentials, its session token; `undefined` for unknown credentials; `anySecret` to check
   * everything except the signature's value.
   */
  readonly secretFor: (accessKeyId: string, sessionToken?: string) => string | undefined;
}

export interface Signer {
  readonly accessKeyId: string;
  readonly region: string;
}

/** The answer of `secretFor` for unknown secrets. No real secret access key is this short. */
export const anySecret = "any";

/** Largest difference between the request's and the service's time, in milliseconds: 15 minutes (API references, "Common Errors", RequestExpired). */
const signatureValidityMilliseconds = 15 * 60 * 1000;

/**
 * Checks AWS Signature Version 4: form, scope, date, caller, signed headers and signature.
 * Sources: IAM User Guide, "Create a signed AWS API request", "Troubleshoot signed requests for AWS APIs"; API references, "Common Errors".
 */
export function verifySignature(request: HttpRequest, expectations: SignatureExpectations): Signer | AwsError {
  const { authorization } = request.headers;
  if (authorization === undefined) {
    return missingToken;
  }
  const claim = parseAuthorization(authorization);
  if ("code" in claim) return claim;

  const date = request.headers["x-amz-date"];
  const signedAt = date === undefined ? undefined : parseDate(date);
  if (date === undefined || signedAt === undefined) {
    return incomplete("The request needs an 'X-Amz-Date' header of the form yyyyMMdd'T'HHmmss'Z'.");
  }
  const misplaced = checkScope(claim, date, expectations) ?? checkAge(date, signedAt, expectations.now(signedAt));
  if (misplaced !== undefined) return misplaced;

  const secret = expectations.secretFor(claim.accessKeyId, request.headers["x-amz-security-token"]);
  if (secret === undefined) return unrecognizedClient;
  const unsigned = checkSignedHeaders(request, claim.signedHeaders) ?? checkPayloadHash(request, claim);
  if (unsigned !== undefined) return unsigned;

  if (secret !== anySecret) {
    const canonical = canonicalRequest(request, claim.signedHeaders, claim.service);
    if (canonical === undefined) return malformedQuery;
    const { day, region, service } = claim;
    const toSign = [algorithm, date, `${day}/${region}/${service}/${scopeTerminator}`, sha256(canonical)].join("\n");
    if (signatureOf(toSign, claim, secret) !== claim.signature) return mismatch(canonical, toSign);
  }
  return { accessKeyId: claim.accessKeyId, region: claim.region };
}

interface Claim extends CredentialScope {
  readonly accessKeyId: string;
  readonly terminator: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const algorithm = "AWS4-HMAC-SHA256";

const missingToken = awsError("MissingAuthenticationToken", "The request has no Authorization header.", 403);
const invalidToken = "The security token included in the request is invalid.";
const unrecognizedClient = awsError("UnrecognizedClientException", invalidToken, 403);
const contentMismatch = awsError(
  "XAmzContentSHA256Mismatch",
  "The provided 'x-amz-content-sha256' header does not match what was computed.",
);
const malformedQuery = awsError("MalformedHttpRequestException", "The query string is not percent-encoded UTF-8.");

function incomplete(message: string): AwsError {
  return awsError("IncompleteSignature", message, 403);
}

function notMatching(message: string): AwsError {
  return awsError("SignatureDoesNotMatch", message, 403);
}

function mismatch(canonical: string, toSign: string): AwsError {
  return notMatching(
    "The request signature we calculated does not match the signature you provided. " +
      `The canonical request should have been\n'${canonical}'\n\nThe string to sign should have been\n'${toSign}'`,
  );
}

function parseAuthorization(header: string): Claim | AwsError {
  const [scheme = "", ...rest] = header.trim().split(" ");
  if (scheme !== algorithm) return incomplete(`Unsupported AWS 'algorithm': '${scheme}' (only ${algorithm}).`);
  const parameters = new Map(
    rest
      .join(" ")
      .split(",")
      .map((part): [string, string] => {
        const at = part.indexOf("=");
        return at < 0 ? [part.trim(), ""] : [part.slice(0, at).trim(), part.slice(at + 1).trim()];
      }),
  );
  const missing = ["Credential", "SignedHeaders", "Signature"].filter((name) => !parameters.get(name));
  if (missing.length > 0) return incomplete(`Authorization header requires '${missing.join("', '")}' parameter.`);

  const credential = parameters.get("Credential") ?? "";
  const [accessKeyId = "", day = "", region = "", service = "", term = "", ...more] = credential.split("/");
  if (accessKeyId === "" || term === "" || more.length > 0) {
    const form = "keyid/date/region/service/term";
    return incomplete(`Credential must have exactly 5 slash-delimited elements, ${form}, got '${credential}'.`);
  }
  const signature = parameters.get("Signature") ?? "";
  if (!/^[0-9a-f]{64}$/.test(signature)) return incomplete("Signature must be 64 hexadecimal digits in lower case.");
  const signedHeaders = (parameters.get("SignedHeaders") ?? "").split(";");
  const ordered = signedHeaders.every((name, index) => index === 0 || (signedHeaders[index - 1] ?? "") < name);
  if (!ordered || signedHeaders.some((name) => name === "" || name !== name.toLowerCase())) {
    return incomplete("SignedHeaders must be header names in lower case, sorted and separated by semicolons.");
  }
  return { accessKeyId, day, region, service, terminator: term, signedHeaders, signature };
}

/** Parses an ISO 8601 basic time in UTC to milliseconds since the epoch; `undefined` for a moment that does not exist. */
function parseDate(date: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const time = Date.parse(iso);
  return Number.isNaN(time) || new Date(time).toISOString() !== iso ? undefined : time;
}

function checkScope(claim: Claim, date: string, { service }: SignatureExpectations): AwsError | undefined {
  const faults = [
    /^[a-z]{2}(-[a-z]+)+-\d+$/.test(claim.region)
      ? ""
      : `Credential should be scoped to a valid Region, not '${claim.region}'.`,
    claim.service === service
      ? ""
      : `Credential should be scoped to correct service: '${service}', not '${claim.service}'.`,
    claim.terminator === scopeTerminator
      ? ""
      : `Credential should be scoped with a valid terminator: '${scopeTerminator}'.`,
    claim.day === date.slice(0, 8)
      ? ""
      : `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${claim.day}' != '${date.slice(0, 8)}'.`,
  ].filter((fault) => fault !== "");
  return faults.length === 0 ? undefined : notMatching(faults.join(" "));
}

function checkAge(date: string, signedAt: number, now: Date): AwsError | undefined {
  const age = now.getTime() - signedAt;
  if (Math.abs(age) <= signatureValidityMilliseconds) return undefined;
  const seen = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const message =
    age > 0
      ? `Signature expired: ${date} is more than 15 minutes before ${seen}.`
      : `Signature not yet current: ${date} is more than 15 minutes after ${seen}.`;
  return awsError("RequestExpired", message);
}

/** The headers that must be signed: host, content-type if there is one, and every x-amz-* header. */
function checkSignedHeaders(request: HttpRequest, signedHeaders: readonly string[]): AwsError | undefined {
  const needed = Object.keys(request.headers).filter(
    (name) => name === "host" || name === "content-type" || name.startsWith("x-amz-"),
  );
  const unsigned = needed.filter((name) => !signedHeaders.includes(name));
  if (!signedHeaders.includes("host") && !unsigned.includes("host")) unsigned.push("host");
  if (unsigned.length > 0) {
    return notMatching(`These headers must be signed, and SignedHeaders does not name them: ${unsigned.join(", ")}.`);
  }
  const absent = signedHeaders.filter((name) => request.headers[name] === undefined);
  return absent.length === 0
    ? undefined
    : notMatching(`SignedHeaders names headers that the request does not have: ${absent.join(", ")}.`);
}

/** Amazon S3 requires the hash of every request, and accepts a request without it over TLS (Amazon S3 API Reference, "Signature Calculations"). */
function checkPayloadHash({ headers, body }: HttpRequest, { service }: CredentialScope): AwsError | undefined {
  const claimed = headers["x-amz-content-sha256"];
  if (service === "s3") {
    if (claimed === undefined) {
      return awsError("InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
    }
    return claimed === "UNSIGNED-PAYLOAD" || claimed === sha256(body) ? undefined : contentMismatch;
  }
  return claimed === undefined || claimed === sha256(body)
    ? undefined
    : notMatching("The 'x-amz-content-sha256' header does not match the SHA-256 of the request's body.");
}
