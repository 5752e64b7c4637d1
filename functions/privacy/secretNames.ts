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
  if (secretNames.has(plain) || secretEnding.test(plain) || shortEnding.test(name)) {
    return "secret";
  }
  return holders.test(plain) ? "holdsSecret" : "plain";
}

/** Whether a URL's or a form's parameter of that name holds a secret. `user[password]` is read as `password`. */
export function isSecretParameter(name: string): boolean {
  const plain = normalised(lastPart(name));
  return parameters.has(plain) || parameterEnding.test(plain) || meaningOfField(lastPart(name)) !== "plain";
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
    "(?:pass(?:word|wd|phrase)|pwd)(?:s|hash|confirm(?:ation)?|repeat|again|new|old|current|value|\\d)?",
    "pass(?:codes?)?",
    // Client and webhook secrets: RFC 6749 section 2.3.1; GitHub REST API, webhooks (config.secret); AWS Secrets Manager (SecretString, SecretBinary).
    "secrets?(?:values?|string|binary|text|\\d)?",
    // Tokens: RFC 6749, 6750, 7009, 8693 (subject_token, actor_token), OpenID Connect Core; AWS X-Amz-Security-Token.
    "token(?:hint|value|secret|\\d)?",
    "(?:access|refresh|api|auth|bearer|id|session|personalaccess)tokens",
    "csrf",
    // Keys: Auth0 Management API, log streams (datadogApiKey, segmentWriteKey) and e-mail providers (api_key, secretAccessKey); Azure Storage (AccountKey).
    "(?:api|access|secret|private|session|write|master|hmac|decryption|shared|signingsecret|account|storage|authentication|licen[cs]e)keys?(?:pem|value)?",
    "connectionstring",
    // One-time codes: RFC 6749 (code), RFC 8628 (device_code, user_code), RFC 7636 (code_verifier), recovery codes.
    "(?:auth|authorization|verification|device|user|recovery|backup|activation|onetime|login|mfa|sms|oob|otp|totp|pin|binding|invit(?:e|ation)|confirmation|reset)codes?",
    "codeverifier",
    // RFC 7521, RFC 7522 and SAML 2.0.
    "assertion",
    // Okta Developer, Users API, recovery question; others' security questions.
    "(?:recovery|security|secret)answers?",
    "credentialvalues?",
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
  "bearer",
  "magiclink",
  // SAML 2.0 Bindings.
  "samlresponse",
  "samlart",
  "statehandle",
]);

/** Short words that end names as words of their own: `card_pin`, `loginOtp`; `spin` is another word. */
const shortEnding =
  /[_. -](?:pin|otp|totp|cvv|cvc|PIN|OTP|TOTP|CVV|CVC)$|[a-z\d](?:Pin|PIN|Otp|OTP|Totp|TOTP|Cvv|CVV|Cvc|CVC)$/;

/**
 * Names whose text is a secret, and whose object may hold settings beside secrets: HTTP headers, credentials of several parts, and keys of which
 * the public part is told (Auth0 Management API, resource servers: token_encryption.encryption_key).
 */
const holders = /(?:authorization|cookies?|credentials?|(?:signing|encryption)keys?)$/;

/**
 * What ends like a secret and is none: a hash that a log is searched by (GitHub Docs, hashed_token), the names of secrets that were read
 * (auth0-log-schemas, accessedSecrets), how many there are, whether there is one, and other words.
 */
const evidence =
  /^(?:hashed|accessed|has|is|needs|requires?|num(?:ber_?of)?|count_?of)(?=[_A-Z-])|^(?:by|com|encom|tres|sur)_?pass$/i;

/** Parameters that hold a secret in a URL or a form alone: a field of such a name may hold anything. */
const parameters: ReadonlySet<string> = new Set([
  // RFC 6749, OpenID Connect Core, RFC 9101 (request), OpenID Connect Front-Channel Logout (sid).
  "code",
  "state",
  "request",
  "sid",
  // RFC 9126 (request_uri), OpenID Connect CIBA (auth_req_id).
  "requesturi",
  "authreqid",
  // SAML 2.0 Bindings.
  "samlrequest",
  "relaystate",
  // Tickets and invitations: Auth0 Docs, password reset tickets and organization invitations.
  "ticket",
  "invitation",
  "key",
  "pass",
  "auth",
  // Azure SAS (sig); signed requests of others.
  "sig",
  "hmac",
]);

/** Presigned URLs: AWS Signature Version 2 and 4, Google Cloud Storage (X-Goog-Signature), CloudFront; OAuth 1.0, RFC 5849 (oauth_verifier). */
const parameterEnding = /(?:signature|verifier)$/;
