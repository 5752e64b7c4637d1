import { envelopeOf, parseEnvelope } from "../../../functions/mapping/envelope";

const envelope = { id: "1", "detail-type": "SystemLog", source: "aws.partner/okta.com/acme/audit", detail: { a: 1 } };

test("an EventBridge event in a message's body is an envelope", () => {
  expect(parseEnvelope(` ${JSON.stringify(envelope)}\n`)).toEqual(envelope);
});

test.each([
  "null",
  "[]",
  '{"detail":{}}',
  '{"detail":{},"source":"a"}',
  '{"detail-type":"a","source":"b"}',
  '{"__proto__":{"detail":{},"detail-type":"a","source":"b"}}',
])("the body %s is rejected, since it is no EventBridge event", (body) => {
  expect(parseEnvelope(body)).toMatchObject({ status: "rejected", code: "InvalidEnvelope" });
});

test("a whole event keeps its envelope, and a bare one gets an empty one", () => {
  expect(envelopeOf(envelope, "2024-05-14T09:30:05Z")).toBe(envelope);
  expect(envelopeOf({ a: 1 })).toEqual({ detail: { a: 1 } });
  expect(envelopeOf({ a: 1 }, "2024-05-14T09:30:05Z")).toEqual({ time: "2024-05-14T09:30:05Z", detail: { a: 1 } });
});

test("a vendor's event with its own detail is a bare event", () => {
  const event = { detail: { a: 1 }, source: "web" };
  expect(envelopeOf(event)).toEqual({ detail: event });
});
