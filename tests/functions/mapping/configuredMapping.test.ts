import { mappingModules } from "../../../functions/mapping/configured/configuredExpressions";
import type { ConfiguredMapping } from "../../../functions/mapping/configured/configuredMapping";
import { mappingProblems } from "../../../functions/mapping/mapper";
import { mapEvent } from "../../../functions/mapping/mapping";
import type { JsonObject } from "../../../functions/mapping/values/json";
import { custom } from "../../../functions/vendors/custom";
import { mapped as mappedOf } from "../vendors/mapped";

const event = {
  id: "e-1",
  at: "20/11/2026 09:30:00",
  action: "record.viewed",
  actor: { id: "u-1", kind: "Employee", name: "Ada" },
  record: "r-9",
  ip: "203.0.113.7",
  agent: "HR/2.0",
  ok: false,
  error: "NotApproved",
};

const envelopeOf = (detail: JsonObject) => ({
  "detail-type": "x",
  source: "hr",
  id: "env-1",
  time: "2026-11-20T10:00:00Z",
  detail,
});
const mapped = (mapping: ConfiguredMapping, detail: JsonObject = event, vendor = "custom") =>
  mappedOf(vendor, envelopeOf(detail), { integration: "hr", mapping });

const whole: ConfiguredMapping = {
  eventSource: "hr.example.com",
  id: "event.id",
  eventTime: "event.at",
  timeFormat: "dd/MM/yyyy HH:mm:ss",
  version: "'2'",
  eventName: "event.action",
  userIdentity: { type: "event.actor.kind", principalId: "event.actor.id", details: "event.actor" },
  userAgent: "event.agent",
  sourceIPAddress: "event.ip",
  requestParameters: { record: "event.record" },
  responseElements: "{'ok': event.ok}",
  errorCode: "event.ok ? '' : event.error",
  errorMessage: "'It was not approved.'",
};

describe("a vendor without a built-in mapping", () => {
  test("has every field in the mapped place, and the rest in additional data", () => {
    const { id, event: audit } = mapped(whole);
    expect(id).toBe("e-1");
    expect(JSON.parse(JSON.stringify(audit))).toEqual({
      version: "2",
      userIdentity: { type: "Employee", principalId: "u-1", details: { name: "Ada" } },
      userAgent: "HR/2.0",
      eventSource: "hr.example.com",
      eventName: "record.viewed",
      eventTime: "2026-11-20T09:30:00Z",
      UID: "e-1",
      requestParameters: { record: "r-9" },
      responseElements: { ok: false },
      errorCode: "NotApproved",
      errorMessage: "It was not approved.",
      sourceIPAddress: "203.0.113.7",
      recipientAccountId: "123456789012",
      additionalEventData: { integrationName: "hr", at: "20/11/2026 09:30:00", ok: false, error: "NotApproved" },
    });
  });

  test("has defaults for fields that the mapping omits", () => {
    const { id, event: audit } = mapped({ eventName: "event.action" });
    expect(id).toBe("env-1");
    expect(audit).toMatchObject({
      version: "0",
      userIdentity: { type: "Unknown", principalId: "Unknown" },
      eventSource: "hr",
      eventTime: "2026-11-20T10:00:00Z",
    });
    expect(audit.errorCode).toBeUndefined();
  });

  test("uses the first expression with a result", () => {
    const principalId = ["event.actor.email", "event.?actor.?nick", "event.actor.name", "'nobody'"];
    expect(mapped({ userIdentity: { principalId } }).event.userIdentity.principalId).toBe("Ada");
    expect(mapped({ userIdentity: { principalId } }, {}).event.userIdentity.principalId).toBe("nobody");
  });

  test("also reads the envelope", () => {
    expect(mapped({ eventName: "envelope.source + '/' + event.action" }).event.eventName).toBe("hr/record.viewed");
  });

  test("has no error if the expression finds none", () => {
    const { event: audit } = mapped(whole, { ...event, ok: true });
    expect([audit.errorCode, audit.errorMessage]).toEqual([undefined, undefined]);
  });

  test("keeps a value that is found by its path only once, and the original of a computed value", () => {
    const kept = (principalId: string) => mapped({ userIdentity: { principalId } }).event.additionalEventData?.actor;
    const { id, ...others } = event.actor;
    expect([kept("event.actor.id"), kept("event['actor'].id")]).toEqual([others, { id, ...others }]);
  });
});

