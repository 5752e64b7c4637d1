import type { Condition } from "../mapping/fieldMapping";
import { oneLoginEventTypes, oneLoginFailures, oneLoginSignIns } from "./oneLoginEventTypes";
import type { Vendor } from "./vendor";

const eventName = {
  from: ["event_type_id"],
  names: oneLoginEventTypes,
  unknownPrefix: "ONELOGIN_EVENT_",
};

const signIn: Condition = { field: "event_type_id", values: oneLoginSignIns };

const actor = ["actor_user_id", "actor_user_name", "actor_system"];

/** Source: OneLogin API documentation, Event Webhooks (the fields of an event). */
const requestFields = [
  ...["adc_id", "adc_name", "app_id", "app_name"],
  ...["authentication_factor_description", "authentication_factor_id", "authentication_factor_type"],
  ...["certificate_id", "certificate_name", "directory_id", "directory_name", "directory_sync_run_id", "entity"],
  ...["group_id", "group_name", "imported_user_id", "imported_user_name", "login_id", "login_name"],
  ...["mapping_id", "mapping_name", "note_id", "note_title", "object_id", "operation_name"],
  ...["otp_device_id", "otp_device_name", "param", "policy_id", "policy_name", "policy_type"],
  ...["privilege_id", "privilege_name", "proxy_agent_id", "proxy_agent_name", "radius_config_id", "radius_config_name"],
  ...["resource_type_id", "role_id", "role_name", "service_directory_id", "task_name"],
  ...["trusted_idp_id", "trusted_idp_name", "user_field_id", "user_field_name", "user_id", "user_name"],
];

/**
 * OneLogin's events, as its event broadcaster sends them. No public document shows the EventBridge event around them; OneLogin's published
 * queries for CloudTrail Lake read their fields at `raw.detail`.
 * Sources: OneLogin API documentation, Event Webhooks (the fields, who acts, and `event_timestamp` as `2017-12-05 19:13:06 UTC`) and Get
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
      type: {
        cases: [
          // The actor of this type is the user who assumed another user's identity, not the assumed user.
          { when: { field: "event_type_id", values: ["3"] }, text: "User" },
          // `actor_user_id` is then the user whose rights were used, and this the user who used them.
          { when: { field: "assuming_acting_user_id", pattern: "^[1-9]" }, text: "AssumedUser" },
          { when: { field: "actor_user_id", pattern: "^[1-9]" }, text: "User" },
          // OneLogin's API, its mappings or a directory connector: "when the actor is not a user".
          { when: { field: "actor_system" }, text: "System" },
          { when: { field: "actor_user_name" }, text: "User" },
          { when: signIn, text: "User" },
        ],
        from: [],
      },
      principalId: {
        cases: [{ when: signIn, from: [...actor, "user_id", "user_name"] }],
        from: actor,
        except: ["0"],
      },
      details: {
        fields: [
          "actor_user_name",
          "actor_system",
          "assuming_acting_user_id",
          "assumed_by_superadmin_or_reseller",
          "api_credential_name",
          "client_id",
        ],
      },
    },
    userAgent: { from: ["user_agent"] },
    sourceIPAddress: { from: ["ipaddr"] },
    requestParameters: { fields: requestFields },
    responseElements: {
      fields: ["custom_message", "error_description", "notes", "resolution", "risk_reasons", "risk_score", "solved"],
    },
    failure: {
      when: [
        { field: "event_type_id", values: oneLoginFailures },
        { field: "error_description", pattern: "\\S" },
      ],
      errorCode: eventName,
      errorMessage: { from: ["error_description", "notes"] },
    },
    raw: true,
  },
  userNames: {
    // Failed sign-ins, by password, RADIUS, assertion, API, LDAP, social sign-in and Mac, and the lock after them (Event Types).
    when: [{ field: "event_type_id", values: ["6", "19", "69", "77", "86", "118", "123", "129", "141", "154"] }],
    fields: ["actor_user_name", "login_name", "user_name"],
    copies: ["notes", "error_description"],
  },
};
