import type { Vendor } from "./vendor";

/**
 * A vendor that no code knows: its mapping is the configuration's. What that does not place is kept whole in
 * additionalEventData, and what is taken for a secret in a URL is what OAuth 2.0, OpenID Connect and SAML name so.
 * Sources: RFC 6749 and RFC 7636 (OAuth 2.0), OpenID Connect Core 1.0, SAML 2.0 Bindings (parameter names).
 */
export const custom: Vendor = {
  name: "custom",
  title: "An application of your own",
  source: "Custom",
  document: "The mapping in the stack's configuration",
  mapping: {
    id: { from: [] },
    eventTime: { from: [] },
    version: { from: [], otherwise: "0" },
    eventName: { from: [] },
    userIdentity: { type: { from: [] }, principalId: { from: [] } },
  },
  redaction: {
    fields: [],
    parameters: [
      "access_token",
      "assertion",
      "client_assertion",
      "client_secret",
      "code",
      "code_verifier",
      "id_token",
      "password",
      "refresh_token",
      "SAMLRequest",
      "SAMLResponse",
      "token",
    ],
    copiesUnder: [],
  },
};
