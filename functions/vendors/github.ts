import type { Vendor } from "./vendor";

/**
 * The audit log of a GitHub organization or enterprise, as it is streamed and as the REST API gives it. GitHub is no partner of
 * EventBridge: its events come over a bus of the account's own (docs/vendors/github.md).
 * Sources: GitHub Docs, "Streaming the audit log for your enterprise", "Audit log events for your enterprise" and "Using the audit log
 * API for your enterprise".
 */
export const github: Vendor = {
  name: "github",
  title: "GitHub audit log",
  source: "GitHub",
  eventSource: "github.audit-log",
  document: "GitHub Docs, Audit log events for your enterprise",
  mapping: {
    id: { from: ["_document_id"] },
    // Both are milliseconds since 1970; `created_at` is when the event was recorded.
    eventTime: { from: ["@timestamp", "created_at"] },
    version: { from: [], otherwise: "0" },
    eventName: { from: ["action"] },
    userIdentity: {
      type: { from: ["actor_type"], otherwise: "User" },
      principalId: { from: ["actor_id", "actor", "external_identity_nameid", "user"] },
      details: {
        fields: [
          "actor",
          "actor_is_bot",
          "actor_is_agent",
          "actor_location",
          "external_identity_nameid",
          "external_identity_username",
          "programmatic_access_type",
          "token_id",
          "token_scopes",
        ],
      },
    },
    userAgent: { from: ["user_agent"] },
    sourceIPAddress: { from: ["actor_ip"] },
    requestParameters: {
      fields: [
        "business",
        "business_id",
        "org",
        "org_id",
        "repo",
        "repo_id",
        "repository",
        "repository_id",
        "team",
        "user",
        "user_id",
        "name",
        "branch",
        "visibility",
        "previous_visibility",
        "permission",
        "operation_type",
        "data",
        "config",
      ],
    },
  },
  redaction: {
    // The hash of a token serves to find the token's other uses in the log; it stays.
    fields: ["config.secret", "data.config.secret", "hook.config.secret"],
    parameters: ["access_token", "client_secret", "code", "token"],
    copiesUnder: [],
  },
};
