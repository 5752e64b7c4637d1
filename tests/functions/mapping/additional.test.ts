import { additionalOf } from "../../../functions/mapping/additional";
import { envelopeOf } from "../../../functions/mapping/envelope";
import { mapEvent } from "../../../functions/mapping/mapping";
import type { JsonObject } from "../../../functions/mapping/values/json";

function additional(detail: JsonObject): JsonObject | undefined {
  const result = mapEvent(envelopeOf(detail, "2026-11-20T10:00:00Z"), {
    integration: "hr",
    vendor: "custom",
    recipientAccountId: "123456789012",
    mapping: { eventTime: "event.at" },
  });
  return result.status === "mapped" ? result.event.additionalEventData : undefined;
}

test("a vendor's field cannot say by which integration an event came, or that its time is the envelope's", () => {
  const fields = { integrationName: "okta", eventTimeFrom: "envelope", truncatedFields: ["a"], vendorFields: 1 };
  expect(additional({ at: "2026-11-20T09:00:00Z", kept: 2, ...fields })).toEqual({
    integrationName: "hr",
    kept: 2,
    vendorFields: fields,
  });
  expect(additional({ eventTimeFrom: "event" })).toEqual({
    integrationName: "hr",
    eventTimeFrom: "envelope",
    vendorFields: { eventTimeFrom: "event" },
  });
});

test("what is placed or null is left out of the vendor's fields too", () => {
  const own = { integrationName: "hr" };
  expect(additionalOf(own, { integrationName: "x", a: 1 }, [["integrationName"]])).toEqual({ ...own, a: 1 });
  expect(additionalOf(own, { integrationName: null, a: 1 }, [])).toEqual({ ...own, a: 1 });
  expect(own).toEqual({ integrationName: "hr" });
});
