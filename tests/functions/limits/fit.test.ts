import { fitAuditEvent } from "../../../functions/limits/fit";
import type { AuditEvent } from "../../../functions/mapping/auditEvent";

const smallest: AuditEvent = {
  version: "1",
  userIdentity: { type: "User", principalId: "1" },
  eventSource: "source",
  eventName: "name",
  eventTime: "2024-05-14T09:30:00Z",
  UID: "1",
  recipientAccountId: "123456789012",
};

function objectOf(bytes: number, character = "x"): { readonly a: string } {
  const empty = Buffer.byteLength(JSON.stringify({ a: "" }));
  return {
    a: character.repeat(Math.floor((bytes - empty) / Buffer.byteLength(JSON.stringify(character).slice(1, -1)))),
  };
}

test("a fitting event is sent unchanged, in the schema's order, without absent fields", () => {
  const { eventData, eventDataBytes, truncated } = fitAuditEvent({
    ...smallest,
    requestParameters: undefined,
    userAgent: undefined,
  });
  expect(eventData).toBe(
    '{"version":"1","userIdentity":{"type":"User","principalId":"1"},"eventSource":"source","eventName":"name",' +
      '"eventTime":"2024-05-14T09:30:00Z","UID":"1","recipientAccountId":"123456789012"}',
  );
  expect(eventDataBytes).toBe(eventData.length);
  expect(truncated).toEqual([]);
});

test.each([
  ["requestParameters", 100_000],
  ["responseElements", 100_000],
  ["additionalEventData", 28_000],
] as const)("%s keeps at most %i bytes", (name, limit) => {
  const whole = fitAuditEvent({ ...smallest, [name]: objectOf(limit) });
  expect(whole.truncated).toEqual([]);
  expect(whole.event[name]).toEqual(objectOf(limit));
  const cut = fitAuditEvent({ ...smallest, [name]: objectOf(limit + 1) });
  expect(cut.truncated).toEqual([`${name}.a`]);
  expect(Buffer.byteLength(JSON.stringify(cut.event[name]))).toBeLessThanOrEqual(limit);
  expect(cut.event.additionalEventData?.truncatedFields).toEqual([`${name}.a`]);
});

test("bytes are counted, not characters", () => {
  expect(fitAuditEvent({ ...smallest, additionalEventData: objectOf(28_000, "é") }).truncated).toEqual([]);
  expect(fitAuditEvent({ ...smallest, additionalEventData: { a: "é".repeat(14_000) } }).truncated).toEqual([
    "additionalEventData.a",
  ]);
});

test.each([
  ["userAgent", 1024],
  ["errorCode", 256],
  ["errorMessage", 256],
  ["eventName", 1024],
  ["UID", 1024],
  ["version", 256],
] as const)("%s keeps at most %i characters", (name, limit) => {
  const whole = fitAuditEvent({ ...smallest, [name]: "x".repeat(limit) });
  expect([whole.event[name], whole.truncated]).toEqual(["x".repeat(limit), []]);
  const cut = fitAuditEvent({ ...smallest, [name]: "x".repeat(limit + 1) });
  expect([cut.event[name], cut.truncated]).toEqual(["x".repeat(limit), [name]]);
});

test("an event that is too large although its fields fit is cut at its largest field", () => {
  const { event, eventData, truncated } = fitAuditEvent({
    ...smallest,
    requestParameters: objectOf(99_999, '"'),
    responseElements: objectOf(80_000),
    additionalEventData: objectOf(20_000),
  });
  expect(truncated).toEqual(["requestParameters.a"]);
  expect(event.responseElements).toEqual(objectOf(80_000));
  const sent = Buffer.byteLength(JSON.stringify({ id: "x".repeat(128), eventData, eventDataChecksum: "x".repeat(44) }));
  expect(sent).toBeLessThanOrEqual(256_000);
  expect(sent).toBeGreaterThan(150_000);
});

test("a vendor's own field named truncatedFields is kept", () => {
  const { event } = fitAuditEvent({
    ...smallest,
    userAgent: "x".repeat(2000),
    additionalEventData: { truncatedFields: "the vendor's" },
  });
  expect(event.additionalEventData).toEqual({ truncatedFields: "the vendor's" });
});

test("earlier cuts are listed together with new ones", () => {
  const { truncated, event } = fitAuditEvent({ ...smallest, userAgent: "x".repeat(2000) }, ["requestParameters.deep"]);
  expect(truncated).toEqual(["requestParameters.deep", "userAgent"]);
  expect(event.additionalEventData?.truncatedFields).toEqual(truncated);
});
