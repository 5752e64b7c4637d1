import { envelopeOf } from "../../../functions/mapping/envelope";
import type { JsonObject } from "../../../functions/mapping/json";
import { type MappedEvent, mapEvent } from "../../../functions/mapping/mapping";

/*
 * Events in the shape of auth0/auth0-log-schemas 8b58c73; what is expected of them is written by hand from the descriptions there.
 */

const settings = { integration: "auth0", vendor: "auth0", recipientAccountId: "123456789012" };

function mapped(detail: JsonObject): MappedEvent {
  const result = mapEvent(envelopeOf(detail), settings);
  if (result.status === "rejected") {
    throw new Error(result.reason);
  }
  return result;
}

/** The event in `data` and by itself, as newer and older streams send it. */
const forms = (data: JsonObject): readonly MappedEvent["event"][] => {
  const whole = { date: "2026-11-20T09:30:00.000Z", log_id: "1", ...data };
  return [mapped({ log_id: "1", data: whole }).event, mapped(whole).event];
};

describe("who acts", () => {
  test.each<[string, JsonObject, string, string]>([
    ["a user", { type: "s", user_id: "auth0|u1", user_name: "ana", client_id: "c1" }, "User", "auth0|u1"],
    ["a user known by name alone", { type: "fu", user_id: "", user_name: "ana", client_id: "c1" }, "User", "ana"],
    [
      "an administrator who changes a user",
      {
        type: "sapi",
        user_id: "auth0|changed",
        client_id: "c1",
        details: { request: { auth: { user: { user_id: "auth0|adm" } } } },
      },
      "User",
      "auth0|adm",
    ],
    [
      "an administrator, named in the request alone",
      {
        type: "sapi",
        user_id: "",
        client_id: "c1",
        details: { request: { auth: { user: { user_id: "auth0|adm" } } } },
      },
      "User",
      "auth0|adm",
    ],
    [
      "an application that got a token for itself",
      { type: "seccft", user_id: "", user_name: "", client_id: "c1", ip: "203.0.113.5" },
      "Application",
      "c1",
    ],
    ["an application that was refused one", { type: "feccft", client_id: "c1" }, "Application", "c1"],
    [
      "an application that calls the Management API",
      { type: "sapi", user_id: "", client_id: "c1" },
      "Application",
      "c1",
    ],
    [
      "an application by its token's subject",
      { type: "sapi", user_id: "c1@clients", client_id: "c1" },
      "Application",
      "c1",
    ],
    ["the same without its id", { type: "sapi", user_id: "c1@clients" }, "Application", "c1@clients"],
    ["an agent by itself", { type: "seccft", user_id: "", agent_id: "agt_1", client_id: "c1" }, "Agent", "agt_1"],
    [
      "an agent in a user's name",
      { type: "secte", user_id: "auth0|u1", agent_id: "agt_1", client_id: "c1" },
      "User",
      "auth0|u1",
    ],
    ["the tenant", { type: "directory_sync_failed", tenant_name: "acme" }, "System", "acme"],
    ["the tenant without its name", { type: "kms_key_state_changed" }, "System", "Auth0"],
    ["a person who is not named", { type: "f", user_id: "", client_id: "c1", ip: "203.0.113.5" }, "Unknown", "Unknown"],
    ["an address", { type: "ss_sso_info", ip: "203.0.113.5" }, "Unknown", "Unknown"],
    ["nothing", { type: "zz_new", description: null }, "Unknown", "Unknown"],
    ["another shape", { type: "s", user_id: { id: "u1" }, user_name: null }, "Unknown", "Unknown"],
  ])("is %s", (_, data, type, principalId) => {
    for (const { userIdentity } of forms(data)) {
      expect([userIdentity.type, userIdentity.principalId]).toEqual([type, principalId]);
    }
  });

  test("and in whose name stand together", () => {
    const actor = { sub: "auth0|adm1", act: { sub: "c9" } };
    for (const { userIdentity, additionalEventData } of forms({
      type: "sdel",
      user_id: "auth0|u1",
      agent_id: "agt_1",
      external_agent_id: "ext_1",
      details: { actor },
    })) {
      expect(userIdentity).toEqual({
        type: "User",
        principalId: "auth0|u1",
        details: { actor, agent_id: "agt_1", external_agent_id: "ext_1" },
      });
      expect(JSON.stringify(additionalEventData)).not.toContain("adm1");
    }
  });
});

describe("from where", () => {
  test.each<[JsonObject, string | undefined]>([
    [{ ip: "203.0.113.5", client_ip: "198.51.100.9" }, "203.0.113.5"],
    [{ ip: "", client_ip: "198.51.100.9" }, "198.51.100.9"],
    [{ client_ip: "::ffff:198.51.100.9" }, "198.51.100.9"],
    [{ ip: "203.0.113.xxx", details: { request: { ip: "203.0.113.6" } } }, "203.0.113.6"],
    [{ ip: "203.0.113.xxx" }, undefined],
  ])("%j", (data, address) => {
    for (const { sourceIPAddress } of forms({ type: "s", ...data })) {
      expect(sourceIPAddress).toBe(address);
    }
  });
});

test("a large request to the Management API is kept whole, where 100 kB are allowed", () => {
  const scope = Array.from({ length: 1_500 }, (_, index) => `read:resource_${index}_of_the_tenant`);
  const request = { method: "post", path: "/api/v2/client-grants", body: { scope } };
  const response = { statusCode: 201, body: { scope } };
  const detail = { type: "sapi", date: "2026-11-20T09:30:00.000Z", client_id: "c1", details: { request, response } };
  const { event, truncated } = mapped({ log_id: "1", data: detail });
  expect(truncated).toEqual([]);
  expect(event.requestParameters).toEqual({ client_id: "c1", request });
  expect(event.responseElements).toEqual({ response });
});

test.each(["w", "wn", "wum", "depnote", "api_limit_warning"])("%s is a warning and no error", (type) => {
  for (const { errorCode } of forms({ type, description: "something", details: { error: { message: "bad" } } })) {
    expect(errorCode).toBeUndefined();
  }
});
