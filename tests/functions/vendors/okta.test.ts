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
    expect([event.errorCode, event.errorMessage]).toEqual([result, "why"]);
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
    "something new",
  ])("%s is no error, and is kept", (result) => {
    const { event } = mapped({ outcome: { result, reason: "why" } });
    expect(event.errorCode).toBeUndefined();
    expect(event.errorMessage).toBeUndefined();
    expect(event.responseElements).toEqual({ result, reason: "why" });
  });
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

  test.each([["999.1.1.1"], ["203.0.113.10:443"], ["203.0.113.0/24"], [7], [["203.0.113.10"]]])(
    "%j is no address",
    (ipAddress) => {
      const { event } = mapped({ client: { ipAddress } });
      expect(event.sourceIPAddress).toBeUndefined();
      expect(event.additionalEventData?.client).toEqual({ ipAddress });
    },
  );

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
