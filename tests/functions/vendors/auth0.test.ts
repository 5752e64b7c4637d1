import type { JsonObject } from "../../../functions/mapping/values/json";
import logTypes from "../../../functions/vendors/kinds/auth0.json";
import { actorOf, mapped } from "./mapped";

/*
 * Events in the form of auth0/auth0-log-schemas 8b58c73; the expected values are written by hand from the descriptions there.
 */

/** The event in `data` and without it, as newer and older streams send it. */
const forms = (data: JsonObject): readonly JsonObject[] => [{ log_id: "1", data }, data];

// auth0Schemas.test.ts checks each log type's schema.
test.each<[JsonObject, string, string]>([
  [{ type: "s", user_id: "auth0|u1", user_name: "ana", client_id: "c1" }, "User", "auth0|u1"],
  [{ type: "fu", user_id: "", user_name: "ana", client_id: "c1" }, "User", "ana"],
  [{ type: "sapi", user_id: "", client_id: "c1" }, "Application", "c1"],
  [{ type: "sapi", details: { request: { auth: { user: { user_id: "auth0|adm" } } } } }, "User", "auth0|adm"],
  [
    { type: "sapi", user_id: "auth0|changed", details: { request: { auth: { user: { user_id: "auth0|adm" } } } } },
    "User",
    "auth0|adm",
  ],
  [{ type: "sapi", user_id: "c1@clients", client_id: "c1" }, "Application", "c1"],
  [{ type: "sapi", user_id: "c1@clients" }, "Application", "c1@clients"],
  [{ type: "secte", user_id: "auth0|u1", agent_id: "agt_1", client_id: "c1" }, "User", "auth0|u1"],
  [{ type: "kms_key_state_changed" }, "System", "Auth0"],
  [{ type: "f", user_id: "", client_id: "c1", ip: "203.0.113.5" }, "Unknown", "Unknown"],
  [{ type: "s", user_id: { id: "u1" }, user_name: null }, "Unknown", "Unknown"],
])("the actor in %j is the %s %s", (data, type, principalId) => {
  expect(forms(data).map((event) => actorOf("auth0", event))).toEqual(Array(2).fill([type, principalId]));
});

test("the actor and the user on whose behalf it acts are both present", () => {
  const actor = { sub: "auth0|adm1", act: { sub: "c9" } };
  const agents = { agent_id: "agt_1", external_agent_id: "ext_1" };
  for (const form of forms({ type: "sdel", user_id: "auth0|u1", ...agents, details: { actor } })) {
    const { userIdentity, additionalEventData } = mapped("auth0", form).event;
    expect(userIdentity).toEqual({ type: "User", principalId: "auth0|u1", details: { actor, ...agents } });
    expect(JSON.stringify(additionalEventData)).not.toContain("adm1");
  }
});

test.each<[JsonObject, string | undefined]>([
  [{ ip: "203.0.113.5", client_ip: "198.51.100.9" }, "203.0.113.5"],
  [{ ip: "", client_ip: "::ffff:198.51.100.9" }, "198.51.100.9"],
  [{ ip: "203.0.113.xxx", details: { request: { ip: "203.0.113.6" } } }, "203.0.113.6"],
  [{ ip: "203.0.113.xxx" }, undefined],
])("%j comes from %s", (data, address) => {
  const addresses = forms({ type: "s", ...data }).map((event) => mapped("auth0", event).event.sourceIPAddress);
  expect(addresses).toEqual([address, address]);
});

test("a request to the Management API is in the request's parameters, and its response in the response's elements", () => {
  const details = { request: { method: "post", path: "/api/v2/client-grants" }, response: { statusCode: 201 } };
  const { event } = mapped("auth0", { type: "sapi", client_id: "c1", details });
  expect(event.requestParameters).toEqual({ client_id: "c1", request: details.request });
  expect(event.responseElements).toEqual({ response: details.response });
});

const date = "2026-11-20T09:30:00.000Z";
const listed = logTypes.flatMap(({ kinds, ...rest }) => kinds.map((kind) => ({ kind, ...rest })));

test("no log type is listed twice", () => {
  expect(new Set(listed.map(({ kind }) => kind)).size).toBe(listed.length);
});

test.each(listed)("$kind ($outcome) is an error exactly if it is a failure", ({ kind, outcome }) => {
  const { event, drift } = mapped("auth0", { date, type: kind, description: "what happened" });
  expect(event.errorCode).toBe(outcome === "failure" ? kind : undefined);
  expect(event.errorMessage).toBe(outcome === "failure" ? "what happened" : undefined);
  expect(drift.unknownKind).toBe(false);
});

test.each(["fzz", "universe_reset_failed", "gd_send_carrier_pigeon_failure", "limit_zz", "shop_pwd_leak"])(
  "%s, a future failure type, is an error and of an unknown kind",
  (type) => {
    const { event, drift } = mapped("auth0", { date, type });
    expect(event.errorCode).toBe(type);
    expect(drift.unknownKind).toBe(true);
  },
);

test.each(["szz", "flows_execution_paused", "forms_submission_started", "w2", "limited"])(
  "%s, another future type, is no error",
  (type) => {
    expect(mapped("auth0", { date, type }).event.errorCode).toBeUndefined();
  },
);

// auth0/auth0-log-schemas: user_id and client_id are separate fields; without a user, the principal is the application.
test("the user's id is in its own field, which never has an application's id", () => {
  const event = (more: JsonObject) => mapped("auth0", { data: { type: "s", client_id: "c1", ...more } }).event;
  expect(event({ user_id: "auth0|1" }).additionalEventData?.data).toEqual({ user_id: "auth0|1" });
  expect(event({ type: "sapi" }).userIdentity.principalId).toBe("c1");
  expect(event({ type: "sapi" }).additionalEventData?.data).toBeUndefined();
});
