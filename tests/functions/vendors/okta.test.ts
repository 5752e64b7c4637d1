import { envelopeOf } from "../../../functions/mapping/envelope";
import type { JsonObject } from "../../../functions/mapping/json";
import { type MappedEvent, mapEvent } from "../../../functions/mapping/mapping";

const settings = { integration: "okta", vendor: "okta", recipientAccountId: "123456789012" };
function mapped(detail: JsonObject): MappedEvent {
  const result = mapEvent(envelopeOf({ published: "2024-05-14T09:30:00Z", ...detail }), settings);
  if (result.status === "rejected") {
    throw new Error(result.reason);
  }
  return result;
}

describe("outcomes", () => {
  test.each(["FAILURE", "DENY", "RATE_LIMIT", "failure"])("%s is an error", (result) => {
    const { event } = mapped({ outcome: { result, reason: "why" } });
    expect([event.errorCode, event.errorMessage]).toEqual([result.toUpperCase(), "why"]);
    expect(event.responseElements).toEqual({ result, reason: "why" });
  });

  test.each([
    "SUCCESS",
    "ALLOW",
    "CHALLENGE",
    "SKIPPED",
    "DEFERRED",
    "SCHEDULED",
    "ABANDONED",
    "UNANSWERED",
    "UNKNOWN",
    "challenge",
    "something new",
    "UNLIMITED",
    "NOT_BLOCKED",
  ])("%s is no error, and is kept", (result) => {
    const { event } = mapped({ outcome: { result, reason: "why" } });
    expect(event.errorCode).toBeUndefined();
    expect(event.errorMessage).toBeUndefined();
    expect(event.responseElements).toEqual({ result, reason: "why" });
  });

  test.each([
    ["SUCCESS", 0, undefined],
    ["failure", 0, "FAILURE"],
    ["UNANSWERED", 0, undefined],
    ["ERROR", 1, "ERROR"],
    ["AccessDenied", 1, "AccessDenied"],
    ["UNAUTHORIZED", 1, "UNAUTHORIZED"],
    ["TIMED_OUT", 1, "TIMED_OUT"],
    ["EXPIRED", 1, "EXPIRED"],
    ["NOT_ALLOWED", 1, "NOT_ALLOWED"],
    ["something new", 1, undefined],
  ])("%s is drift where Okta does not document it, and an error where it says so", (result, unexpected, errorCode) => {
    const { event, drift } = mapped({ outcome: { result } });
    expect(drift.unexpectedTypes).toBe(unexpected);
    expect(event.errorCode).toBe(errorCode);
  });

  test("an event without an outcome is no drift", () => {
    expect(mapped({ eventType: "user.session.start" }).drift).toEqual({ unknownKind: false, unexpectedTypes: 0 });
  });
});

describe("kinds", () => {
  test.each([
    ["user.session.start", false],
    ["user.session.impersonation.grant", false],
    ["user.session.teleport", true],
  ])("%s is unknown: %s", (eventType, unknownKind) => {
    expect(mapped({ eventType }).drift.unknownKind).toBe(unknownKind);
  });
});

describe("who acts", () => {
  test.each<[JsonObject, string, string]>([
    [{ id: "00u1", type: "User", alternateId: "ana@acme.example" }, "User", "00u1"],
    [{ id: "0oa1", type: "PublicClientApp", alternateId: "0oa1" }, "PublicClientApp", "0oa1"],
    [{ id: "00usys", type: "SystemPrincipal", alternateId: "system@okta.com" }, "SystemPrincipal", "00usys"],
    [{ id: "unknown", type: "User", alternateId: "ana@acme.example" }, "User", "ana@acme.example"],
    [{ id: "unknown", type: "User", alternateId: "Unknown", displayName: "unknown" }, "User", "Unknown"],
  ])("%j", (actor, type, principalId) => {
    const { userIdentity } = mapped({ actor }).event;
    expect([userIdentity.type, userIdentity.principalId]).toEqual([type, principalId]);
  });

  test("a name is in the details also where it is the principal, as the queries look for it there", () => {
    const actor = { id: "unknown", type: "User", alternateId: "ana@acme.example", displayName: "unknown" };
    expect(mapped({ actor }).event.userIdentity).toEqual({
      type: "User",
      principalId: "ana@acme.example",
      details: { id: "unknown", alternateId: "ana@acme.example", displayName: "unknown" },
    });
  });

  test("the session and the credentials they used stand beside them", () => {
    const authenticationContext = { externalSessionId: "102s", credentialType: "OTP" };
    const { event } = mapped({ actor: { id: "00u1", type: "User", displayName: "Ana" }, authenticationContext });
    expect(event.userIdentity.details).toEqual({ displayName: "Ana", authenticationContext });
    expect(event.additionalEventData).toEqual({ integrationName: "okta" });
  });
});

test("a large debug context is kept whole, where 100 kB are allowed", () => {
  const debugContext = { debugData: { changedAttributes: "x".repeat(60_000) } };
  const { event, truncated } = mapped({ debugContext });
  expect(truncated).toEqual([]);
  expect(event.requestParameters).toEqual({ debugContext });
});

describe("fields that are missing or of another shape", () => {
  test("an event with nothing but a time gets placeholders and the envelope's id", () => {
    const envelope = {
      id: "envelope-1",
      "detail-type": "SystemLog",
      source: "x",
      detail: { published: 1_700_000_000 },
    };
    const result = mapEvent(envelopeOf(envelope), settings);
    expect(JSON.parse((result as MappedEvent).eventData)).toEqual({
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

  test("the first address in the chain stands in for the client's, and stays in the request", () => {
    const request = { ipChain: [{ ip: "198.51.100.7" }] };
    const { event } = mapped({ client: { ipAddress: "not one" }, request });
    expect(event.sourceIPAddress).toBe("198.51.100.7");
    expect(event.requestParameters).toEqual({ request });
    expect(event.additionalEventData?.client).toEqual({ ipAddress: "not one" });
  });

  test.each([["999.1.1.1"], ["203.0.113.0/24"], [7], [["203.0.113.10"]]])("%j is no address", (ipAddress) => {
    const { event } = mapped({ client: { ipAddress } });
    expect(event.sourceIPAddress).toBeUndefined();
    expect(event.additionalEventData?.client).toEqual({ ipAddress });
  });

  test.each([
    ["203.0.113.10:443", "203.0.113.10"],
    ["::ffff:203.0.113.10", "203.0.113.10"],
  ])("%s is the address %s, and is kept as it is", (ipAddress, address) => {
    const { event } = mapped({ client: { ipAddress } });
    expect(event.sourceIPAddress).toBe(address);
    expect(event.additionalEventData?.client).toEqual({ ipAddress });
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
});
