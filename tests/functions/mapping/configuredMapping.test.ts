import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { usesExpressions } from "../../../functions/mapping/compileConfiguredMapping";
import type { ConfiguredMapping } from "../../../functions/mapping/configuredMapping";
import { envelopeOf } from "../../../functions/mapping/envelope";
import type { JsonObject } from "../../../functions/mapping/json";
import { mappingProblems } from "../../../functions/mapping/mapper";
import { type MappedEvent, type MapResult, mapEvent } from "../../../functions/mapping/mapping";
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

describe("required fields", () => {
  test.each([
    "id",
    "eventTime",
    "eventName",
    "userIdentity.type",
    "userIdentity.principalId",
    "userAgent",
    "sourceIPAddress",
  ] as const)("without %s an event is rejected", (field) => {
    expect(map({ ...whole, required: [field] })).toMatchObject({ status: "mapped" });
    expect(map({ ...whole, version: "event.version", required: [field] }, { unrelated: true })).toEqual({
      status: "rejected",
      code: "RequiredFieldNotFound",
      reason: `The event has no ${field}, which its mapping requires.`,
    });
  });
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

  test.each([
    ["user.session.start", false],
    ["user.session.end", false],
    ["user.session.teleport", true],
  ])("still knows its documented kinds where some have names: %s", (eventType, unknownKind) => {
    const { drift } = mapped({ eventNames: { "user.session.start": "Sign-in" } }, { ...okta, eventType }, "okta");
    expect(drift.unknownKind).toBe(unknownKind);
  });

  test("decides who acted and that it failed by itself alone where that is another", () => {
    const mapping = { userIdentity: { type: "event.kind" }, errorCode: "event.problem" };
    const detail = { type: "fp", user_id: "auth0|u1", kind: "Robot" };
    const { event: audit } = mapped(mapping, detail, "auth0");
    expect([audit.userIdentity.type, audit.userIdentity.principalId, audit.errorCode]).toEqual([
      "Robot",
      "auth0|u1",
      undefined,
    ]);
  });

  test("keeps its rule for failures where only the message is another", () => {
    const { event: audit } = mapped({ errorMessage: "'said ' + event.outcome.reason" }, okta, "okta");
    expect([audit.errorCode, audit.errorMessage]).toEqual(["FAILURE", "said why"]);
    const success = mapped({ errorMessage: "'x'" }, { ...okta, outcome: { result: "SUCCESS" } }, "okta");
    expect(success.event.errorMessage).toBeUndefined();
  });
});

describe("mistakes", () => {
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
    expect(problems[0]?.message).toMatch(/^Unknown variable: user/);
  });

  test("are thrown before the first event", () => {
    expect(() => map({ eventName: "event.(" })).toThrow(/^mapping\.eventName: /);
  });
});

describe("drift", () => {
  test.each<[string, ConfiguredMapping, JsonObject, object]>([
    [
      "a kind that is known",
      { eventName: "event.action", eventNames: { go: "Go" } },
      { action: "go" },
      { unknownKind: false, unexpectedTypes: 0 },
    ],
    [
      "a kind that is not",
      { eventName: "event.action", eventNames: { go: "Go" } },
      { action: "stop" },
      { unknownKind: true, unexpectedTypes: 0 },
    ],
    ["no kind at all", { eventName: "event.action" }, {}, { unknownKind: true, unexpectedTypes: 0 }],
    [
      "an object for a text",
      { eventName: "event.action", userAgent: "event.agent" },
      { action: "go", agent: {}, x: 1 },
      { unknownKind: false, unexpectedTypes: 1 },
    ],
    [
      "a list for a text",
      { eventName: "event.action", userAgent: "event.agent" },
      { action: "go", agent: ["a"] },
      { unknownKind: false, unexpectedTypes: 1 },
    ],
    [
      "a text for an object",
      { eventName: "event.action", requestParameters: "event.data" },
      { action: "go", data: "x" },
      { unknownKind: false, unexpectedTypes: 1 },
    ],
    [
      "no address for an address",
      { eventName: "event.action", sourceIPAddress: "event.ip" },
      { action: "go", ip: "somewhere" },
      { unknownKind: false, unexpectedTypes: 1 },
    ],
    [
      "no time for a time",
      { eventName: "event.action", eventTime: "event.at" },
      { action: "go", at: "soon" },
      { unknownKind: false, unexpectedTypes: 1 },
    ],
    [
      "an expression that does not suit",
      { eventName: "event.action", userAgent: "event.n + 'x'" },
      { action: "go", n: 1 },
      { unknownKind: false, unexpectedTypes: 1 },
    ],
    [
      "values that are absent, null or empty",
      { eventName: "event.action", userAgent: "event.n", sourceIPAddress: "event.ip" },
      { action: "go", n: null, ip: "" },
      { unknownKind: false, unexpectedTypes: 0 },
    ],
  ])("%s", (_, mapping, detail, drift) => {
    expect(mapped(mapping, detail).drift).toEqual(drift);
  });
});

describe("the interpreter", () => {
  test.each<[ConfiguredMapping | undefined, boolean]>([
    [undefined, false],
    [
      { eventSource: "a b", eventName: "event.a", eventNames: { a: "'b'" }, required: ["id"], timeFormat: "yyyy" },
      false,
    ],
    [{ eventName: ["event.a", "event.b.c"], requestParameters: { a: "event.a" } }, false],
    [{ eventName: ["event.a", "'b'"] }, true],
    [{ userIdentity: { details: "{'a': 1}" } }, true],
    [{ requestParameters: { a: "event.a", b: "event[0]" } }, true],
    [{ eventName: "event.in" }, true],
  ])("of %j is needed: %s", (mapping, needed) => {
    expect(usesExpressions(mapping)).toBe(needed);
  });

  test("is loaded only where it is needed", () => {
    const loaded = (mapping: object) =>
      spawnSync(
        process.execPath,
        [
          "--require",
          "./cli/register.js",
          "-e",
          `
          const { mapEvent } = require("./functions/mapping/mapping");
          mapEvent({ time: "2026-01-01T00:00:00Z", detail: {} }, { integration: "x", vendor: "custom", recipientAccountId: "1", mapping: ${JSON.stringify(mapping)} });
          console.log(Object.keys(require.cache).some((file) => /mapping.expressions/.test(file)));`,
        ],
        { cwd: join(__dirname, "..", "..", ".."), encoding: "utf8" },
      ).stdout.trim();
    expect([loaded({ eventName: "event.a" }), loaded({ eventName: "'a'" })]).toEqual(["false", "true"]);
  });
});
