import { oneLoginEventTypes, oneLoginFailures } from "./oneLoginEventTypes";
import type { Vendor } from "./vendor";

const eventName = {
  from: ["event_type_id"],
  names: oneLoginEventTypes,
  unknownPrefix: "ONELOGIN_EVENT_",
};

/**
 * OneLogin's events, as its event broadcaster sends them. No public document shows them within their EventBridge event; the
 * queries that OneLogin publishes for CloudTrail Lake read their fields at `raw.detail`.
 * Sources: OneLogin API documentation, Event Webhooks (the fields, and `event_timestamp` as `2017-12-05 19:13:06 UTC`) and Get
 * Events (`id`, `created_at`).
 */
export const onelogin: Vendor = {
  name: "onelogin",
  title: "OneLogin by One Identity",
  source: "OneLogin",
  eventSource: "onelogin.events",
  document: "OneLogin API documentation, Event Webhooks",
  // Source: Panther documentation, "OneLogin Logs".
  partnerDomain: "onelogin.com",
  mapping: {
    id: { from: ["uuid", "create._id", "id"] },
    eventTime: { from: ["event_timestamp", "created_at"] },
    version: { from: [], otherwise: "0" },
    eventName,
    userIdentity: {
      // What acts is a user, or a system of OneLogin's such as its API, its mappings or a directory connector.
      type: { from: ["actor_system"], otherwise: "User" },
      principalId: { from: ["actor_user_id", "actor_user_name", "actor_system", "user_id", "user_name"] },
      details: { fields: ["actor_user_name", "actor_system", "assuming_acting_user_id"] },
    },
    userAgent: { from: ["user_agent"] },
    sourceIPAddress: { from: ["ipaddr"] },
    requestParameters: {
      fields: [
        "user_id",
        "user_name",
        "app_id",
        "app_name",
        "role_id",
        "role_name",
        "group_id",
        "group_name",
        "policy_id",
        "policy_name",
        "privilege_name",
        "directory_id",
        "directory_name",
        "otp_device_id",
        "otp_device_name",
        "authentication_factor_description",
        "operation_name",
        "resource_type_id",
        "object_id",
      ],
    },
    responseElements: { fields: ["resolution", "error_description", "notes", "risk_score", "risk_reasons"] },
    failure: {
      when: [{ field: "event_type_id", values: oneLoginFailures }],
      errorCode: eventName,
      errorMessage: { from: ["error_description", "notes"] },
    },
    raw: true,
  },
  redaction: {
    fields: [],
    parameters: [
      "access_token",
      "code",
      "id_token",
      "refresh_token",
      "RelayState",
      "SAMLRequest",
      "SAMLResponse",
      "token",
    ],
    copiesUnder: [],
  },
  userNames: {
    fields: ["actor_user_name", "login_name", "user_name"],
    signIns: ["USER_FAILED_ONELOGIN_LOGIN", "USER_REJECTED_BY_RADIUS"],
  },
};
