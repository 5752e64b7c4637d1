import type { JsonObject } from "../../../functions/mapping/json";

/** Events that a saved query answers from, with its answer, and events that it has no answer from. */
export interface Example {
  readonly partner?: readonly JsonObject[];
  readonly aws?: readonly JsonObject[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** Events that the query has no answer from. */
  readonly silent: { readonly partner?: readonly JsonObject[]; readonly aws?: readonly JsonObject[] };
}

const failed = { errorCode: "FAILURE", errorMessage: "INVALID_CREDENTIALS" };
const bob = { type: "User", principalId: "00u2", details: { alternateId: "bob@example.com", displayName: "Bob" } };
const group = { id: "00g1", type: "UserGroup", alternateId: "unknown", displayName: "Admins" };
const app = { id: "0oa1", type: "AppInstance", alternateId: "AWS", displayName: "AWS" };
const withTargets = (...target: readonly JsonObject[]) => ({ requestParameters: { target } });

const oneLogin = (detail: JsonObject, over: JsonObject = {}): JsonObject => ({
  eventSource: "onelogin.events",
  eventName: "USER_LOGGED_INTO_ONELOGIN",
  userIdentity: { type: "User", principalId: "7", details: { actor_user_name: "Ada" } },
  additionalEventData: { raw: { detail: { user_name: "Ada", ...detail } } },
  ...over,
});
const auth0 = { eventSource: "auth0.tenant-logs", eventName: "fp", errorCode: "fp", errorMessage: "Wrong password" };
const gitHub = {
  eventSource: "github.audit-log",
  eventName: "repo.access",
  userIdentity: { type: "User", principalId: "5", details: { actor: "ada-example" } },
  requestParameters: { repo: "acme/shop", visibility: "public", previous_visibility: "private" },
};

const withClient = (client: JsonObject, over: JsonObject = {}): JsonObject => ({
  additionalEventData: { client },
  ...over,
});
const inCountry = (country: string) => ({ geographicalContext: { country } });

/** A query on who changed what in Okta: it answers for one event name and not for another. */
function changeExample(eventName: string, other: string): Example {
  const target: readonly JsonObject[] = [{ id: "00u2", type: "User", displayName: "Bob" }, { id: "00g1" }];
  return {
    partner: [
      { eventName, requestParameters: { target } },
      { ...failed, eventName, eventTime: "2023-01-30T10:00:00Z" },
      { eventName: other },
    ],
    columns: ["eventTime", "eventName", "user", "targets", "sourceIPAddress", "errorCode"],
    rows: [
      ["2023-01-30T22:22:31Z", eventName, "ada@example.com", "Bob, 00g1", "192.0.2.1", null],
      ["2023-01-30T10:00:00Z", eventName, "ada@example.com", null, "192.0.2.1", "FAILURE"],
    ],
    silent: { partner: [{ eventName: other }, { eventName, eventSource: "onelogin" }] },
  };
}

function oneLoginExample(eventName: string): Example {
  const requestParameters = { user_name: "Bob", role_name: "Administrators" };
  return {
    partner: [oneLogin({}, { eventName, requestParameters }), oneLogin({})],
    columns: ["eventTime", "eventName", "actor", "user", "role", "sourceIPAddress"],
    rows: [["2023-01-30T22:22:31Z", eventName, "Ada", "Bob", "Administrators", "192.0.2.1"]],
    silent: { partner: [oneLogin({}), { eventName }] },
  };
}

/** By the query's name. */
export const examples: Readonly<Record<string, Example>> = {
  "okta-session-starts": {
    partner: [
      { eventTime: "2023-01-30T22:15:00Z" },
      { eventTime: "2023-01-30T22:29:59Z" },
      { ...failed, eventTime: "2023-01-30T22:20:00Z" },
      { eventTime: "2023-01-30T22:30:00Z" },
      { eventName: "app.access" },
    ],
    columns: ["quarterHour", "started", "failed"],
    rows: [
      ["2023-01-30 22:30:00.000", 1, 0],
      ["2023-01-30 22:15:00.000", 2, 1],
    ],
    silent: { partner: [{ eventName: "app.access" }, { eventSource: "onelogin" }] },
  },
  "okta-browsers": {
    partner: [withClient({ userAgent: { browser: "FIREFOX" } }), withClient({ userAgent: { browser: "FIREFOX" } }), {}],
    columns: ["browser", "sessions", "people"],
    rows: [
      ["FIREFOX", 2, 1],
      ["UNKNOWN", 1, 1],
    ],
    silent: { partner: [failed, { eventName: "app.access" }] },
  },
  "okta-first-sign-ins-from-a-country": {
    partner: [
      withClient(inCountry("Switzerland"), { eventTime: "2023-01-29T08:00:00Z" }),
      withClient(inCountry("Switzerland"), { eventTime: "2023-01-30T08:00:00Z" }),
      withClient(inCountry("Norway"), { eventTime: "2023-01-30T09:00:00Z" }),
      withClient(inCountry("Norway"), { eventTime: "2023-01-30T10:00:00Z" }),
      withClient(inCountry("Chile"), { ...failed, eventTime: "2023-01-30T11:00:00Z" }),
      withClient(inCountry("Norway"), { userIdentity: bob }),
    ],
    columns: ["user", "country", "firstSignIn", "signIns"],
    rows: [["ada@example.com", "Norway", "2023-01-30 09:00:00.000", 2]],
    silent: { partner: [withClient(inCountry("Norway")), withClient(inCountry("Norway")), {}] },
  },
  "okta-privileges-granted": changeExample("user.account.privilege.grant", "group.privilege.revoke"),
  "okta-mfa-factors-removed": changeExample("user.mfa.factor.deactivate", "user.mfa.factor.activate"),
  "okta-api-tokens-created": changeExample("system.api_token.create", "system.api_token.revoke"),
  "okta-policy-changes": changeExample("policy.rule.update", "policy.evaluate_sign_on"),
  "okta-impersonations": changeExample("user.session.impersonation.grant", "user.session.start"),
  "okta-log-stream-changes": changeExample("system.log_stream.lifecycle.deactivate", "system.import.start"),
  "onelogin-roles-assigned": oneLoginExample("USER_ASSIGNED_ROLE"),
  "onelogin-otp-devices-removed": oneLoginExample("USER_REMOVED_OTP_DEVICE"),
  "onelogin-impersonations": oneLoginExample("USER_ASSUMED_USER"),
  "auth0-mfa-removed": {
    partner: [
      { ...auth0, eventName: "gd_unenroll", eventTime: "2023-01-30T10:00:00Z" },
      { ...auth0, eventName: "gd_user_delete" },
    ],
    columns: ["eventTime", "eventName", "principal", "sourceIPAddress"],
    rows: [
      ["2023-01-30T22:22:31Z", "gd_user_delete", "00u1", "192.0.2.1"],
      ["2023-01-30T10:00:00Z", "gd_unenroll", "00u1", "192.0.2.1"],
    ],
    silent: { partner: [auth0, { eventName: "gd_unenroll" }] },
  },
  "onelogin-risk-scores": {
    partner: [
      oneLogin({ risk_score: 71, risk_reasons: ["New device"] }),
      oneLogin({ risk_score: 12 }, { eventTime: "2023-01-30T10:00:00Z" }),
      oneLogin({}),
    ],
    columns: ["eventTime", "eventName", "user", "sourceIPAddress", "risk_score", "risk_reasons"],
    rows: [
      ["2023-01-30T22:22:31Z", "USER_LOGGED_INTO_ONELOGIN", "Ada", "192.0.2.1", "71", '["New device"]'],
      ["2023-01-30T10:00:00Z", "USER_LOGGED_INTO_ONELOGIN", "Ada", "192.0.2.1", "12", null],
    ],
    silent: { partner: [oneLogin({}), oneLogin({ risk_score: 5 }, { eventSource: "other" })] },
  },
  "onelogin-sign-ins": {
    partner: [
      oneLogin({}),
      oneLogin({}),
      oneLogin({}, { eventName: "USER_FAILED_ONELOGIN_LOGIN", sourceIPAddress: "192.0.2.9" }),
      oneLogin({}, { eventName: "USER_LOCKED" }),
    ],
    columns: ["userId", "user", "eventName", "sourceIPAddress", "events", "latest"],
    rows: [
      ["7", "Ada", "USER_LOGGED_INTO_ONELOGIN", "192.0.2.1", 2, "2023-01-30 22:22:31.000"],
      ["7", "Ada", "USER_FAILED_ONELOGIN_LOGIN", "192.0.2.9", 1, "2023-01-30 22:22:31.000"],
    ],
    silent: { partner: [oneLogin({}, { eventName: "USER_LOCKED" }), {}] },
  },
  "auth0-failures": {
    partner: [auth0, { ...auth0, sourceIPAddress: "192.0.2.9" }, { eventSource: "auth0.tenant-logs", eventName: "s" }],
    columns: ["code", "reason", "events", "addresses", "latest"],
    rows: [["fp", "Wrong password", 2, 2, "2023-01-30 22:22:31.000"]],
    silent: {
      partner: [
        { eventSource: "auth0.tenant-logs", eventName: "s" },
        { ...auth0, eventSource: "other" },
      ],
    },
  },
  "github-visibility-changes": {
    partner: [gitHub],
    columns: ["eventTime", "repository", "visibilityBefore", "visibility", "actor", "sourceIPAddress"],
    rows: [["2023-01-30T22:22:31Z", "acme/shop", "private", "public", "ada-example", "192.0.2.1"]],
    silent: {
      partner: [
        { ...gitHub, eventName: "git.clone" },
        { ...gitHub, eventSource: "other" },
      ],
    },
  },
  "okta-who-did-what": {
    partner: [{}, { eventTime: "2023-01-31T00:00:00Z", eventName: "group.user_membership.add", userIdentity: bob }],
    columns: ["eventTime", "eventSource", "eventName", "user", "displayName"],
    rows: [
      ["2023-01-31T00:00:00Z", "okta.system-log-events", "group.user_membership.add", "bob@example.com", "Bob"],
      ["2023-01-30T22:22:31Z", "okta.system-log-events", "user.session.start", "ada@example.com", "Ada Example"],
    ],
    silent: { partner: [{ eventSource: "onelogin" }] },
  },
  "events-by-name": {
    partner: [
      { eventTime: "2023-01-30T10:00:00Z" },
      { eventName: "app.access" },
      { eventTime: "2023-01-30T11:00:00Z" },
      { eventSource: "onelogin", eventName: "a" },
    ],
    columns: ["eventSource", "eventName", "events", "latest"],
    rows: [
      ["okta.system-log-events", "user.session.start", 2, "2023-01-30 11:00:00.000"],
      ["okta.system-log-events", "app.access", 1, "2023-01-30 22:22:31.000"],
      ["onelogin", "a", 1, "2023-01-30 22:22:31.000"],
    ],
    silent: {},
  },
  "okta-failed-sign-ins": {
    partner: [
      { ...failed, eventTime: "2023-01-30T10:00:00Z" },
      { ...failed, eventTime: "2023-01-30T11:00:00Z" },
      { ...failed, eventName: "user.authentication.auth_via_mfa", userIdentity: bob, sourceIPAddress: "192.0.2.9" },
      {},
    ],
    columns: ["user", "sourceIPAddress", "errorCode", "failures", "earliest", "latest"],
    rows: [
      ["ada@example.com", "192.0.2.1", "FAILURE", 2, "2023-01-30 10:00:00.000", "2023-01-30 11:00:00.000"],
      ["bob@example.com", "192.0.2.9", "FAILURE", 1, "2023-01-30 22:22:31.000", "2023-01-30 22:22:31.000"],
    ],
    silent: { partner: [{}, { ...failed, eventName: "app.access" }, { ...failed, eventSource: "onelogin" }] },
  },
  "okta-events-per-target": {
    partner: [withTargets(group, app), withTargets(app), withTargets(), {}, { requestParameters: { target: "cut" } }],
    columns: ["targetType", "alternateId", "displayName", "events"],
    rows: [
      ["AppInstance", "AWS", "AWS", 2],
      ["UserGroup", "unknown", "Admins", 1],
    ],
    silent: { partner: [{}, withTargets(), { ...withTargets(app), eventSource: "onelogin" }] },
  },
  "duplicates-by-uid": {
    partner: [{ UID: "a" }, { UID: "b" }, { UID: "a" }, { UID: "a" }],
    columns: ["eventSource", "uid", "copies", "earliestIngestion", "latestIngestion"],
    rows: [["okta.system-log-events", "a", 3, "2023-01-31T00:00:00Z", "2023-01-31T00:00:03Z"]],
    silent: { partner: [{ UID: "a" }, { UID: "b" }, { UID: "a", eventSource: "onelogin" }] },
  },
  "principals-across-aws-and-partners": {
    partner: [{}, {}, { userIdentity: bob }],
    aws: [{}, { userIdentity: { type: "AWSService", invokedBy: "s3.amazonaws.com" } }],
    columns: ["principalId", "eventSource", "events", "latest"],
    rows: [
      ["00u1", "okta.system-log-events", 2, "2023-01-30 22:22:31.000"],
      ["00u2", "okta.system-log-events", 1, "2023-01-30 22:22:31.000"],
      ["saml:ada@example.com", "sts.amazonaws.com", 1, "2023-01-30 22:22:40.000"],
    ],
    silent: { aws: [{ userIdentity: { type: "AWSService" } }] },
  },
  "sign-ins-with-aws-sessions": {
    partner: [
      {},
      { eventName: "user.authentication.sso", eventTime: "2023-01-30T22:22:50Z" },
      { eventName: "app.access" },
    ],
    aws: [{}, { eventName: "GetCallerIdentity" }, { eventSource: "s3.amazonaws.com" }],
    columns: ["eventTime", "eventSource", "eventName", "user", "sourceIPAddress"],
    rows: [
      ["2023-01-30 22:22:31.000", "okta.system-log-events", "user.session.start", "ada@example.com", "192.0.2.1"],
      ["2023-01-30 22:22:40.000", "sts.amazonaws.com", "AssumeRoleWithSAML", "ada@example.com", "192.0.2.1"],
      ["2023-01-30 22:22:50.000", "okta.system-log-events", "user.authentication.sso", "ada@example.com", "192.0.2.1"],
    ],
    silent: {
      partner: [{ eventName: "app.access" }, { eventSource: "onelogin" }],
      aws: [{ eventName: "GetCallerIdentity" }],
    },
  },
};
