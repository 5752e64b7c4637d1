import fc from "fast-check";
import type { JsonObject } from "../../../functions/mapping/values/json";
import { mapped } from "../vendors/mapped";

const secret = "MyP@ssw0rd!";

function okta(name: string): JsonObject {
  return {
    uuid: "u-1",
    published: "2026-11-20T09:30:00.000Z",
    eventType: "user.session.start",
    actor: { id: "unknown", type: "User", alternateId: name, displayName: "unknown" },
    client: { ipAddress: "203.0.113.7", userAgent: { rawUserAgent: "Mozilla/5.0" } },
    outcome: { result: "FAILURE", reason: "VERIFICATION_ERROR" },
    target: [
      { type: "User", alternateId: name },
      { type: "AppInstance", displayName: name },
    ],
    debugContext: { debugData: { requestUri: `/api/v1/authn?username=${encodeURIComponent(name)}&x=1`, risk: name } },
  };
}

test("a password typed as Okta's user name is masked in all its copies, and every place is listed", () => {
  const { event, redacted } = mapped("okta", okta(secret));
  expect(event.userIdentity.details).toMatchObject({ alternateId: "REDACTED" });
  expect(event.requestParameters?.target).toEqual([
    { type: "User", alternateId: "REDACTED" },
    { type: "AppInstance", displayName: secret },
  ]);
  expect(redacted).toEqual(["actor.alternateId", "debugContext.debugData.requestUri", "target.0.alternateId"]);
  expect(JSON.stringify(event)).not.toContain(encodeURIComponent(secret));
});

// RFC 3986, section 2.1, and the form encoding of a blank (WHATWG URL, application/x-www-form-urlencoded).
test.each([
  ["MyP@ssw0rd!", "MyP%40ssw0rd%21"],
  ["MyP@ssw0rd!", "MyP@ssw0rd%21"],
  ["Gr\u00fcn/K\u00e4se+7", "Gr%c3%bcn%2fK%C3%A4se%2B7"],
  ["Winter 2026!", "Winter+2026!"],
  ["Winter 2026!", "Winter%202026%21"],
])("the copy %s (%s) in a URL is masked", (name, written) => {
  const debugContext = { debugData: { requestUri: `/api/v1/authn?username=${written}&x=1` } };
  const { event } = mapped("okta", { ...okta(name), debugContext });
  expect(event.requestParameters?.debugContext).toEqual({
    debugData: { requestUri: "/api/v1/authn?username=REDACTED&x=1" },
  });
});

// Okta Developer, Event types, those in which a user types a user name; outcomes of the System Log API.
test.each([
  ["user.account.reset_password", "FAILURE"],
  ["user.account.unlock", "FAILURE"],
  ["user.account.lock", "FAILURE"],
  ["user.authentication.auth_via_AD_agent", "FAILURE"],
  ["core.user_auth.login_failed", "FAILURE"],
  ["policy.evaluate_sign_on", "DENY"],
  ["policy.evaluate_sign_on", "CHALLENGE"],
  ["user.mfa.okta_verify.deny_push", "FAILURE"],
])("it is masked in Okta's %s with the outcome %s", (eventType, result) => {
  expect(mapped("okta", { ...okta(secret), eventType, outcome: { result } }).redacted).toContain("actor.alternateId");
});

test.each([
  ["that succeeded", { outcome: { result: "SUCCESS" } }],
  ["that was allowed", { eventType: "policy.evaluate_sign_on", outcome: { result: "ALLOW" } }],
  ["without a typed name", { eventType: "group.user_membership.add" }],
])("nothing is masked in Okta's event %s", (_, over) => {
  expect(mapped("okta", { ...okta(secret), ...over }).redacted).toEqual([]);
});

test("nothing is masked if the configuration disables it", () => {
  expect(mapped("okta", okta(secret), { privacy: { typedPasswords: "off" } }).redacted).toEqual([]);
});

test.each([
  ["onelogin", { event_type_id: 6, user_name: secret, actor_user_name: secret, notes: `${secret} is not known` }],
  ["auth0", { data: { type: "fu", user_name: secret, description: `no ${secret} here` } }],
  ["auth0", { type: "fp", user_name: secret }],
  ["auth0", { data: { type: "fepft", user_name: secret, client_id: "an-application", client_ip: "203.0.113.7" } }],
  ["auth0", { data: { type: "limit_wc", user_name: secret } }],
  ["github", { action: "user.failed_login", actor: secret, user: secret }],
])("it is masked in an event of %s, and no principal is derived from it", (vendor, detail) => {
  const { event, redacted } = mapped(vendor, detail);
  expect(JSON.stringify(event)).not.toContain(secret);
  expect(event.userIdentity.principalId).toBe("Unknown");
  expect(redacted.length).toBeGreaterThan(0);
});

test.each([
  ["onelogin", { event_type_id: 5, user_name: secret }],
  ["auth0", { type: "s", user_name: secret }],
  ["github", { action: "user.login", actor: secret }],
])("a successful sign-in of %s keeps its name", (vendor, detail) => {
  expect(mapped(vendor, detail).redacted).toEqual([]);
});

const agent = "Mozilla/5.0 (X11; Linux)";
const time = "2026-11-20T09:30:00.000Z";
const [at, ip] = ["2026-11-20 09:30:00 UTC", "2001:db8::7"];
const signIns: Readonly<Record<string, (name: string) => JsonObject>> = {
  okta: (name) => ({ ...okta(name), client: { ipAddress: ip, userAgent: { rawUserAgent: agent } } }),
  auth0: (user_name) => ({
    data: { log_id: "u-1", type: "fp", date: time, ip, user_agent: agent, user_name, description: "Wrong password!1" },
  }),
  onelogin: (user_name) => ({
    uuid: "u-1",
    event_type_id: 6,
    event_timestamp: at,
    ipaddr: ip,
    user_agent: agent,
    user_name,
  }),
  github: (user) => ({
    _document_id: "u-1",
    action: "user.failed_login",
    "@timestamp": 1795167000000,
    actor_ip: ip,
    user_agent: agent,
    user,
    actor_id: 7,
  }),
};
/** Texts that occur elsewhere in the event, or resemble those. */
const typed = fc.oneof(
  fc.constantFrom(ip, `[${ip}]:443`, "203.0.113.7", time, at, "FAILURE", "VERIFICATION_ERROR", "user.session.start"),
  fc.constantFrom(agent, "u-1", "User", "REDACTED", "Mozilla/5.0 (X11;", "Wrong password!1", "P@ssw0rd1"),
  fc.constantFrom("?code=FAILURE&token=u-1", '{"password":"FAILURE"}'),
  fc.string({ minLength: 1, maxLength: 40 }),
);

test.each(Object.entries(signIns))(
  "with any typed user name, id, time, name, address, agent and outcome of an event of %s stay",
  (vendor, signInOf) => {
    const evidence = (name: string) => {
      const { event } = mapped(vendor, signInOf(name));
      const { UID, eventTime, eventName, sourceIPAddress, userAgent, errorCode, errorMessage } = event;
      return { UID, eventTime, eventName, sourceIPAddress, userAgent, errorCode, failed: errorMessage !== undefined };
    };
    const ordinary = evidence("ada@example.com");
    const known = { UID: "u-1", eventTime: "2026-11-20T09:30:00Z", sourceIPAddress: ip, userAgent: agent };
    expect(ordinary).toMatchObject(known);
    fc.assert(fc.property(typed, (name) => expect(evidence(name)).toEqual(ordinary)));
  },
);
