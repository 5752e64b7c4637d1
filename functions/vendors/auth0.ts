import { auth0Failures } from "./auth0EventTypes";
import type { Vendor } from "./vendor";

const eventName = { from: ["data.type", "type"] };

/**
 * Auth0's tenant logs, as its log streams send them to EventBridge: `{ log_id, data }`, or the fields of `data` by themselves, as older
 * streams do. `eventName` is the event type code (`s`, `fp`, `sapi`), which is what Auth0's documents, queries and rules go by.
 * Sources: Auth0 documentation, Log Data Event Listing and Amazon EventBridge log streams.
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
    eventTime: { from: ["data.date", "date"] },
    version: { from: [], otherwise: "0" },
    eventName,
    userIdentity: {
      // A user, or, where there is none, the application that acted by itself.
      type: { from: [], otherwise: "User" },
      principalId: {
        from: [
          "data.user_id",
          "user_id",
          "data.user_name",
          "user_name",
          "data.client_id",
          "client_id",
          "data.ip",
          "ip",
        ],
      },
      details: {
        fields: ["data.user_name", "data.strategy", "data.strategy_type", "user_name", "strategy", "strategy_type"],
      },
    },
    userAgent: { from: ["data.user_agent", "user_agent"] },
    sourceIPAddress: { from: ["data.ip", "ip"] },
    requestParameters: {
      fields: [
        "data.client_id",
        "data.client_name",
        "data.connection",
        "data.connection_id",
        "data.organization_id",
        "data.organization_name",
        "data.audience",
        "data.scope",
        "data.hostname",
        "client_id",
        "client_name",
        "connection",
        "connection_id",
        "organization_id",
        "organization_name",
        "audience",
        "scope",
        "hostname",
      ],
    },
    responseElements: { fields: ["data.description", "description"] },
    failure: {
      when: [{ field: ["data.type", "type"], values: auth0Failures }],
      errorCode: eventName,
      errorMessage: {
        from: ["data.description", "data.details.error.message", "description", "details.error.message"],
      },
    },
  },
  redaction: {
    fields: [
      ...["data.", ""].flatMap((place) =>
        [
          "access_token",
          "authorizationCode",
          "code",
          "id_token",
          "refresh_token",
          "request.body.client_secret",
          "request.body.code",
          "request.body.otp",
          "request.body.password",
          "request.body.refresh_token",
          "response.body.access_token",
          "response.body.client_secret",
          "response.body.id_token",
          "response.body.refresh_token",
          "response.body.ticket",
        ].map((field) => `${place}details.${field}`),
      ),
    ],
    parameters: [
      "access_token",
      "client_assertion",
      "client_secret",
      "code",
      "code_verifier",
      "id_token",
      "otp",
      "password",
      "refresh_token",
      "SAMLRequest",
      "SAMLResponse",
      "state",
      "ticket",
      "token",
    ],
    copiesUnder: [],
  },
  userNames: { fields: ["data.user_name", "user_name"], signIns: ["f", "limit_", "pwd_leak"] },
};
