import type { JsonObject } from "../../../functions/mapping/values/json";
import { gitHubActions, gitHubFailures } from "../../../functions/vendors/gitHubActions";
import { actorOf, mapped, noDrift } from "./mapped";

const base = { "@timestamp": 1_793_527_200_123, _document_id: "d1", org: "acme" };
const ana = { actor: "ana", actor_id: 11 };

function event(fields: JsonObject) {
  return mapped("github", { ...base, ...fields });
}

// Source of the actions and their meanings: GitHub Docs, audit log events and security log events.
describe("failures", () => {
  test("are the documented actions whose description mentions a failure, a refusal or a block", () => {
    const pattern = new RegExp(gitHubFailures, "i");
    expect(gitHubActions.filter((action) => pattern.test(action))).toEqual([
      "business.proxy_security_header_unsatisfied",
      "business.recovery_code_failed",
      "business.trial_email_verification_failed",
      "external_group.scim_api_failure",
      "external_identity.scim_api_failure",
      "org.billing_signup_error",
      "org.rate_limited_invites",
      "org.recovery_code_failed",
      "protected_branch.rejected_ref_update",
      "public_key.unverification_failure",
      "public_key.verification_failure",
      "repository_security_configuration.failed",
      "user.creation_rate_limit_exceeded",
      "user.device_verification_failure",
      "user.failed_login",
      "user.two_factor_challenge_failure",
    ]);
  });

  test.each<[number | string, string | undefined]>([
    [200, undefined],
    [304, undefined],
    [400, "400"],
    ["404", "404"],
    [500, "500"],
  ])("an API request with the status %j has the error code %j", (status_code, errorCode) => {
    const { errorCode: code, responseElements } = event({ ...ana, action: "api.request", status_code }).event;
    expect([code, responseElements]).toEqual([errorCode, { status_code }]);
  });

  test("have GitHub's reasons as the message", () => {
    const [message, action] = ["Changes must be made through a pull request.", "protected_branch.rejected_ref_update"];
    const reasons = [{ code: "protected_branch", message }];
    const expected = { errorCode: action, errorMessage: message, responseElements: { reasons } };
    expect(event({ ...ana, action, reasons }).event).toMatchObject(expected);
  });

  test.each([
    "user.login",
    "personal_access_token.request_denied",
    "org.oauth_app_access_denied",
    "org.clear_custom_invitation_rate_limit",
    "two_factor_account_recovery.abort",
    "external_group.scim_api_success",
  ])("%s is not a failure", (action) => {
    expect(event({ ...ana, action }).event.errorCode).toBeUndefined();
  });
});

describe("the actor", () => {
  // Sources: GitHub Docs, "Identifying audit log events performed by an access token"; the logins of GitHub Apps end with [bot].
  test.each<[string, JsonObject, readonly [string, string]]>([
    ["a user", ana, ["User", "11"]],
    [
      "a user through a GitHub App",
      { ...ana, programmatic_access_type: "GitHub App user-to-server token" },
      ["User", "11"],
    ],
    ["a user whom the event flags as no bot", { ...ana, actor_is_bot: false, actor_is_agent: false }, ["User", "11"]],
    ["a user without an id", { actor: "ana" }, ["User", "ana"]],
    ["a GitHub App's bot", { actor: "renovate-acme[bot]", actor_id: 7 }, ["Bot", "7"]],
    ["a flagged bot", { actor: "helper", actor_id: 8, actor_is_bot: true }, ["Bot", "8"]],
    [
      "an agent",
      { actor: "copilot-swe-agent[bot]", actor_id: 9, actor_is_agent: true, actor_is_bot: true },
      ["Agent", "9"],
    ],
    [
      "an app",
      { actor: "acme-sync", actor_id: 5, programmatic_access_type: "GitHub App server-to-server token" },
      ["Application", "5"],
    ],
    [
      "a deploy key",
      { actor: "deploy_key", actor_id: -1, programmatic_access_type: "Deploy key" },
      ["DeployKey", "deploy_key"],
    ],
    ["a deploy key of a named user", { ...ana, programmatic_access_type: "deploy_key" }, ["DeployKey", "11"]],
    ["GitHub's staff", { actor: "github-staff", actor_id: 1 }, ["System", "1"]],
    ["an actor that is no text", { actor: ["ana"] }, ["Unknown", "Unknown"]],
    ["unknown without a name", { actor: "", actor_id: 0, user: "bob", user_id: 22 }, ["Unknown", "Unknown"]],
  ])("%s", (_who, fields, actor) => {
    expect(actorOf("github", { ...base, action: "git.clone", ...fields })).toEqual(actor);
  });

  test("is never the user that the action changed", () => {
    const removed = { ...base, action: "org.remove_member", user: "bob", user_id: 22 };
    expect(actorOf("github", removed)).toEqual(["Unknown", "Unknown"]);
    const bySystem = { ...removed, reason: "two_factor_requirement_non_compliance" };
    expect(actorOf("github", bySystem)).toEqual(["System", "GitHub"]);
    expect(actorOf("github", { ...bySystem, ...ana })).toEqual(["User", "11"]);
    expect(mapped("github", removed).event.requestParameters).toEqual({ org: "acme", user: "bob", user_id: 22 });
  });

  test("is the user only in sign-ins", () => {
    const failed = { ...base, action: "user.failed_login", user: "bob", user_id: 22 };
    expect(actorOf("github", failed)).toEqual(["User", "22"]);
    expect(actorOf("github", { ...failed, action: "user.suspend" })).toEqual(["Unknown", "Unknown"]);
    const response = { ...base, action: "org.sso_response", external_identity_nameid: "ana@example.com" };
    expect(actorOf("github", response)).toEqual(["User", "ana@example.com"]);
    expect(actorOf("github", { ...response, action: "external_identity.provision" })).toEqual(["Unknown", "Unknown"]);
  });

  test("is GitHub if it acts by itself according to the documents and no actor is named", () => {
    expect(actorOf("github", { ...base, action: "secret_scanning_alert.create" })).toEqual(["System", "GitHub"]);
    expect(actorOf("github", { ...base, ...ana, action: "secret_scanning_alert.create" })).toEqual(["User", "11"]);
  });
});

test.each([
  ["git.clone", false],
  ["api.request", false],
  ["org.config.disable_collaborators_only", false],
  ["git", true],
  ["git.teleport", true],
  ["repo.config", true],
])("the action %s is kept unchanged, and unknown: %s", (action, unknownKind) => {
  const { drift, event: mappedEvent } = event({ ...ana, action });
  expect([mappedEvent.eventName, drift]).toEqual([action, { ...noDrift, unknownKind }]);
});

// Source: RFC 9110, section 15: a status below 400 is no error, so it is not used as the error's name.
test("a failure with the status of a success has its action as the error code", () => {
  const of = (status_code: number | string) =>
    event({ action: "user.failed_login", user: "ana", status_code }).event.errorCode;
  expect([of(200), of("302"), of(401)]).toEqual(["user.failed_login", "user.failed_login", "401"]);
});

test("the change and its target are in the request's parameters, and the token is with the actor", () => {
  const what = {
    integration: "ci-app",
    repositories_added_names: ["acme/one"],
    config: [{ url: "https://ci.example.com/h" }],
  };
  const action = "integration_installation.repositories_added";
  const { event: mappedEvent } = event({ ...ana, action, hashed_token: "jdC7LQ==", ...what });
  expect(mappedEvent.requestParameters).toMatchObject(what);
  expect(mappedEvent.userIdentity.details).toMatchObject({ hashed_token: "jdC7LQ==" });
});
