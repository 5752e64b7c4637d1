import type { JsonObject } from "../../../functions/mapping/values/json";
import { actorOf, mapped as mappedOf, noDrift } from "./mapped";

const mapped = (detail: JsonObject) => mappedOf("okta", { published: "2024-05-14T09:30:00Z", ...detail });

// Source: Okta System Log API, LogOutcome. Other values are schema drift.
test.each([
  ["SUCCESS ALLOW challenge SKIPPED DEFERRED SCHEDULED ABANDONED UNANSWERED UNKNOWN", false, 0],
  ["FAILURE failure DENY RATE_LIMIT", true, 0],
  ["ERROR AccessDenied UNAUTHORIZED TIMED_OUT EXPIRED NOT_ALLOWED", true, 1],
  ["UNLIMITED NOT_BLOCKED new", false, 1],
])("the outcomes %s are failures: %s; they are kept", (outcomes, isFailure, unexpectedTypes) => {
  for (const result of outcomes.split(" ")) {
    const { event, drift } = mapped({ eventType: "user.session.start", outcome: { result, reason: "why" } });
    const expected = isFailure ? [result.replace("failure", "FAILURE"), "why"] : [undefined, undefined];
    expect([event.errorCode, event.errorMessage]).toEqual(expected);
    expect(event.responseElements).toEqual({ result, reason: "why" });
    expect(drift).toEqual({ ...noDrift, unexpectedTypes });
  }
});

test.each([
  ["user.session.start", false],
  ["user.session.impersonation.grant", false],
  ["user.session.teleport", true],
])("the kind %s is unknown: %s", (eventType, unknownKind) => {
  expect(mapped({ eventType }).drift).toEqual({ ...noDrift, unknownKind });
});

test.each<[JsonObject, string, string]>([
  [{ id: "00u1", type: "User", alternateId: "ana@acme.example" }, "User", "00u1"],
  [{ id: "0oa1", type: "PublicClientApp", alternateId: "0oa1" }, "PublicClientApp", "0oa1"],
  [{ id: "00usys", type: "SystemPrincipal", alternateId: "system@okta.com" }, "SystemPrincipal", "00usys"],
  [{ id: "unknown", type: "User", alternateId: "Unknown", displayName: "unknown" }, "User", "Unknown"],
])("the actor from %j", (actor, type, principalId) => {
  expect(actorOf("okta", { actor })).toEqual([type, principalId]);
});

test("a name is in the details even if it is the principal, since queries read it there, with the session", () => {
  const actor = { id: "unknown", type: "User", alternateId: "ana@acme.example", displayName: "unknown" };
  const authenticationContext = { externalSessionId: "102s", credentialType: "OTP" };
  const { event } = mapped({ actor, authenticationContext });
  expect(event.userIdentity).toEqual({
    type: "User",
    principalId: "ana@acme.example",
    details: { id: "unknown", alternateId: "ana@acme.example", displayName: "unknown", authenticationContext },
  });
  expect(event.additionalEventData).toEqual({ integrationName: "okta" });
});

test("an event with only a time gets placeholders and the envelope's id", () => {
  const detail = { published: 1_700_000_000 };
  const { event } = mappedOf("okta", { id: "envelope-1", "detail-type": "SystemLog", source: "x", detail });
  expect(JSON.parse(JSON.stringify(event))).toEqual({
    version: "0",
    userIdentity: { type: "Unknown", principalId: "Unknown" },
    eventSource: "okta.system-log-events",
    eventName: "Unknown",
    eventTime: "2023-11-14T22:13:20Z",
    UID: "envelope-1",
    recipientAccountId: "123456789012",
    additionalEventData: { integrationName: "okta", published: 1_700_000_000 },
  });
});

test("a user agent over the limit is cut in its field and kept whole in additional data", () => {
  const rawUserAgent = "x".repeat(2000);
  const { event, truncated } = mapped({ client: { userAgent: { rawUserAgent } } });
  expect(event.userAgent).toBe("x".repeat(1024));
  expect(event.additionalEventData?.client).toEqual({ userAgent: { rawUserAgent } });
  expect(truncated).toEqual(["userAgent"]);
});

test("of two spellings of a field, the one that Okta documents is used and the other is kept", () => {
  const { event } = mapped({ eventtype: "wrong", eventType: "user.session.start", EVENTTYPE: "wrong too" });
  expect(event.eventName).toBe("user.session.start");
  expect(event.additionalEventData).toMatchObject({ eventtype: "wrong", EVENTTYPE: "wrong too" });
});

// Okta Developer, System Log API, LogEvent object: eventType and legacyEventType are separate fields, which SigmaHQ's
// rules read.
test("a legacy event type that gives the name is also in its own field", () => {
  const legacyEventType = "core.user_auth.login_failed";
  const { event } = mapped({ legacyEventType });
  expect([event.eventName, event.additionalEventData?.legacyEventType]).toEqual([legacyEventType, legacyEventType]);
});

test("the actor's id is in its own field, which never has another value", () => {
  expect(mapped({ actor: { id: "00u1" } }).event.userIdentity).toEqual({
    type: "Unknown",
    principalId: "00u1",
    details: { id: "00u1" },
  });
  expect(mapped({ actor: { alternateId: "ann@example.com" } }).event.userIdentity).toEqual({
    type: "Unknown",
    principalId: "ann@example.com",
    details: { alternateId: "ann@example.com" },
  });
});
