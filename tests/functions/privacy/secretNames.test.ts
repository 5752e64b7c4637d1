import fc from "fast-check";
import type { JsonValue } from "../../../functions/mapping/values/json";
import { vendors } from "../../../functions/vendors";
import { mapped } from "../vendors/mapped";

const marker = "Marker0f3c9a";

/** Names, grouped by the document that defines them. */
const secretNames = {
  "RFC 6749, 6750 and 7009": "client_secret code password access_token refresh_token token",
  "RFC 7521, 7523 and 7636": "assertion client_assertion code_verifier",
  "RFC 8628 and 8693": "device_code user_code subject_token actor_token",
  "RFC 9101 and OpenID Connect Core, RP-Initiated and Front-Channel Logout": "request id_token id_token_hint sid state",
  "SAML 2.0 Bindings": "SAMLRequest SAMLResponse SAMLart RelayState",
  "AWS and Google Cloud Storage, presigned URLs": "X-Amz-Signature X-Amz-Security-Token X-Goog-Signature",
  "Azure Storage, presigned URLs": "sig",
  "Okta Developer, Authentication API": "stateToken sessionToken recoveryToken factorToken activationToken passCode",
  "Auth0 Docs, tickets, invitations and passwordless": "ticket invitation verification_code mfa_token",
  "Auth0 Docs, session transfer": "session_transfer_token",
};
/** The names among these that also mean a secret as a field; the others are common words. */
const words =
  "code request sid state SAMLRequest RelayState X-Amz-Signature X-Goog-Signature sig ticket invitation".split(" ");
const documented = Object.values(secretNames).flatMap((text) => text.split(" "));
const names = fc.constantFrom(...documented);
const fieldNames = fc.constantFrom(
  ...documented.filter((name) => !words.includes(name)),
  ...["newPassword", "smtp_pass", "secretAccessKey", "splunkToken", "datadogApiKey", "webhook_secret"],
);
const written = fc.constantFrom<(name: string) => string>(
  (name) => name,
  (name) => name.toLowerCase(),
  (name) => name.toUpperCase(),
);
const place = fc.array(fc.constantFrom("data", "event", "url", "details", "actor", "target", "0", "type"), {
  minLength: 1,
  maxLength: 4,
});

describe.each(Object.keys(vendors))("a secret in an event of %s", (vendor) => {
  const stored = (where: readonly string[], value: JsonValue) => {
    const detail = where.reduceRight<JsonValue>((inner, key) => (key === "0" ? [inner] : { [key]: inner }), value);
    return mapped(vendor, { detail }).eventData;
  };

  test("is not stored from a URL, a form or a nested URL", () => {
    fc.assert(
      fc.property(names, written, place, (name, write, where) => {
        const parameter = `${write(name)}=${marker}`;
        for (const text of [
          `https://example.com/a?x=1&${parameter}#y`,
          `https://example.com/a#${parameter}`,
          `x=1&${parameter}`,
          `/a?to=${encodeURIComponent(`/b?x=1&${parameter}&y=2`)}`,
        ]) {
          expect(stored(where, text)).not.toContain(marker);
        }
      }),
    );
  });

  test("is not stored from a field, also not as a number, in lists or in JSON within a text", () => {
    fc.assert(
      fc.property(fieldNames, written, place, (name, write, where) => {
        const key = write(name);
        fc.pre(!(vendors[vendor]?.redaction?.settings ?? []).includes(name));
        for (const value of [{ [key]: marker }, { [key]: [{ deep: [marker] }] }, { name: key, value: marker }]) {
          expect(stored(where, value)).not.toContain(marker);
          expect(stored(where, JSON.stringify(value))).not.toContain(marker);
          expect(stored(where, `body: ${JSON.stringify({ [key]: marker })}`)).not.toContain(marker);
        }
        expect(stored(where, { [key]: 7_310_552 })).not.toContain("7310552");
      }),
    );
  });
});
