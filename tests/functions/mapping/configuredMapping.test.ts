import { mappingModules } from "../../../functions/mapping/configured/configuredExpressions";
import type { ConfiguredMapping } from "../../../functions/mapping/configured/configuredMapping";
import { envelopeOf } from "../../../functions/mapping/envelope";
import { mappingProblems } from "../../../functions/mapping/mapper";
import { type MappedEvent, type MapResult, mapEvent } from "../../../functions/mapping/mapping";
import type { JsonObject } from "../../../functions/mapping/values/json";
import { custom } from "../../../functions/vendors/custom";

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

function map(mapping: ConfiguredMapping, detail: JsonObject = event, vendor = "custom"): MapResult {
  const envelope = envelopeOf({ "detail-type": "x", source: "hr", id: "env-1", time: "2026-11-20T10:00:00Z", detail });
  return mapEvent(envelope, { integration: "hr", vendor, recipientAccountId: "123456789012", mapping });
}

function mapped(mapping: ConfiguredMapping, detail?: JsonObject, vendor?: string): MappedEvent {
  const result = map(mapping, detail, vendor);
  if (result.status === "rejected") {
    throw new Error(result.reason);
  }
  return result;
}

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

describe("a vendor that no code knows", () => {
  test("has every field where the mapping says, and the rest beside it", () => {
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

  test("has defaults for what the mapping does not say", () => {
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

  test("takes the first expression that finds something", () => {
    const principalId = ["event.actor.email", "event.?actor.?nick", "event.actor.name", "'nobody'"];
    expect(mapped({ userIdentity: { principalId } }).event.userIdentity.principalId).toBe("Ada");
    expect(mapped({ userIdentity: { principalId } }, {}).event.userIdentity.principalId).toBe("nobody");
  });

  test("reads the envelope too", () => {
    expect(mapped({ eventName: "envelope.source + '/' + event.action" }).event.eventName).toBe("hr/record.viewed");
  });

  test("has no error where the expression finds none", () => {
    const { event: audit } = mapped(whole, { ...event, ok: true });
    expect([audit.errorCode, audit.errorMessage]).toEqual([undefined, undefined]);
  });

  test("keeps a value that is found by its path only once, and one that is computed in its place too", () => {
    expect(mapped({ userIdentity: { principalId: "event.actor.id" } }).event.additionalEventData).not.toHaveProperty(
      "actor.id",
    );
    expect(mapped({ userIdentity: { principalId: "event['actor'].id" } }).event.additionalEventData).toHaveProperty(
      "actor.id",
      "u-1",
    );
  });
});

test("an event without a field that is required is rejected with the field's name", () => {
  for (const field of ["id", "eventTime", "eventName", "userIdentity.principalId", "sourceIPAddress"] as const) {
    expect(map({ ...whole, required: [field] })).toMatchObject({ status: "mapped" });
    expect(map({ ...whole, required: [field] }, { unrelated: true })).toEqual({
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

  test("is overridden field by field", () => {
    const { event: audit } = mapped({ eventName: "event.legacyEventType", eventSource: "acme.okta" }, okta, "okta");
    expect(audit).toMatchObject({
      eventName: "old",
      eventSource: "acme.okta",
      userIdentity: { principalId: "1" },
      errorCode: "FAILURE",
    });
  });

  test("is extended by names of its kinds", () => {
    expect(mapped({ eventNames: { "a.b": "AB" } }, okta, "okta").event.eventName).toBe("AB");
    const onelogin = mapped({ eventNames: { "149": "MAPPING_APPLIED" } }, { event_type_id: 149 }, "onelogin");
    expect([onelogin.event.eventName, onelogin.drift.unknownKind]).toEqual(["MAPPING_APPLIED", false]);
    expect(mapped({ eventNames: { "149": "X" } }, { event_type_id: 5 }, "onelogin").event.eventName).toBe(
      "USER_LOGGED_INTO_ONELOGIN",
    );
  });

  test("still knows its documented kinds where some have names", () => {
    const drift = (eventType: string) =>
      mapped({ eventNames: { "user.session.start": "Sign-in" } }, { ...okta, eventType }, "okta").drift.unknownKind;
    expect(["user.session.start", "user.session.end", "user.session.teleport"].map(drift)).toEqual([
      false,
      false,
      true,
    ]);
  });

  test("decides who acted by itself alone where that is another", () => {
    const mapping = { userIdentity: { type: "event.kind" } };
    const { event: audit } = mapped(mapping, { type: "fp", user_id: "auth0|u1", kind: "Robot" }, "auth0");
    expect([audit.userIdentity.type, audit.userIdentity.principalId]).toEqual(["Robot", "auth0|u1"]);
  });

  test("never becomes a success by a configured error code, and can become a failure", () => {
    const of = (mapping: ConfiguredMapping, result: string) =>
      mapped(mapping, { ...okta, outcome: { result, reason: "why" } }, "okta").event.errorCode;
    expect(of({ errorCode: "event.problem" }, "FAILURE")).toBe("FAILURE");
    expect(of({ errorCode: "event.legacyEventType" }, "FAILURE")).toBe("old");
    expect(of({ errorCode: "event.problem" }, "SUCCESS")).toBeUndefined();
    expect(of({ errorCode: "event.legacyEventType" }, "SUCCESS")).toBe("old");
    const failedLogin = mapped({ errorCode: "event.problem" }, { type: "fp", user_id: "auth0|u1" }, "auth0");
    expect(failedLogin.event.errorCode).toBe(mapped({}, { type: "fp", user_id: "auth0|u1" }, "auth0").event.errorCode);
    expect(failedLogin.event.errorCode).toMatch(/./);
  });

  test("keeps its rule for failures where only the message is another", () => {
    const { event: audit } = mapped({ errorMessage: "'said ' + event.outcome.reason" }, okta, "okta");
    expect([audit.errorCode, audit.errorMessage]).toEqual(["FAILURE", "said why"]);
    const success = mapped({ errorMessage: "'x'" }, { ...okta, outcome: { result: "SUCCESS" } }, "okta");
    expect(success.event.errorMessage).toBeUndefined();
  });
});

describe("an error code", () => {
  const of = (errorCode: string | readonly string[], detail: JsonObject) => {
    const { event: audit, drift } = mapped({ eventName: "'x'", errorCode }, detail);
    return [audit.errorCode, drift.unexpectedTypes];
  };

  test.each<[string | readonly string[], JsonObject, readonly unknown[]]>([
    ["event.ok ? '' : event.error", { ok: true }, [undefined, 0]],
    [["event.ok ? '' : event.error", "event.reason"], { ok: false, reason: "Late" }, ["Late", 1]],
    [["event.ok ? '' : event.error", "event.reason"], { ok: false }, ["Unknown", 1]],
    ["event.ok ? '' : event.error", { ok: false, error: "Denied" }, ["Denied", 0]],
    ["event.ok ? '' : event.error", { ok: false, error: 403 }, ["403", 0]],
    // Nothing tells that these succeeded.
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
    expect(of(errorCode, detail)).toEqual(expected);
  });
});

describe("the time", () => {
  const of = (mapping: ConfiguredMapping, detail: JsonObject) => {
    const { eventTime, additionalEventData = {} } = mapped(mapping, detail).event;
    return [eventTime, additionalEventData.eventTimeFrom];
  };

  test.each<[ConfiguredMapping, JsonObject, readonly unknown[]]>([
    [{ eventTime: "event.at" }, { at: "2026-11-01T09:00:00Z" }, ["2026-11-01T09:00:00Z", undefined]],
    [{ eventTime: "event.at" }, { at: "soon" }, ["2026-11-20T10:00:00Z", "envelope"]],
    [{ eventTime: "event.at" }, {}, ["2026-11-20T10:00:00Z", "envelope"]],
    [{}, { at: "2026-11-01T09:00:00Z" }, ["2026-11-20T10:00:00Z", "envelope"]],
    [
      { eventTime: "event.at", timeFormat: "dd.MM.yyyy HH:mm", timeZone: "Europe/Berlin" },
      { at: "01.07.2026 09:00" },
      ["2026-07-01T07:00:00Z", undefined],
    ],
    [
      { eventTime: "event.at", timeFormat: "yyyy-MM-dd HH:mm", timeZone: "Europe/Berlin" },
      { at: "2026-07-01T09:00" },
      ["2026-11-20T10:00:00Z", "envelope"],
    ],
    [
      { eventTime: "event.at", timeFormat: "yyyyMMddHHmmss" },
      { at: 20260701090000 },
      ["2026-07-01T09:00:00Z", undefined],
    ],
  ])("by %j of %j is %j, and the event says so where it is the envelope's", (mapping, detail, expected) => {
    expect(of(mapping, detail)).toEqual(expected);
  });
});

describe("mistakes", () => {
  test("of one key without another, and of texts that look like expressions, are named", () => {
    const problems = (mapping: ConfiguredMapping) => mappingProblems(custom, mapping);
    expect(problems({ timeZone: "Europe/Berlin" })).toEqual([
      { path: "timeZone", message: "has no effect without timeFormat; give the format of the times too" },
    ]);
    expect(problems({ timeFormat: "yyyy-MM-dd", timeZone: "Berlin" })).toEqual([
      {
        path: "timeFormat",
        message: 'is no valid format: "Berlin" is no time zone; write a name such as Europe/Berlin',
      },
    ]);
    for (const eventSource of ["event.src", "envelope['source']", "'hr'", '"hr"']) {
      expect(problems({ eventSource })).toEqual([
        {
          path: "eventSource",
          message: `is a text as it is to be stored, and no expression; ${eventSource} would be stored in each audit event`,
        },
      ]);
    }
    expect(problems({ eventSource: "events.hr.example.com" })).toEqual([]);
    expect(problems({ errorCode: "event.ok == false" })).toEqual([
      {
        path: "errorCode",
        message:
          "is no valid expression: it gives true or false, which is no error code; write (event.ok == false) ? 'Failed' : ''",
      },
    ]);
    expect(problems({ eventName: "item.name" })).toEqual([
      {
        path: "eventName",
        message: "is no valid expression: Unknown variable: item; only a mapping with forEach has item",
      },
    ]);
    expect(problems({ forEach: "item.list" })[0]?.path).toBe("forEach");
  });

  test("are all named with their places", () => {
    const problems = mappingProblems(custom, {
      id: ["event.id", "event.("],
      eventName: "user.action",
      timeFormat: "HH:mm",
      userIdentity: { principalId: "event.a ? 1 : 'b'", details: "}" },
      requestParameters: { one: "event.one", two: "event.two +" },
    });
    expect(problems.map(({ path }) => path)).toEqual([
      "eventName",
      "id.1",
      "timeFormat",
      "userIdentity.principalId",
      "userIdentity.details",
      "requestParameters.two",
    ]);
    expect(problems[0]?.message).toMatch(/^is no valid expression: Unknown variable: user/);
  });

  test("are thrown before the first event", () => {
    expect(() => map({ eventName: "event.(" })).toThrow(/^mapping\.eventName: /);
  });
});

test.each<[string, ConfiguredMapping, JsonObject, number]>([
  ["an object for a text", { userAgent: "event.agent" }, { agent: {} }, 1],
  ["a list for a text", { userAgent: "event.agent" }, { agent: ["a"] }, 1],
  ["a text for an object", { requestParameters: "event.data" }, { data: "x" }, 1],
  ["no address for an address", { sourceIPAddress: "event.ip" }, { ip: "somewhere" }, 1],
  ["no time for a time", { eventTime: "event.at" }, { at: "soon" }, 1],
  ["an expression that does not suit", { userAgent: "event.n + 'x'" }, { n: 1 }, 1],
  ["an expression that asks for what is absent", { userAgent: "'agent ' + event.n" }, {}, 1],
  ["an optional field that is absent", { userAgent: "event.?n.orValue('')" }, {}, 0],
  [
    "values that are absent, null or empty",
    { userAgent: "event.n", sourceIPAddress: "event.ip" },
    { n: null, ip: "" },
    0,
  ],
])("%s is drift or is not", (_, mapping, detail, unexpectedTypes) => {
  const { drift } = mapped({ eventName: "event.action", ...mapping }, { action: "go", ...detail });
  expect(drift).toEqual({ unknownKind: false, unexpectedTypes });
});

test("a kind without a name is unknown where some have one, and so is none at all", () => {
  const mapping = { eventName: "event.action", eventNames: { go: "Go" } };
  const unknown = [{ action: "go" }, { action: "stop" }, { action: null }].map(
    (detail) => mapped(mapping, detail).drift.unknownKind,
  );
  expect(unknown).toEqual([false, true, true]);
});

// The archive of a function has these modules alone.
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
])("the modules that %j needs are %j", (mapping, needed) => {
  expect(mappingModules(mapping)).toEqual(needed);
});