test("rejects an event without a required field, with the field's name", () => {
  for (const field of ["id", "eventTime", "eventName", "userIdentity.principalId", "sourceIPAddress"] as const) {
    const mapping = { ...whole, required: [field] };
    const settings = { integration: "hr", vendor: "custom", recipientAccountId: "123456789012", mapping };
    expect(mapEvent(envelopeOf(event), settings)).toMatchObject({ status: "mapped" });
    expect(mapEvent(envelopeOf({ unrelated: true }), settings)).toEqual({
      status: "rejected",
      code: "RequiredFieldNotFound",
      reason: `The event has no ${field}, which its mapping requires.`,
    });
  }
});

describe("a built-in vendor's mapping", () => {
  const okta = {
    uuid: "u-1",
    published: "2026-11-20T09:30:00Z",
    eventType: "a.b",
    legacyEventType: "old",
    actor: { id: "1" },
    outcome: { result: "FAILURE", reason: "why" },
  };

  test("can be overridden field by field", () => {
    const { event: audit } = mapped({ eventName: "event.legacyEventType", eventSource: "acme.okta" }, okta, "okta");
    expect([audit.eventName, audit.eventSource]).toEqual(["old", "acme.okta"]);
    expect([audit.userIdentity.principalId, audit.errorCode]).toEqual(["1", "FAILURE"]);
  });

  test("can be extended with names of its kinds", () => {
    expect(mapped({ eventNames: { "a.b": "AB" } }, okta, "okta").event.eventName).toBe("AB");
    const onelogin = mapped({ eventNames: { "149": "MAPPING_APPLIED" } }, { event_type_id: 149 }, "onelogin");
    expect([onelogin.event.eventName, onelogin.drift.unknownKind]).toEqual(["MAPPING_APPLIED", false]);
    expect(mapped({ eventNames: { "149": "X" } }, { event_type_id: 5 }, "onelogin").event.eventName).toBe(
      "USER_LOGGED_INTO_ONELOGIN",
    );
  });

  test("still knows its documented kinds if some have names", () => {
    const drift = (eventType: string) =>
      mapped({ eventNames: { "user.session.start": "Sign-in" } }, { ...okta, eventType }, "okta").drift.unknownKind;
    const kinds = ["user.session.start", "user.session.end", "user.session.teleport"];
    expect(kinds.map(drift)).toEqual([false, false, true]);
  });

  test("determines the actor alone if it is configured", () => {
    const mapping = { userIdentity: { type: "event.kind" } };
    const { event: audit } = mapped(mapping, { type: "fp", user_id: "auth0|u1", kind: "Robot" }, "auth0");
    expect([audit.userIdentity.type, audit.userIdentity.principalId]).toEqual(["Robot", "auth0|u1"]);
  });

  test("cannot turn a failure into a success with a configured error code, but a success into a failure", () => {
    const of = (mapping: ConfiguredMapping, result: string) =>
      mapped(mapping, { ...okta, outcome: { result, reason: "why" } }, "okta").event.errorCode;
    expect(of({ errorCode: "event.problem" }, "FAILURE")).toBe("FAILURE");
    expect(of({ errorCode: "event.legacyEventType" }, "FAILURE")).toBe("old");
    expect(of({ errorCode: "event.problem" }, "SUCCESS")).toBeUndefined();
    expect(of({ errorCode: "event.legacyEventType" }, "SUCCESS")).toBe("old");
    expect(mapped({ errorCode: "event.problem" }, { type: "fp" }, "auth0").event.errorCode).toBe("fp");
  });

  test("keeps its rule for failures if only the message is configured", () => {
    const { event: audit } = mapped({ errorMessage: "'said ' + event.outcome.reason" }, okta, "okta");
    expect([audit.errorCode, audit.errorMessage]).toEqual(["FAILURE", "said why"]);
    const success = mapped({ errorMessage: "'x'" }, { ...okta, outcome: { result: "SUCCESS" } }, "okta");
    expect(success.event.errorMessage).toBeUndefined();
  });
});

