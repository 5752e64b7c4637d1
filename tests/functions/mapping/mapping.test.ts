import { envelopeOf } from "../../../functions/mapping/envelope";
import { mapEvent } from "../../../functions/mapping/mapping";
import type { JsonObject, JsonValue } from "../../../functions/mapping/values/json";
import { mapped as mappedOf } from "../vendors/mapped";
import { problemsOf } from "../withinLimits";

const settings = { integration: "okta", vendor: "okta", recipientAccountId: "123456789012" };
const time = "2024-05-14T09:30:05Z";

const mapped = (detail: JsonValue) => mappedOf("okta", detail);

function nested(levels: number): JsonValue {
  return JSON.parse(`${'{"a":['.repeat(levels)}1${"]}".repeat(levels)}`);
}

test("every field is kept, except nulls at the top of the maps", () => {
  const target: JsonValue = [null, "", [], {}, { id: null }];
  const detail = { a: null, target, b: { none: null, list: [null, 1] }, text: "" };
  const { event } = mapped(detail);
  expect(event.requestParameters).toEqual({ target });
  expect(event.additionalEventData).toEqual({
    integrationName: "okta",
    eventTimeFrom: "envelope",
    b: detail.b,
    text: "",
  });
});

describe("hostile events", () => {
  test("ten thousand levels are cut at a hundred, with a note", () => {
    const result = mapped({ deep: nested(10_000) });
    expect(problemsOf(result)).toEqual([]);
    expect(result.truncated).toHaveLength(1);
    expect(result.truncated[0]).toMatch(/^additionalEventData\.deep\.a\.0\.a\.0/);
    expect(result.eventData).toContain("nested more than 100 levels deep");
  });

  test("a key named __proto__ is ordinary data", () => {
    const detail = JSON.parse('{"__proto__":{"actor":{"id":"root"}},"actor":{"__proto__":{"type":"Admin"},"id":"1"}}');
    const { event, eventData } = mapped(detail);
    expect(event.userIdentity.principalId).toBe("1");
    expect(event.userIdentity.type).toBe("Unknown");
    expect(JSON.parse(eventData).additionalEventData).toHaveProperty(["__proto__"], { actor: { id: "root" } });
    expect(eventData).toContain('"details":{"__proto__":{"type":"Admin"},"id":"1"}');
  });

  test("an event of a megabyte keeps its identity and its small fields, and lists the cut fields", () => {
    const result = mapped({
      uuid: "u-1",
      actor: { id: "a", type: "User", displayName: "d".repeat(300_000) },
      target: Array.from({ length: 3000 }, (_item, index) => ({ id: `target-${index}`, type: "User" })),
      outcome: { result: "FAILURE", reason: "r".repeat(200_000) },
      debugContext: { debugData: { big: '"'.repeat(400_000), small: "kept" } },
      severity: "INFO",
    });
    expect(problemsOf(result)).toEqual([]);
    expect(result.event.userIdentity).toMatchObject({ type: "User", principalId: "a" });
    expect(result.event.additionalEventData).toMatchObject({ severity: "INFO" });
    expect(result.event.requestParameters).toMatchObject({ debugContext: { debugData: { small: "kept" } } });
    expect(result.event.additionalEventData?.truncatedFields).toEqual(
      expect.arrayContaining(["requestParameters.debugContext.debugData.big", "errorMessage"]),
    );
    expect(result.truncated).toEqual(
      expect.arrayContaining([
        "requestParameters.debugContext.debugData.big",
        "errorMessage",
        "responseElements.reason",
      ]),
    );
    expect(result.truncated).toContain("requestParameters.target");
    expect(result.event).toHaveProperty(["requestParameters", "target", 0], { id: "target-0", type: "User" });
  });

  test.each([
    [
      "a hundred thousand keys",
      Object.fromEntries(Array.from({ length: 100_000 }, (_item, index) => [`k${index}`, 1])),
    ],
    [
      "a hundred thousand outcomes",
      { outcome: Object.fromEntries(Array.from({ length: 50_000 }, (_i, n) => [`k${n}`, n])) },
    ],
    [
      "a hundred thousand parameters",
      { debugContext: { list: Array(50_000).fill("/a?code=abcdefgh&token=12345678") } },
    ],
  ])("%s are mapped within the limits", (_name, detail) => {
    expect(problemsOf(mapped(detail as JsonObject))).toEqual([]);
  });
});

describe("rejections", () => {
  test.each([[null], [[]], ["text"], [7], [true]])("the detail %j is rejected", (detail) => {
    expect(mapEvent({ "detail-type": "a", source: "b", time, detail }, settings)).toEqual({
      status: "rejected",
      code: "InvalidDetail",
      reason: "The event's detail is not a JSON object.",
    });
  });

  test("an event without any usable time is rejected", () => {
    const result = mapEvent(envelopeOf({ published: "yesterday" }), settings);
    expect(result).toMatchObject({ status: "rejected", code: "EventTimeNotFound" });
  });

  test("an unknown vendor is rejected", () => {
    const result = mapEvent(envelopeOf({}, time), { ...settings, vendor: "constructor" });
    expect(result).toMatchObject({ status: "rejected", code: "UnknownVendor" });
  });
});
