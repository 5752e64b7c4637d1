import { redactedMark } from "../privacy/redact";
import oktaKinds from "./kinds/okta.json";
import type { Vendor } from "./vendor";

/** Every `outcome.result`. Source: Okta Developer, System Log API, Outcome object. */
const outcomes = [
  "SUCCESS",
  "FAILURE",
  "SKIPPED",
  "ALLOW",
  "DENY",
  "CHALLENGE",
  "UNKNOWN",
  "RATE_LIMIT",
  "DEFERRED",
  "SCHEDULED",
  "ABANDONED",
  "UNANSWERED",
];

const undocumentedFailure = "fail|error|denied|reject|block|limit";

/**
 * Okta's System Log, as its log streams send it to EventBridge.
 * Source: Okta Developer, System Log API, LogEvent object.
 */
export const okta: Vendor = {
  name: "okta",
  title: "Okta System Log",
  source: "OktaSystemLogEvents",
  eventSource: "okta.system-log-events",
  document: "Okta Developer, System Log API, LogEvent object",
  // Source: Okta Help Center, "Add an AWS EventBridge log stream".
  partnerDomain: "okta.com",
  // Source: Okta Developer, Event types. A stream that Okta stopped cannot tell so itself; another one can.
  streamEvents: ["system.log_stream.lifecycle.deactivate", "system.log_stream.lifecycle.delete"],
  mapping: {
    id: { from: ["uuid"] },
    eventTime: { from: ["published"] },
    version: { from: ["version"], otherwise: "0" },
    // `displayMessage` is a sentence whose wording changes, so it never stands in for a name.
    eventName: { from: ["eventType", "legacyEventType"] },
    userIdentity: {
      type: { from: ["actor.type"] },
      // Okta writes `unknown` where there is none, as for a user name that nobody has; one that was taken out says nobody either.
      principalId: { from: ["actor.id", "actor.alternateId", "actor.displayName"], except: ["unknown", redactedMark] },
      details: {
        spread: ["actor"],
        // The names stand here also where one of them is the principal. With them, how they signed in, and the session.
        fields: ["actor.alternateId", "actor.displayName", "authenticationContext"],
      },
    },
    userAgent: { from: ["client.userAgent.rawUserAgent"] },
    // The chain is the client's address, then each proxy's (System Log API, IpAddress object).
    sourceIPAddress: { from: ["client.ipAddress", "request.ipChain.0.ip"] },
    requestParameters: { fields: ["target", "transaction", "request", "debugContext"] },
    responseElements: { spread: ["outcome"] },
    failure: {
      // The others that Okta documents say that something went well (SUCCESS, ALLOW), goes on (CHALLENGE, DEFERRED,
      // SCHEDULED), was not done (SKIPPED, ABANDONED, UNANSWERED), or is not known (UNKNOWN): no error was returned. The
      // result itself always stands in responseElements. One that is not documented is an error where it says so.
      when: [{ field: "outcome.result", values: ["FAILURE", "DENY", "RATE_LIMIT"], pattern: undocumentedFailure }],
      documented: { field: "outcome.result", values: outcomes },
      errorCode: {
        cases: ["FAILURE", "DENY", "RATE_LIMIT"].map((text) => ({
          when: { field: "outcome.result", values: [text] },
          text,
        })),
        from: ["outcome.result"],
      },
      errorMessage: { from: ["outcome.reason"] },
    },
    kinds: oktaKinds.flatMap(({ kinds }) => kinds),
    // Pipelines that copy System Log events are known to write these in lower case.
    anyCase: [
      "actor",
      "authenticationContext",
      "client",
      "debugContext",
      "device",
      "displayMessage",
      "eventType",
      "legacyEventType",
      "outcome",
      "published",
      "request",
      "securityContext",
      "severity",
      "target",
      "transaction",
      "uuid",
      "version",
    ],
  },
  redaction: {
    fields: [
      "debugContext.debugData.otp",
      "debugContext.debugData.passCode",
      "debugContext.debugData.password",
      "debugContext.debugData.sessionToken",
      "debugContext.debugData.state",
      "debugContext.debugData.stateToken",
    ],
    parameters: [
      "access_token",
      "activationToken",
      "assertion",
      "client_assertion",
      "client_secret",
      "code",
      "code_verifier",
      "factorToken",
      "id_token",
      "oneTimeToken",
      "otp",
      "passCode",
      "password",
      "recoveryToken",
      "refresh_token",
      "SAMLRequest",
      "SAMLResponse",
      "sessionToken",
      "state",
      "stateHandle",
      "stateToken",
      "token",
      "tokenKey",
    ],
    copiesUnder: ["debugContext"],
  },
  userNames: {
    fields: ["actor.alternateId", "actor.displayName", "target.*.alternateId", "target.*.displayName"],
    signIns: ["user.session.start", "user.authentication.", "core.user_auth.login_failed"],
  },
};
