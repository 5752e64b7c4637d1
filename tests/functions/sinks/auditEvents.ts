import fc from "fast-check";
import type { OutgoingEvent } from "../../../functions/delivery/deduplicate";
import { entryOf } from "../../../functions/mapping/auditEvent";

/** An audit event of `content`, on its way to a sink. */
export function outgoing(id: string, content: unknown): OutgoingEvent<string> {
  const eventData = JSON.stringify(content);
  return { entry: entryOf(id, eventData), eventDataBytes: Buffer.byteLength(eventData), messages: [id], apart: false };
}

/** The content of a small audit event. */
export function contentOf(id: string, over: Readonly<Record<string, unknown>> = {}) {
  return {
    version: "0",
    userIdentity: { type: "User", principalId: "00u1", details: { alternateId: "a@example.com" } },
    eventSource: "okta.system-log-events",
    eventName: "user.session.start",
    eventTime: "2026-11-30T09:59:58Z",
    UID: id,
    recipientAccountId: "123456789012",
    ...over,
  };
}

const texts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom("", "\u0000", "a\u0000b", "\ud800", "\udc00x", "😀", "\uffff", "\u{10ffff}", "null", "x".repeat(40)),
);

const anything = fc.oneof({ weight: 3, arbitrary: texts }, fc.jsonValue({ maxDepth: 2 }), fc.constant(null));

const maps = fc.option(
  fc
    .array(fc.tuple(fc.oneof(texts, fc.constantFrom("__proto__", "constructor", "length", "key")), anything), {
      maxLength: 6,
    })
    .map((members) => Object.fromEntries(members) as Readonly<Record<string, unknown>>),
);

const fieldOf = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Contents with hostile values, also of other types, in every field that may have any value. */
export const hostileContents: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc.record(
  {
    version: fieldOf(anything),
    userIdentity: fc.option(
      fc.record({ type: fieldOf(anything), principalId: fieldOf(anything), details: fieldOf(maps) }),
    ),
    userAgent: fieldOf(anything),
    eventSource: fieldOf(anything),
    eventName: fieldOf(anything),
    eventTime: fc
      .date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true })
      .map((date) => `${date.toISOString().slice(0, 19)}Z`),
    UID: fieldOf(anything),
    requestParameters: fieldOf(maps),
    responseElements: fieldOf(maps),
    errorCode: fieldOf(anything),
    errorMessage: fieldOf(anything),
    sourceIPAddress: fieldOf(anything),
    recipientAccountId: fieldOf(anything),
    additionalEventData: fieldOf(maps),
    unknownField: fieldOf(anything),
  },
  { requiredKeys: ["eventTime"] },
);
