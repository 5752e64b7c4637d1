import { envelopeOf } from "../../../functions/mapping/envelope";
import { mapEvent } from "../../../functions/mapping/mapping";
import type { JsonObject } from "../../../functions/mapping/values/json";
import { actorOf, mapped as mappedOf, noDrift } from "./mapped";

const mapped = (detail: JsonObject) => mappedOf("okta", { published: "2024-05-14T09:30:00Z", ...detail });

// Source: Okta System Log API, LogOutcome. What it does not document is drift.
test.each([
  ["SUCCESS", undefined, 0],
  ["ALLOW", undefined, 0],
  ["challenge", undefined, 0],
  ["SKIPPED", undefined, 0],
  ["DEFERRED", undefined, 0],
  ["SCHEDULED", undefined, 0],
  ["ABANDONED", undefined, 0],
  ["UNANSWERED", undefined, 0],
  ["UNKNOWN", undefined, 0],
  ["FAILURE", "FAILURE", 0],
  ["failure", "FAILURE", 0],
  ["DENY", "DENY", 0],
  ["RATE_LIMIT", "RATE_LIMIT", 0],
  ["ERROR", "ERROR", 1],
  ["AccessDenied", "AccessDenied", 1],
  ["UNAUTHORIZED", "UNAUTHORIZED", 1],
  ["TIMED_OUT", "TIMED_OUT", 1],
  ["EXPIRED", "EXPIRED", 1],
  ["NOT_ALLOWED", "NOT_ALLOWED", 1],
  ["UNLIMITED", undefined, 1],
  ["NOT_BLOCKED", undefined, 1],
  ["something new", undefined, 1],
])("the outcome %s has the error code %s, and is kept", (result, errorCode, unexpectedTypes) => {
  const { event, drift } = mapped({ eventType: "user.session.start", outcome: { result, reason: "why" } });
  expect([event.errorCode, event.errorMessage]).toEqual([errorCode, errorCode && "why"]);
  expect(event.responseElements).toEqual({ result, reason: "why" });
  expect(drift).toEqual({ ...noDrift, unexpectedTypes });
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
])("who acts by %j", (actor, type, principalId) => {
  expect(actorOf("okta", { actor })).toEqual([type, principalId]);
});

test("a name is in the details also where it is the principal, as the queries look for it there, with the session", () => {
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

test("a large debug context is kept whole, where 100 kB are allowed", () => {
  const debugContext = { debugData: { changedAttributes: "x".repeat(60_000) } };
  const { event, truncated } = mapped({ debugContext });
  expect(truncated).toEqual([]);
  expect(event.requestParameters).toEqual({ debugContext });
});

test("an event with nothing but a time gets placeholders and the envelope's id", () => {
  const detail = { published: 1_700_000_000 };
  const envelope = { id: "envelope-1", "detail-type": "SystemLog", source: "x", detail };
  const settings = { integration: "okta", vendor: "okta", recipientAccountId: "123456789012" };
  expect(mapEvent(envelopeOf(envelope), settings)).toMatchObject({
    event: {
      version: "0",
      userIdentity: { type: "Unknown", principalId: "Unknown" },
      eventSource: "okta.system-log-events",
      eventName: "Unknown",
      eventTime: "2023-11-14T22:13:20Z",
      UID: "envelope-1",
      recipientAccountId: "123456789012",
      additionalEventData: { integrationName: "okta", published: 1_700_000_000 },
    },
  });
});

test("the first address in the chain stands in for the client's, and both stay as they are", () => {
  const request = { ipChain: [{ ip: "198.51.100.7" }] };
  const { event } = mapped({ client: { ipAddress: "999.1.1.1" }, request });
  expect(event.sourceIPAddress).toBe("198.51.100.7");
  expect(event.requestParameters).toEqual({ request });
  expect(event.additionalEventData?.client).toEqual({ ipAddress: "999.1.1.1" });
});

test("a user agent over the limit is cut in its field and stays whole beside it", () => {
  const rawUserAgent = "x".repeat(2000);
  const { event, truncated } = mapped({ client: { userAgent: { rawUserAgent } } });
  expect(event.userAgent).toBe("x".repeat(1024));
  expect(event.additionalEventData?.client).toEqual({ userAgent: { rawUserAgent } });
  expect(truncated).toEqual(["userAgent"]);
});

test("of two spellings of a field, the one that Okta documents counts and the other is kept", () => {
  const { event } = mapped({ eventtype: "wrong", eventType: "user.session.start", EVENTTYPE: "wrong too" });
  expect(event.eventName).toBe("user.session.start");
  expect(event.additionalEventData).toMatchObject({ eventtype: "wrong", EVENTTYPE: "wrong too" });
});
