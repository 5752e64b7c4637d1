import { auditEventLimits } from "../../../functions/limits/limits";
import type { JsonObject } from "../../../functions/mapping/values/json";
import { mapped } from "../vendors/mapped";

// Source of the limits: AWS CloudTrail User Guide, CloudTrail Lake integrations event schema (28 kB and 100 kB).
const okta = { uuid: "1", published: "2026-11-01T10:00:00Z", eventType: "user.session.start" };
const text = (kilobytes: number) => "x".repeat(kilobytes * 1_000);

function stored(detail: JsonObject) {
  const { event, truncated } = mapped("okta", { ...okta, ...detail });
  return { ...event, truncated };
}

test("unmapped evidence of 60 kB is stored whole", () => {
  const evidence = { list: [text(30), text(30)] };
  const { requestParameters, additionalEventData, truncated } = stored({ evidence, small: 1, target: [] });
  expect(truncated).toEqual([]);
  expect(requestParameters).toEqual({ target: [], evidence });
  expect(additionalEventData).toEqual({ integrationName: "okta", small: 1 });
});

test("only as much as necessary is moved, the largest first", () => {
  const { requestParameters, additionalEventData, truncated } = stored({ a: text(10), b: text(20), c: text(15) });
  expect(truncated).toEqual([]);
  expect(Object.keys(requestParameters ?? {})).toEqual(["b"]);
  expect(Object.keys(additionalEventData ?? {})).toEqual(["integrationName", "a", "c"]);
});

test("a value without space there either is cut in its place, and the event reports it", () => {
  const { requestParameters, additionalEventData, truncated } = stored({ a: text(60), target: [text(50)] });
  expect(requestParameters).toEqual({ target: [text(50)] });
  expect(truncated).toEqual(["additionalEventData.a"]);
  expect(additionalEventData?.truncatedFields).toEqual(truncated);
});

test("no field replaces another, and the integration's name stays", () => {
  const { requestParameters, additionalEventData } = mapped("github", {
    _document_id: "1",
    "@timestamp": 1_793_527_200_123,
    action: "repo.access",
    repo: "acme/one",
    integrationName: text(40),
  }).event;
  expect(requestParameters).toEqual({ repo: "acme/one", vendorFields: { integrationName: text(40) } });
  expect(additionalEventData?.integrationName).toBe("github");
  expect(JSON.stringify(additionalEventData).length).toBeLessThan(auditEventLimits.bytes.additionalEventData);
});

test("fitting values stay in their place", () => {
  const { requestParameters, additionalEventData } = stored({ a: text(27) });
  expect(requestParameters).toBeUndefined();
  expect(additionalEventData?.a).toBe(text(27));
});

test("a vendor's field cannot set the integration of an event, or that its time is the envelope's", () => {
  const settings = { integration: "hr", mapping: { eventTime: "event.at" } };
  const additional = (detail: JsonObject) => mapped("custom", detail, settings).event.additionalEventData;
  const fields = { integrationName: "okta", eventTimeFrom: "envelope", truncatedFields: ["a"], vendorFields: 1 };
  expect(additional({ at: "2026-11-20T09:00:00Z", kept: 2, ...fields })).toEqual({
    integrationName: "hr",
    kept: 2,
    vendorFields: fields,
  });
  expect(additional({ eventTimeFrom: "event", integrationName: null })).toEqual({
    integrationName: "hr",
    eventTimeFrom: "envelope",
    vendorFields: { eventTimeFrom: "event" },
  });
});