describe("an error code", () => {
  test.each<[string | readonly string[], JsonObject, readonly unknown[]]>([
    ["event.ok ? '' : event.error", { ok: true }, [undefined, 0]],
    [["event.ok ? '' : event.error", "event.reason"], { ok: false, reason: "Late" }, ["Late", 1]],
    [["event.ok ? '' : event.error", "event.reason"], { ok: false }, ["Unknown", 1]],
    ["event.ok ? '' : event.error", { ok: false, error: "Denied" }, ["Denied", 0]],
    ["event.ok ? '' : event.error", { ok: false, error: 403 }, ["403", 0]],
    // No value indicates that these succeeded.
    ["event.ok ? '' : event.error", { ok: false }, ["Unknown", 1]],
    ["event.ok ? '' : event.error", { ok: false, error: { code: 7 } }, ["Unknown", 1]],
    ["event.ok ? '' : event.error", { error: "Denied" }, ["Unknown", 1]],
    ["event.ok ? '' : event.error", { ok: "false", error: "Denied" }, ["Unknown", 1]],
    ["event.ok ? '' : event.?error.orValue('Failed')", { ok: false }, ["Failed", 0]],
    ["event.ok ? '' : event.?error.orValue('')", { ok: false }, [undefined, 0]],
    ["event.code", { code: 0 }, [undefined, 0]],
    ["event.code", { code: "0" }, [undefined, 0]],
    ["event.code", { code: 13 }, ["13", 0]],
    ["event.code", {}, [undefined, 0]],
    ["event.failed", { failed: true }, [undefined, 1]],
    ["string(event.ok ? '' : event.error)", { ok: false }, ["Unknown", 1]],
    ["(event.ok ? '' : event.error) + ''", { ok: false }, ["Unknown", 1]],
    ["event.?error.orValue(event.ok ? '' : event.message)", { ok: false }, ["Unknown", 1]],
    ["string(event.ok ? '' : event.error)", { ok: true }, [undefined, 0]],
    ["string(event.ok ? '' : event.error)", { ok: false, error: "E" }, ["E", 0]],
  ])("%j of %j is %j", (errorCode, detail, expected) => {
    const { event: audit, drift } = mapped({ eventName: "'x'", errorCode }, detail);
    expect([audit.errorCode, drift.unexpectedTypes]).toEqual(expected);
  });
});

const berlin = { timeFormat: "yyyy-MM-dd HH:mm", timeZone: "Europe/Berlin" };
const envelopes = ["2026-11-20T10:00:00Z", "envelope"];
test.each<[ConfiguredMapping, JsonObject, readonly unknown[]]>([
  [{ eventTime: "event.at" }, { at: "2026-11-01T09:00:00Z" }, ["2026-11-01T09:00:00Z", undefined]],
  [{ eventTime: "event.at" }, { at: "soon" }, envelopes],
  [{ eventTime: "event.at" }, {}, envelopes],
  [{}, { at: "2026-11-01T09:00:00Z" }, envelopes],
  [{ eventTime: "event.at", ...berlin }, { at: "2026-07-01 09:00" }, ["2026-07-01T07:00:00Z", undefined]],
  [{ eventTime: "event.at", ...berlin }, { at: "2026-07-01T09:00" }, envelopes],
  [{ eventTime: "event.at", timeFormat: "yyyyMMdd" }, { at: 20260701 }, ["2026-07-01T00:00:00Z", undefined]],
])("the time from %j of %j is %j, and the event reports if it is the envelope's", (mapping, detail, expected) => {
  const { eventTime, additionalEventData } = mapped(mapping, detail).event;
  expect([eventTime, additionalEventData?.eventTimeFrom]).toEqual(expected);
});

