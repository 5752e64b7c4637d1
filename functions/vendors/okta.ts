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

/** Words that indicate a failure in an undocumented result. */
const undocumentedFailure =
  "^(?!not_blocked|un(?:blocked|limited)).*(?:fail|error|den(?:y|ied)|reject|refuse|block|forbid|unauthori[sz]ed|invalid|expired|time(?:d_?)?out|limit|exceeded|not_(?:allowed|authori[sz]ed|permitted))";

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
  // Source: Okta Developer, Event types. A stopped stream cannot report its own stop; another stream can.
  streamEvents: ["system.log_stream.lifecycle.deactivate", "system.log_stream.lifecycle.delete"],
  mapping: {
    id: { from: ["uuid"] },
    eventTime: { from: ["published"] },
    version: { from: ["version"], otherwise: "0" },
    // `displayMessage` is a sentence whose wording changes, so it is never used as name. A legacy type stays in its own field, even if it
    // is used as name.
    eventName: { from: ["eventType", "legacyEventType"], stays: ["legacyEventType"] },
    userIdentity: {
      type: { from: ["actor.type"] },
      // Okta writes `unknown` if there is no value, for example for a user name that does not exist.
      principalId: {
        from: ["actor.id", "actor.alternateId", "actor.displayName"],
        except: ["unknown"],
        stays: ["actor.id"],
      },
      details: {
        spread: ["actor"],
        // The names are stored here even if one of them is the principal; in addition, the sign-in method and the session.
        fields: ["actor.alternateId", "actor.displayName", "authenticationContext"],
      },
    },
    userAgent: { from: ["client.userAgent.rawUserAgent"] },
    // The chain is the client's address, followed by each proxy's (System Log API, IpAddress object).
    sourceIPAddress: { from: ["client.ipAddress", "request.ipChain.0.ip"] },
    requestParameters: { fields: ["target", "transaction", "request", "debugContext"] },
    responseElements: { spread: ["outcome"] },
    failure: {
      // The other documented results mean that an action succeeded (SUCCESS, ALLOW), continues (CHALLENGE, DEFERRED, SCHEDULED), was not
      // performed (SKIPPED, ABANDONED, UNANSWERED), or is unknown (UNKNOWN): no error was returned. responseElements always contains the
      // result itself. An undocumented result is an error if its words indicate one.
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
    // Pipelines that copy System Log events sometimes write names in lower case (SigmaHQ/sigma#5964).
    anyCase: [
      "actor.alternateId",
      "actor.detailEntry",
      "actor.displayName",
      "actor.id",
      "actor.type",
      "authenticationContext.authenticationProvider",
      "authenticationContext.authenticationStep",
      "authenticationContext.credentialProvider",
      "authenticationContext.credentialType",
      "authenticationContext.externalSessionId",
      "authenticationContext.interface",
      "authenticationContext.issuer",
      "authenticationContext.rootSessionId",
      "client.device",
      "client.geographicalContext.city",
      "client.geographicalContext.country",
      "client.geographicalContext.geolocation.lat",
      "client.geographicalContext.geolocation.lon",
      "client.geographicalContext.postalCode",
      "client.geographicalContext.state",
      "client.id",
      "client.ipAddress",
      "client.userAgent.browser",
      "client.userAgent.os",
      "client.userAgent.rawUserAgent",
      "client.zone",
      "debugContext.debugData.requestId",
      "debugContext.debugData.requestUri",
      "debugContext.debugData.threatSuspected",
      "debugContext.debugData.url",
      "device",
      "displayMessage",
      "eventType",
      "legacyEventType",
      "outcome.reason",
      "outcome.result",
      "published",
      "request.ipChain.geographicalContext.city",
      "request.ipChain.geographicalContext.country",
      "request.ipChain.geographicalContext.geolocation.lat",
      "request.ipChain.geographicalContext.geolocation.lon",
      "request.ipChain.geographicalContext.postalCode",
      "request.ipChain.geographicalContext.state",
      "request.ipChain.ip",
      "request.ipChain.source",
      "request.ipChain.version",
      "securityContext.asNumber",
      "securityContext.asOrg",
      "securityContext.domain",
      "securityContext.isProxy",
      "securityContext.isp",
      "severity",
      "target.alternateId",
      "target.changeDetails",
      "target.detailEntry",
      "target.displayName",
      "target.id",
      "target.type",
      "transaction.detail",
      "transaction.id",
      "transaction.type",
      "uuid",
      "version",
    ],
  },
  redaction: {
    // The state of an authorization request, which the response must return (Okta Developer, OpenID Connect API, /authorize).
    fields: ["debugData.state", "recovery_question.answer"],
    copiesUnder: ["debugContext"],
  },
  userNames: {
    when: [
      {
        field: ["eventType", "legacyEventType"],
        pattern: "^(user\\.|core\\.user|policy\\.evaluate_sign_on|app\\.(oauth2|generic)|security\\.)",
      },
      // If the sign-in succeeded, the name is in the directory.
      { field: "outcome.result", pattern: "^(?!SUCCESS$|ALLOW$)" },
    ],
    fields: ["actor.alternateId", "actor.displayName", "target.*.alternateId", "target.*.displayName"],
    types: ["User", "AppUser"],
    copies: ["debugContext.debugData.requestUri", "debugContext.debugData.url"],
  },
};
