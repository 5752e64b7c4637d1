import { readFileSync } from "node:fs";
import { join } from "node:path";
import { envelopeOf } from "../../../functions/mapping/envelope";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../functions/mapping/json";
import { type MappedEvent, mapEvent } from "../../../functions/mapping/mapping";

/*
 * What each fixture must become, written by hand from the event and from the rules (eventName is eventType, UID is uuid, the time in
 * UTC without a fraction, an error only for a real failure), not taken from the mapping.
 */
interface ByHand {
  readonly eventName: string;
  readonly UID: string;
  readonly eventTime?: string;
  readonly principal?: readonly [type: string, id: string, alternateId: string | undefined];
  readonly address?: string;
  readonly userAgent?: string;
  readonly error?: readonly [code: string, message: string];
}

const uuid = (last: string) => `d3b0a1c2-11d4-11ef-8a00-0000000000${last}`;
const alice = ["User", "00u1alice0000000001", "alice@acme.example"] as const;
const nobody = ["Unknown", "Unknown", undefined] as const;
const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0";
const fromFirefox = { principal: alice, address: "203.0.113.10", userAgent: firefox };

const byHand: Readonly<Record<string, ByHand>> = {
  "session-start": { ...fromFirefox, eventName: "user.session.start", UID: uuid("01") },
  "session-start-failed": {
    ...fromFirefox,
    eventName: "user.session.start",
    UID: uuid("02"),
    address: "2001:db8::7",
    error: ["FAILURE", "INVALID_CREDENTIALS"],
  },
  "sign-on-challenged": { ...fromFirefox, eventName: "policy.evaluate_sign_on", UID: uuid("03") },
  "single-sign-on-skipped": { ...fromFirefox, eventName: "user.authentication.sso", UID: uuid("04") },
  "app-membership-add": { ...fromFirefox, eventName: "application.user_membership.add", UID: uuid("05") },
  "user-create-by-token": {
    eventName: "user.lifecycle.create",
    UID: uuid("06"),
    principal: alice,
    address: "198.51.100.20",
    userAgent: "okta-sdk-java/15.0.0 java/17",
  },
  "api-token-create": {
    eventName: "system.api_token.create",
    UID: uuid("07"),
    principal: alice,
    address: "198.51.100.21",
  },
  "factor-deactivate": { ...fromFirefox, eventName: "user.mfa.factor.deactivate", UID: uuid("08") },
  "rate-limit-violation": {
    eventName: "system.org.rate_limit.violation",
    UID: uuid("09"),
    principal: nobody,
    error: ["RATE_LIMIT", "Too many requests"],
  },
  "group-membership-add-without-id": { ...fromFirefox, eventName: "group.user_membership.add", UID: "ENVELOPE" },
  "account-lock-without-time": {
    ...fromFirefox,
    eventName: "user.account.lock",
    UID: uuid("11"),
    eventTime: "ENVELOPE",
    error: ["FAILURE", "LOCKED_OUT"],
  },
  "request-blocked": {
    ...fromFirefox,
    eventName: "security.request.blocked",
    UID: uuid("12"),
    principal: ["SystemPrincipal", "okta.network.zone", "unknown"],
    address: "203.0.113.99",
    error: ["DENY", "IP zone BLOCK"],
  },
  "mfa-in-lower-case": { ...fromFirefox, eventName: "user.authentication.auth_via_mfa", UID: uuid("13") },
  "event-without-type": {
    eventName: "core.user.config.profile_update.success",
    UID: "custom id/with:signs",
    principal: nobody,
  },
};

function read(name: string): JsonValue {
  return JSON.parse(readFileSync(join(__dirname, "okta", `${name}.event.json`), "utf8"));
}

function map(name: string): MappedEvent {
  const result = mapEvent(envelopeOf(read(name)), {
    integration: "okta",
    vendor: "okta",
    recipientAccountId: "123456789012",
  });
  if (result.status === "rejected") {
    throw new Error(result.reason);
  }
  return result;
}

/** Every text, number and flag of a value that is not empty, as text. */
function leaves(value: JsonValue): readonly string[] {
  if (Array.isArray(value)) {
    return value.flatMap(leaves);
  }
  if (isJsonObject(value)) {
    return Object.values(value).flatMap(leaves);
  }
  return value === null || value === "" ? [] : [String(value)];
}

/** The secrets of the one fixture that has any. */
const secret = /st4teValue0001|00stateToken0001|inner0000001/;

describe("by hand", () => {
  it.each(Object.entries(byHand))("%s says who did what, when, from where and with what result", (name, expected) => {
    const { event } = map(name);
    const envelope = read(name) as JsonObject;
    const [type, principalId, alternateId] = expected.principal ?? [];
    expect({
      eventName: event.eventName,
      UID: event.UID,
      eventTime: event.eventTime,
      principal: [event.userIdentity.type, event.userIdentity.principalId, event.userIdentity.details?.alternateId],
      address: event.sourceIPAddress,
      userAgent: event.userAgent,
      error: event.errorCode === undefined ? undefined : [event.errorCode, event.errorMessage],
    }).toEqual({
      eventName: expected.eventName,
      UID: expected.UID === "ENVELOPE" ? envelope.id : expected.UID,
      eventTime: expected.eventTime === "ENVELOPE" ? envelope.time : "2024-05-14T09:30:00Z",
      principal: [type, principalId, alternateId],
      address: expected.address,
      userAgent: expected.userAgent,
      error: expected.error,
    });
    expect(event.eventSource).toBe("okta.system-log-events");
    expect(event.recipientAccountId).toBe("123456789012");
  });

  it.each(Object.keys(byHand))("%s keeps every value of the event that is no secret", (name) => {
    const source = read(name) as JsonObject;
    const detail = "detail" in source ? (source.detail as JsonObject) : source;
    const kept = new Set(leaves(map(name).event as unknown as JsonValue));
    const lost = leaves(detail).filter((leaf) => !kept.has(leaf) && !secret.test(leaf));
    expect(lost).toEqual([]);
  });

  it.each(Object.keys(byHand))("%s has its targets and its outcome where the queries look for them", (name) => {
    const source = read(name) as JsonObject;
    const { target, outcome } = ("detail" in source ? source.detail : source) as JsonObject;
    const { requestParameters, responseElements } = map(name).event;
    const idsOf = (targets: JsonValue | undefined) =>
      Array.isArray(targets) ? targets.map((one) => (isJsonObject(one) ? one.id : undefined)) : undefined;
    expect(idsOf(requestParameters?.target)).toEqual(idsOf(target));
    expect(responseElements?.result).toEqual(isJsonObject(outcome) ? outcome.result : undefined);
  });

  it("takes the secrets out wherever they stand, and says where", () => {
    const { eventData, redacted } = map("single-sign-on-skipped");
    for (const secret of ["st4teValue0001", "00stateToken0001", "inner0000001"]) {
      expect(eventData).not.toContain(secret);
    }
    expect(redacted.length).toBeGreaterThan(0);
  });
});