const noItem = "is no valid expression: Unknown variable: item; item is available only in a mapping with forEach";
// Mistakes in syntax and places: tests/components/configuration/mappings.test.ts.
test.each<[ConfiguredMapping, string, string]>([
  [{ timeZone: "Europe/Berlin" }, "timeZone", "has no effect without timeFormat; give the format of the times too"],
  [
    { timeFormat: "yyyy-MM-dd", timeZone: "Berlin" },
    "timeFormat",
    'is no valid format: "Berlin" is not a time zone; write a name such as Europe/Berlin',
  ],
  ...["event.src", "envelope['source']", "'hr'", '"hr"'].map((eventSource): [ConfiguredMapping, string, string] => [
    { eventSource },
    "eventSource",
    `must be the literal text to store, not an expression; ${eventSource} would be stored in each audit event`,
  ]),
  [
    { errorCode: "event.ok == false" },
    "errorCode",
    "is no valid expression: it returns true or false, which is not an error code; write (event.ok == false) ? 'Failed' : ''",
  ],
  [{ eventName: "item.name" }, "eventName", noItem],
  [{ forEach: "item.list" }, "forEach", noItem],
])("the mistake in %j is reported", (mapping, path, message) => {
  expect(mappingProblems(custom, mapping)).toEqual([{ path, message }]);
});

test("a text with dots is not mistaken for an expression", () => {
  expect(mappingProblems(custom, { eventSource: "events.hr.example.com" })).toEqual([]);
});

test.each<[string, ConfiguredMapping, JsonObject, number]>([
  ["an object for a text", { userAgent: "event.agent" }, { agent: {} }, 1],
  ["a list for a text", { userAgent: "event.agent" }, { agent: ["a"] }, 1],
  ["a text for an object", { requestParameters: "event.data" }, { data: "x" }, 1],
  ["no address for an address", { sourceIPAddress: "event.ip" }, { ip: "somewhere" }, 1],
  ["no time for a time", { eventTime: "event.at" }, { at: "soon" }, 1],
  ["an expression of another type", { userAgent: "event.n + 'x'" }, { n: 1 }, 1],
  ["an expression that reads an absent field", { userAgent: "'agent ' + event.n" }, {}, 1],
  ["an optional field that is absent", { userAgent: "event.?n.orValue('')" }, {}, 0],
  ["values that are null or empty", { userAgent: "event.n", sourceIPAddress: "event.ip" }, { n: null, ip: "" }, 0],
])("%s is schema drift or not", (_, mapping, detail, unexpectedTypes) => {
  const { drift } = mapped({ eventName: "event.action", ...mapping }, { action: "go", ...detail });
  expect(drift).toEqual({ unknownKind: false, unexpectedTypes });
});

test("a kind without a name is unknown if others have names, and so is a missing kind", () => {
  const mapping = { eventName: "event.action", eventNames: { go: "Go" } };
  const unknown = [{ action: "go" }, { action: "stop" }, { action: null }].map(
    (detail) => mapped(mapping, detail).drift.unknownKind,
  );
  expect(unknown).toEqual([false, true, true]);
});

// The archive of a function has only these modules.
test.each<[ConfiguredMapping | undefined, readonly string[]]>([
  [undefined, []],
  [{ eventSource: "a b", eventName: "event.a", eventNames: { a: "'b'" }, required: ["id"] }, []],
  [{ eventName: ["event.a", "event.b.c"], requestParameters: { a: "event.a" } }, []],
  [{ eventName: ["event.a", "'b'"] }, ["expressions"]],
  [{ userIdentity: { details: "{'a': 1}" } }, ["expressions"]],
  [{ requestParameters: { a: "event.a", b: "event[0]" } }, ["expressions"]],
  [{ eventName: "event.in" }, ["expressions"]],
  [{ forEach: "event.list", eventName: "event.a" }, []],
  [{ forEach: "event.list", eventName: "item.a" }, ["expressions"]],
  [{ eventName: "extract(event.a, 'b')" }, ["expressions", "regularExpressions"]],
  [{ eventName: "'x'", errorCode: "event.a.matches('b') ? 'c' : ''" }, ["expressions", "regularExpressions"]],
  [{ eventTime: "event.a", timeFormat: "yyyy-MM-dd", timeZone: "UTC" }, ["timeFormat"]],
])("%j needs the modules %j", (mapping, needed) => {
  expect(mappingModules(mapping)).toEqual(needed);
});
