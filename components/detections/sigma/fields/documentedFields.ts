const place = [...["city", "country", "postalCode", "state"], ...["geolocation.lat", "geolocation.lon"]].map(
  (name) => `geographicalContext.${name}`,
);

/** Source: Okta Developer, System Log API, LogEvent object; `device` and `securityContext` as in its events. */
export const oktaFields: readonly string[] = [
  ...["uuid", "published", "eventType", "legacyEventType", "version", "severity", "displayMessage"],
  ...["id", "type", "alternateId", "displayName", "detailEntry.*"].map((name) => `actor.${name}`),
  ...["id", "device", "zone", "ipAddress", ...place].map((name) => `client.${name}`),
  ...["rawUserAgent", "os", "browser"].map((name) => `client.userAgent.${name}`),
  "device.*",
  ...["authenticationProvider", "authenticationStep", "credentialProvider", "credentialType"].map(authentication),
  ...["externalSessionId", "rootSessionId", "interface", "issuer.*"].map(authentication),
  ...["result", "reason"].map((name) => `outcome.${name}`),
  ...["id", "type", "alternateId", "displayName", "detailEntry.*", "changeDetails.*"].map((name) => `target.${name}`),
  ...["id", "type", "detail.*"].map((name) => `transaction.${name}`),
  "debugContext.debugData.*",
  ...["asNumber", "asOrg", "isp", "domain", "isProxy", "ipDetails.*", "userBehaviors.*"].map(
    (name) => `securityContext.${name}`,
  ),
  ...["ip", "version", "source", ...place].map((name) => `request.ipChain.${name}`),
];

function authentication(name: string): string {
  return `authenticationContext.${name}`;
}

/** Sources: OneLogin API documentation, Event Webhooks and Get Events (the fields that its mapping does not name). */
export const oneLoginFields: readonly string[] = [
  ...[
    "account_id",
    "actor_user_id",
    "assuming_acting_user_id",
    "create.*",
    "created_at",
    "event_timestamp",
    "event_type_id",
  ],
  ...["id", "ipaddr", "proxy_ip", "user_agent", "uuid", "browser_fingerprint", "risk_cookie_id", "is_remote_login"],
];

/** Source: auth0/auth0-log-schemas 8b58c73, the fields at the top of the events (those that the mapping does not name). */
export const auth0Fields: readonly string[] = [
  ...["$event_schema.*", "auth0_client.*", "body.*", "details.*", "email", "environment_name", "is_mobile", "isMobile"],
  ...[
    "location_info.*",
    "mtls_thumbprint_sha256",
    "query.*",
    "references.*",
    "security_context.*",
    "session_connection",
  ],
  ...["title", "tracking_id", "transaction_linking_id", "tenant_name", "date", "log_id", "_id", "type", "user_id"],
];

/** Source: GitHub Docs (github/docs, src/audit-logs/data), fields of the audit log's events (those that the mapping does not name). */
export const gitHubFields: readonly string[] = [
  ...[
    "@timestamp",
    "_document_id",
    "action",
    "actor",
    "actor_id",
    "actor_ip",
    "actor_is_bot",
    "actor_is_agent",
    "created_at",
  ],
  ...["actor_location.*", "actions_cache_id", "actions_cache_key", "actions_cache_scope", "actions_cache_version"],
  ...["alert_enabled", "alert_numbers.*", "allowed_values.*", "attempt", "cancelled_at", "commit_oid", "completed_at"],
  ...["current_plan", "custom_instructions", "customer_id", "default_value", "definition_id", "devcontainer_path"],
  ...[
    "dismissal_approver_id",
    "dismissal_request_id",
    "email",
    "enablement",
    "excluded_paths.*",
    "imported",
    "is_hosted_runner",
  ],
  ...["is_republished", "job_workflow_ref", "machine_type", "new_access", "new_config.*", "new_policy.*", "new_value"],
  ...["old_access", "old_login", "old_plan", "old_policy.*", "old_value", "organization_names.*", "origin_repository"],
  ...[
    "owner",
    "owner_type",
    "package",
    "plan",
    "property_name",
    "protocol_name",
    "public_repo",
    "push_protection_bypass",
  ],
  ...[
    "recipient",
    "request_access_security_header",
    "required",
    "resource_id",
    "resource_type",
    "run_attempt",
    "run_number",
  ],
  ...["runner_group_id", "runner_group_name", "runner_id", "runner_labels.*", "runner_name", "scheduled_plan"],
  ...[
    "scopes.*",
    "seat_assignment",
    "source_version",
    "started_at",
    "status",
    "target_amount",
    "target_id",
    "target_type",
  ],
  ...["target_version", "trigger_id", "user_agent", "uuid", "value_type", "version", "was_allowed"],
];
