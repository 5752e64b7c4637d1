import fc from "fast-check";
import { envelopeOf } from "../../../functions/mapping/envelope";
import { type MappedEvent, mapEvent } from "../../../functions/mapping/mapping";
import { looksLikePassword } from "../../../functions/privacy/typedPassword";

test.each([
  "P@ssw0rd1",
  "MyP@ssw0rd!",
  "Summer2026!",
  "Winter2026",
  "Passw0rd123",
  "correct-Horse#7",
  "xK9$mQ2vLp",
  "Tr0ub4dor&3",
  "Zürich!2026",
  "a1!b2?c3#D",
])("%s looks like a password", (text) => {
  expect(looksLikePassword(text)).toBe(true);
});

test.each([
  "ada@example.com",
  "Ada.Lovelace+Test2@mail.example.co.uk",
  "EXAMPLE\\ada2",
  "example/ada2",
  "jane.doe",
  "JDoe42",
  "JohnSmith1985",
  "svc_backup-01",
  "O'Brien-Smith2",
  "Müller-Lüdenscheidt",
  "Ada Lovelace",
  "Ada Lovelace (Finance) #2!",
  "0a1b2c3d-0000-4000-8000-0123456789ab",
  "auth0|5f7c8ec7D",
  "CN=Ada,OU=Users,DC=example",
  "https://login.example.com/Ada?x=1",
  "+41791234567",
  "P@ss1!",
  "unknown",
  "springfield",
  "",
])("%s does not", (text) => {
  expect(looksLikePassword(text)).toBe(false);
});

test("no plain name of letters, digits, dots, hyphens and underscores without a common word is taken for one", () => {
  const name = fc.stringMatching(/^[bcdghjkvxzBCDGHJKVXZ0-9._-]{1,40}$/);
  fc.assert(fc.property(name, (text) => !looksLikePassword(text)));
});

describe("in an event", () => {
  function mapped(vendor: string, detail: object): MappedEvent {
    const result = mapEvent(envelopeOf({ ...detail }, "2026-11-20T09:30:00Z"), {
      integration: vendor,
      vendor,
      recipientAccountId: "123456789012",
    });
    if (result.status === "rejected") {
      throw new Error(result.reason);
    }
    return result;
  }

  const secret = "MyP@ssw0rd!";
  const okta = {
    uuid: "u-1",
    eventType: "user.session.start",
    actor: { id: "unknown", type: "User", alternateId: secret, displayName: "unknown" },
    outcome: { result: "FAILURE", reason: "VERIFICATION_ERROR" },
    target: [{ type: "User", alternateId: secret }],
    debugContext: { debugData: { requestUri: `/api/v1/authn?username=${encodeURIComponent(secret)}&x=1` } },
  };

  test("of Okta it is masked wherever it stands, and every place is listed", () => {
    const { event, redacted } = mapped("okta", okta);
    expect(JSON.stringify(event)).not.toContain(secret);
    expect(JSON.stringify(event)).not.toContain(encodeURIComponent(secret));
    expect(event.userIdentity.details).toMatchObject({ alternateId: "REDACTED" });
    expect(redacted).toEqual(["actor.alternateId", "debugContext.debugData.requestUri", "target.0.alternateId"]);
  });

  test.each([
    ["that succeeded", { outcome: { result: "SUCCESS" } }],
    ["that is no sign-in", { eventType: "group.user_membership.add" }],
  ])("of Okta %s nothing is masked", (_, over) => {
    expect(mapped("okta", { ...okta, ...over }).redacted).toEqual([]);
  });

  test.each([
    ["onelogin", { event_type_id: 6, user_name: secret, actor_user_name: secret }],
    ["auth0", { data: { type: "fu", user_name: secret } }],
    ["auth0", { type: "fp", user_name: secret }],
  ])("of %s it is masked", (vendor, detail) => {
    const { event, redacted } = mapped(vendor, detail);
    expect(JSON.stringify(event)).not.toContain(secret);
    expect(redacted.length).toBeGreaterThan(0);
  });

  test("of OneLogin a sign-in that worked keeps its name", () => {
    expect(mapped("onelogin", { event_type_id: 5, user_name: secret }).redacted).toEqual([]);
  });
});
