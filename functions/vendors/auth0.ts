import auth0Kinds from "./kinds/auth0.json";
import type { Vendor } from "./vendor";

const type = { from: at("type") };

/**
 * The user: the caller of the Management API according to the token, otherwise the named user. The id comes first, since a user has one id.
 */
const user = at("details.request.auth.user.user_id", "user_id", "user_name");

/** An agent that acts on its own or on behalf of a user who granted that. */
const agent = at("agent_id");

/**
 * The token of a machine-to-machine application has the application as its subject: `CLIENT_ID@clients` (Auth0 documentation, Client
 * Credentials Flow).
 */
const application = { field: at("user_id"), pattern: "@clients$" };

/** Types in which a user signs in, signs up or proves their identity: the user is the actor, and the application is only the means. */
const ofPersons = {
  field: type.from,
  pattern:
    "^(?:f|fp|fu|fs|fc|fco|fcoa|fcp|fcpr|fens|fv|fvr|w|cls|cs|pla|limit_.+|(?:.+_)?pwd_leak|gd_.+|passkey_.+|too_many_records)$",
};

/** Types of Auth0's own actions: their schemas have no user, client or address. */
const ofTenant = {
  field: type.from,
  pattern: "^(?:acls_|admin_update_|custom_domain_|directory_sync_|kms_|sys_|sui$|con$|coff$)",
};

/** Parameters whose names fields may also have; they are secrets only in objects that hold a URL's parameters (secretNames.ts). */
const queryParameters = ["code", "state", "request", "request_uri", "sid", "SAMLRequest", "RelayState", "invitation"];

/**
 * Auth0's tenant logs, as its log streams send them to EventBridge: `{ log_id, data }`, or only the fields of `data`, as older streams do.
 * `eventName` is the event type code (`s`, `fp`, `sapi`), which Auth0's documentation, queries and rules use.
 * Sources: auth0/auth0-log-schemas 8b58c73; Auth0 documentation, Log Type Codes and Amazon EventBridge log streams.
 */
export const auth0: Vendor = {
  name: "auth0",
  title: "Auth0 tenant logs",
  source: "Custom",
  eventSource: "auth0.tenant-logs",
  document: "Auth0 documentation, Amazon EventBridge log streams",
  // Source: Auth0 Docs, "Stream Logs to Amazon EventBridge".
  partnerDomain: "auth0.com",
  mapping: {
    id: { from: ["log_id", "data.log_id", "_id", "data._id"] },
    eventTime: { from: at("date") },
    version: { from: [], otherwise: "0" },
    eventName: type,
    userIdentity: {
      type: {
        cases: [
          { when: application, text: "Application" },
          { when: { field: user, pattern: "." }, text: "User" },
          { when: { field: agent, pattern: "." }, text: "Agent" },
          { when: ofPersons, text: "Unknown" },
          { when: { field: at("client_id"), pattern: "." }, text: "Application" },
          { when: ofTenant, text: "System" },
        ],
        from: [],
      },
      principalId: {
        cases: [
          { when: application, from: at("client_id", "user_id") },
          { when: { field: user, pattern: "." }, from: user },
          { when: { field: agent, pattern: "." }, from: agent },
          { when: ofPersons, text: "Unknown" },
          { when: { field: at("client_id"), pattern: "." }, from: at("client_id") },
          { when: ofTenant, from: at("tenant_name"), text: "Auth0" },
        ],
        from: [],
        // In other events the principal is another user, or unknown.
        stays: at("user_id", "tenant_name"),
      },
      details: {
        fields: at(
          "user_name",
          "strategy",
          "strategy_type",
          "identity_user_id",
          // The actor in the user's name: in a delegated sign-in or a token exchange, or an agent.
          "details.actor",
          "agent_id",
          "external_agent_id",
        ),
      },
    },
    userAgent: { from: at("user_agent", "details.request.userAgent") },
    // `client_ip` is the address of the request, possibly a proxy's; `ip` is the user's.
    sourceIPAddress: { from: at("ip", "client_ip", "details.request.ip") },
    requestParameters: {
      fields: at(
        "client_id",
        "client_name",
        "connection",
        "connection_id",
        "organization_id",
        "organization_name",
        "audience",
        "scope",
        "hostname",
        "details.request",
        "details.body",
        "details.query",
        "details.qs",
        "details.headers",
        "details.opts",
        "details.allowed_logout_url",
        "details.allowedOrigins",
        "details.webOrigins",
      ),
    },
    // Request parameters have space for large values.
    responseElements: {
      fields: at(
        "description",
        "details.response",
        "details.error",
        "details.errors",
        "details.action_error",
        "details.failure_details",
        "details.provider_error",
        "details.actions",
        "details.prompts",
        "details.stats",
        "details.riskAssessment",
      ),
    },
    failure: {
      // A part of the name of every failure type, so that future types are recognised too. Warnings are not errors.
      when: [
        {
          field: type.from,
          pattern:
            "^f[a-z]{0,8}$|(?:^|_)fail(?:ed|ure)?(?:_|$)|_error$|_rejected$|^limit_|_limit_exceed$|^api_limit$|(?:^|_)pwd_leak$",
        },
      ],
      errorCode: type,
      errorMessage: { from: at("description", "details.error.message") },
    },
    kinds: auth0Kinds.flatMap(({ kinds }) => kinds),
  },
  // Sources: auth0/auth0-log-schemas (fdeac, seacft: details.code; gd_auth_failed: details.request.body.code; fv, fcp: ticket; si: invitation;
  // cs: authParams; ss: transaction), and the Management API (clients: refresh_token; connections: options.authentication_methods; actions: secrets;
  // attack protection: stage.pre-change-password; prompts: custom texts by screen).
  redaction: {
    fields: [
      "details.code",
      "ticket",
      "invitation.ticket_id",
      "authParams.state",
      "transaction.state",
      ...["qs", "query"].flatMap((at) => queryParameters.map((name) => `${at}.${name}`)),
    ],
    // In an Action that is changed, `code` is its program and is kept.
    where: { when: { field: ["data.type", "type"], pattern: "^gd_" }, fields: ["request.body.code", "body.code"] },
    settings: [
      "refresh_token",
      "authentication_methods.password",
      "secrets",
      "pre-change-password",
      ...["login-password", "signup-password", "reset-password", "mfa-recovery-code"],
    ],
  },
  userNames: {
    when: [
      {
        field: ["data.type", "type"],
        pattern: "^(f|limit_|pwd_leak|signup_pwd_leak|reset_pwd_leak|passkey_challenge_failed)",
      },
    ],
    fields: ["data.user_name", "user_name"].concat(
      ["data.details", "details"].flatMap((at) => ["username", "email", "login_hint"].map((name) => `${at}.*.${name}`)),
    ),
    copies: ["data.description", "description"],
  },
};

/** Returns each field at its path in `data` and at the top level. */
function at(...fields: readonly string[]): readonly string[] {
  return fields.flatMap((field) => [`data.${field}`, field]);
}
