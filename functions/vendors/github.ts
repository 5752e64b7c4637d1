import type { Condition, TextCase } from "../mapping/fieldMapping";
import { gitHubActions, gitHubFailures, gitHubSignIns, gitHubsOwnActions } from "./gitHubActions";
import { gitHubRequestFields } from "./gitHubRequestFields";
import type { Vendor } from "./vendor";

const signIn: Condition = { field: "action", pattern: gitHubSignIns };
const failedStatus: Condition = { field: "status_code", atLeast: 400 };
const gitHubsOwn: readonly Condition[] = [
  { field: "action", pattern: gitHubsOwnActions },
  // "A member was removed from an organization, either manually or due to a two-factor authentication requirement."
  { field: "reason", pattern: "^two_factor" },
];

/** Evidence for the kind of actor, most reliable first. */
const actorTypes: readonly TextCase[] = [
  { when: { field: "programmatic_access_type", pattern: "^deploy.?key" }, text: "DeployKey" },
  { when: { field: "actor", values: ["deploy_key"] }, text: "DeployKey" },
  { when: { field: "actor_is_agent", values: ["true"] }, text: "Agent" },
  { when: { field: "actor", pattern: "\\[bot\\]$" }, text: "Bot" },
  { when: { field: "actor_is_bot", values: ["true"] }, text: "Bot" },
  // With a `user-to-server` token the app acts for a user; the user is the actor.
  {
    when: { field: "programmatic_access_type", pattern: "server.to.server|^github.app(?: installation)?$" },
    text: "Application",
  },
  { when: { field: "actor", values: ["github", "github-staff"] }, text: "System" },
  { when: { field: "actor", pattern: "." }, text: "User" },
  { when: { field: "actor_id", pattern: "^[1-9]" }, text: "User" },
  ...gitHubsOwn.map((when) => ({ when, text: "System" })),
  { when: signIn, text: "User" },
];

/**
 * The audit log of a GitHub organization or enterprise, as streamed and as returned by the REST API. GitHub is not an EventBridge partner:
 * its events arrive through an event bus in your account (docs/vendors/github.md).
 * Sources: GitHub Docs, "Streaming the audit log for your enterprise", "Audit log events for your enterprise", "Identifying audit log
 * events performed by an access token" and "Using the audit log API for your enterprise".
 */
export const github: Vendor = {
  name: "github",
  title: "GitHub audit log",
  source: "GitHub",
  eventSource: "github.audit-log",
  document: "GitHub Docs, Audit log events for your enterprise",
  mapping: {
    id: { from: ["_document_id"] },
    // Both are milliseconds since 1970; `created_at` is the time of recording.
    eventTime: { from: ["@timestamp", "created_at"] },
    version: { from: [], otherwise: "0" },
    eventName: { from: ["action"] },
    kinds: gitHubActions,
    userIdentity: {
      type: { cases: actorTypes, from: [] },
      principalId: {
        cases: [
          {
            when: signIn,
            from: ["actor_id", "actor", "user_id", "user", "external_identity_nameid"],
          },
          ...gitHubsOwn.map((when) => ({ when, from: ["actor_id", "actor"], text: "GitHub" })),
        ],
        // A login can be renamed and then belong to another account; an id cannot. Git events have only the login, so details have both.
        from: ["actor_id", "actor"],
        // Anonymous users and deploy keys have these fields.
        except: ["-1", "0"],
      },
      details: {
        fields: [
          "actor",
          "actor_id",
          "actor_is_bot",
          "actor_is_agent",
          "actor_location",
          "external_identity_nameid",
          "external_identity_username",
          "programmatic_access_type",
          "hashed_token",
          "token_id",
          "token_scopes",
        ],
      },
    },
    userAgent: { from: ["user_agent"] },
    sourceIPAddress: { from: ["actor_ip"] },
    requestParameters: { fields: gitHubRequestFields },
    responseElements: {
      fields: [
        "audit_log_stream_result",
        "conclusion",
        "overridden_codes",
        "rate_limit_remaining",
        "reasons",
        "status_code",
      ],
    },
    failure: {
      when: [{ field: "action", pattern: gitHubFailures }, failedStatus],
      errorCode: { cases: [{ when: failedStatus, from: ["status_code"] }], from: ["action"] },
      errorMessage: { from: ["reasons.0.message", "reasons.0.code", "reason", "message"] },
    },
  },
  userNames: {
    when: [{ field: "action", pattern: "failed_login|two_factor.*fail|login.*fail" }],
    fields: ["actor", "user", "external_identity_nameid", "external_identity_username"],
  },
};
