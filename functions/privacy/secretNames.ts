/**
 * The meaning of a field's or URL parameter's name for its value. `plain`: nothing. `holdsSecret`: a text or number directly under it is a
 * secret, and the fields of an object under it are checked. `secret`: every text and number below it is a secret.
 */
export type NameMeaning = "plain" | "holdsSecret" | "secret";

/**
 * Returns the meaning of a field's name, regardless of case and separators: `clientSecret`, `client_secret` and `Client-Secret` are equal.
 */
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

/** Returns true if a URL or form parameter with that name holds a secret. `user[password]` is read as `password`. */
export function isSecretParameter(name: string): boolean {
  const plain = normalised(lastPart(name));
  return parameters.has(plain) || parameterEnding.test(plain) || meaningOfField(lastPart(name)) !== "plain";
}

/** Converts a name to lower case without separators. */
export function normalised(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function lastPart(name: string): string {
  return /\[([^[\]]+)\](?:\[\])*$/.exec(name)?.[1] ?? name;
}

/** Endings of names that hold a password, a key or a token: `newPassword`, `smtp_pass`, `splunkToken`, `X-Amz-Security-Token`. */
const secretEnding = new RegExp(
  `(?:${[
    // Passwords: RFC 6749 section 4.3, and the names in vendors' management APIs (Auth0 Management API, e-mail providers: smtp_pass).
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

/** Names that are secret as a whole. */
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

/** Short words that count as endings only if separate: `card_pin`, `loginOtp`, but not `spin`. */
const shortEnding =
  /[_. -](?:pin|otp|totp|cvv|cvc|PIN|OTP|TOTP|CVV|CVC)$|[a-z\d](?:Pin|PIN|Otp|OTP|Totp|TOTP|Cvv|CVV|Cvc|CVC)$/;

/**
 * Names whose text is a secret but whose object may hold settings besides secrets: HTTP headers, credentials of several parts, and keys
 * with a public part (Auth0 Management API, resource servers: token_encryption.encryption_key).
 */
const holders = /(?:authorization|cookies?|credentials?|(?:signing|encryption)keys?)$/;

/**
 * Names that end like a secret but are not one: a hash for log searches (GitHub Docs, hashed_token), the names of secrets that were read
 * (auth0-log-schemas, accessedSecrets), counts, flags, and other words.
 */
const evidence =
  /^(?:hashed|accessed|has|is|needs|requires?|num(?:ber_?of)?|count_?of)(?=[_A-Z-])|^(?:by|com|encom|tres|sur)_?pass$/i;

/** Parameters that hold a secret only in a URL or a form: a field with such a name may hold anything. */
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
