/**
 * What the name of a field or of a URL's parameter says of its value: nothing; that a text or number directly under it is a secret, while an
 * object under it is looked into; or that every text and number below it is one.
 */
export type NameMeaning = "plain" | "holdsSecret" | "secret";

/** The meaning of a field's name, in any case and with any separators: `clientSecret`, `client_secret` and `Client-Secret` are one. */
export function meaningOfField(name: string): NameMeaning {
  if (evidence.test(name)) {
    return "plain";
  }
  const plain = normalised(name);
  if (secretNames.has(plain) || secretEnding.test(plain)) {
    return "secret";
  }
  return holders.test(plain) ? "holdsSecret" : "plain";
}

/** Whether a URL's or a form's parameter of that name holds a secret. `user[password]` is read as `password`. */
export function isSecretParameter(name: string): boolean {
  const plain = normalised(lastPart(name));
  return parameters.has(plain) || meaningOfField(plain) !== "plain";
}

/** A name without case and separators. */
export function normalised(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function lastPart(name: string): string {
  return /\[([^[\]]+)\](?:\[\])*$/.exec(name)?.[1] ?? name;
}

/** What names end with that hold a password, a key or a token: `newPassword`, `smtp_pass`, `splunkToken`, `X-Amz-Security-Token`. */
const secretEnding = new RegExp(
  `(?:${[
    // Passwords: RFC 6749 section 4.3, and what vendors' management APIs call them (Auth0 Management API, e-mail providers: smtp_pass).
    "pass(?:words?|wd|phrase|codes?|wordhash)?",
    "pwd",
    // Client and webhook secrets: RFC 6749 section 2.3.1; GitHub REST API, webhooks (config.secret).
    "secrets?",
    // Tokens: RFC 6749, 6750, 7009, 8693 (subject_token, actor_token), OpenID Connect Core; AWS X-Amz-Security-Token.
    "token",
    "tokenhint",
    "csrf",
    // Keys: Auth0 Management API, log streams (datadogApiKey, segmentWriteKey) and e-mail providers (api_key, secretAccessKey).
    "(?:api|access|secret|private|session|write|master|hmac|decryption|shared|signingsecret)keys?",
    "connectionstring",
    // One-time codes: RFC 6749 (code), RFC 8628 (device_code, user_code), RFC 7636 (code_verifier), recovery codes.
    "(?:auth|authorization|verification|device|user|recovery|backup|activation|onetime|login|mfa|sms|oob|binding|invitation)codes?",
    "codeverifier",
    "clientassertion",
  ].join("|")})$`,
);

/** Names that are secret as they stand. */
const secretNames: ReadonlySet<string> = new Set([
  "tokens",
  "tokenkey",
  "otp",
  "totp",
  "pin",
  "jwt",
  "dpop",
  // RFC 7521 and SAML 2.0 Bindings.
  "assertion",
  "samlresponse",
  "samlart",
  "statehandle",
]);

/** Names whose text is a secret, and whose object may hold settings beside secrets: HTTP headers, and credentials of several parts. */
const holders = /(?:authorization|cookies?|credentials?)$/;

/** What ends like a secret and is none: a hash that a log is searched by (GitHub Docs, hashed_token), whether there is one, and other words. */
const evidence = /^(?:hashed|has|is|needs|requires?)(?=[_A-Z-])|^(?:by_?pass|compass|pass)$/i;

/** Parameters that hold a secret in a URL or a form alone: a field of such a name may hold anything. */
const parameters: ReadonlySet<string> = new Set([
  // RFC 6749, OpenID Connect Core, RFC 9101 (request), OpenID Connect Front-Channel Logout (sid).
  "code",
  "state",
  "request",
  "sid",
  // SAML 2.0 Bindings.
  "samlrequest",
  "relaystate",
  // Tickets and invitations: Auth0 Docs, password reset tickets and organization invitations.
  "ticket",
  "invitation",
  "key",
  "pass",
  "auth",
  // Presigned URLs: AWS Signature Version 2 and 4, Google Cloud Storage (X-Goog-Signature), Azure SAS (sig).
  "sig",
  "signature",
  "xamzsignature",
  "xgoogsignature",
]);
