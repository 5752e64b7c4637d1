import type { SQSEvent } from "aws-lambda";
import fc from "fast-check";
import type { PutAuditEvents } from "../../../functions/delivery/deliver";
import type { ForwarderSettings } from "../../../functions/forwarder/forwarderSettings";
import type { AuditEventEntry } from "../../../functions/mapping/auditEvent";
import { contextWith, oktaBody, sqsEvent, sqsRecord } from "../sqsEvent";
import { forwarder } from "./testForwarder";

test("an accepted batch needs one request and leaves nothing behind", async () => {
  const { handle, requests, parked, counts } = forwarder();
  const response = await handle(sqsEvent(sqsRecord("m1", oktaBody("u1")), sqsRecord("m2", oktaBody("u2"))));
  expect(response).toEqual({ batchItemFailures: [] });
  expect(requests.map((sent) => sent.map(({ id }) => id))).toEqual([["u1", "u2"]]);
  expect(JSON.parse(requests[0]?.[0]?.eventData ?? "{}")).toMatchObject({
    UID: "u1",
    eventName: "user.session.start",
    recipientAccountId: "123456789012",
  });
  expect(parked).toEqual([]);
  expect(counts()).toEqual({
    Received: 2,
    Accepted: 2,
    Deduplicated: 0,
    Rejected: 0,
    Retried: 0,
    Halted: 0,
    Conflicting: 0,
    Requests: 1,
    Throttled: 0,
    Truncated: 0,
    Redacted: 0,
    UnknownKinds: 0,
    UnexpectedTypes: 0,
    ServiceErrors: 0,
    StreamChanges: 0,
  });
});

test.each([
  ["{", "InvalidJson"],
  ['{"detail":{}}', "InvalidEnvelope"],
  [oktaBody("u1").replace(/"detail":\{.*\}\}$/, '"detail":[]}'), "InvalidDetail"],
  ['{"detail-type":"a","source":"b","detail":{}}', "EventTimeNotFound"],
])("the message %j is sent to the dead-letter queue unchanged, with its reason", async (body, code) => {
  const { handle, requests, parked, counts } = forwarder();
  expect(await handle(sqsEvent(sqsRecord("m1", body, 2)))).toEqual({ batchItemFailures: [] });
  expect(requests).toEqual([]);
  expect(parked).toHaveLength(1);
  expect(parked[0]).toMatchObject({
    MessageBody: body,
    MessageAttributes: {
      errorCode: { StringValue: code },
      integration: { StringValue: "okta" },
      vendor: { StringValue: "okta" },
      attempt: { StringValue: "2" },
    },
  });
  expect(counts()).toMatchObject({ Received: 1, Rejected: 1, Retried: 0, Requests: 0 });
});

test.each([
  [
    "refuses permanently becomes a dead letter",
    "FieldTooLong",
    { Accepted: 1, Deduplicated: 0, Rejected: 2, Retried: 0 },
  ],
  [
    "may accept later returns to the queue",
    "AccountNotSubscribed",
    { Accepted: 1, Deduplicated: 0, Rejected: 0, Retried: 2 },
  ],
])("an event that CloudTrail %s with every message that contained it", async (_, code, expected) => {
  const { handle, parked, counts } = forwarder({
    put: async ([first, ...others]) => ({
      successful: others.map(({ id }) => ({ id })),
      failed: first === undefined ? [] : [{ id: first.id, errorCode: code, errorMessage: "about it" }],
    }),
  });
  const messages = ["u1", "u1", "u2"].map((uuid, index) => sqsRecord(`m${index}`, oktaBody(uuid)));
  const { batchItemFailures } = await handle(sqsEvent(...messages));
  const letter = {
    errorCode: { StringValue: code },
    reason: { StringValue: "about it" },
    eventId: { StringValue: "u1" },
  };
  expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(
    expected.Retried > 0 ? ["m0", "m1"] : [],
  );
  expect(parked.map(({ MessageAttributes }) => MessageAttributes)).toMatchObject(Array(expected.Rejected).fill(letter));
  expect(counts()).toMatchObject({ Received: 3, ...expected });
});

test("messages that cannot be sent to the dead-letter queue return to the queue", async () => {
  const { handle, counts, lines } = forwarder({ send: async () => [] });
  expect(await handle(sqsEvent(sqsRecord("m1", "{"), sqsRecord("m2", oktaBody("u2"))))).toEqual({
    batchItemFailures: [{ itemIdentifier: "m1" }],
  });
  expect(counts()).toMatchObject({ Received: 2, Accepted: 1, Rejected: 0, Retried: 1 });
  expect(JSON.parse(lines[0] ?? "").ErrorCodes).toEqual({ InvalidJson: 1, NotParked: 1 });
});

test("messages that were received often return to the queue untouched in half of the invocations, and are sent separately in the others", async () => {
  const { handle, requests, counts } = forwarder();
  const suspects = Array.from({ length: 20 }, (_item, index) => sqsRecord(`s${index}`, oktaBody(`u${index}`), 10));
  const { batchItemFailures } = await handle(sqsEvent(...suspects, sqsRecord("fresh", oktaBody("fresh"))));
  const sent = requests.flat().map(({ id }) => id);
  expect(sent).toHaveLength(21 - batchItemFailures.length);
  expect(batchItemFailures.length).toBeGreaterThan(0);
  expect(batchItemFailures.length).toBeLessThan(20);
  expect(requests.find((request) => request.some(({ id }) => id === "fresh"))).toHaveLength(1);
  expect(counts()).toMatchObject({ Received: 21, Accepted: sent.length, Retried: batchItemFailures.length });
});

test("truncated and redacted values are counted, and no content of an event is logged", async () => {
  const failed = (id: string) => ({ id, errorCode: "InvalidData", errorMessage: "about it" });
  const { handle, counts, lines } = forwarder({
    put: async ([first, ...others]) => ({ successful: others, failed: first === undefined ? [] : [failed(first.id)] }),
  });
  const detail = {
    displayMessage: "private-words".repeat(10_000),
    debugContext: { debugData: { url: "/a?token=abcdefgh" } },
  };
  const records = [
    sqsRecord("m1", oktaBody("u1", detail)),
    sqsRecord("m2", "private-words"),
    sqsRecord("m3", oktaBody("x")),
  ];
  await handle(sqsEvent(...records));
  expect(counts()).toMatchObject({ Truncated: 1, Redacted: 1, Rejected: 2 });
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toMatch(/private-words|abcdefgh|u1|user\.session/);
});

test("an unexpected error fails the invocation, and the log has its message and stack", async () => {
  const { handle, lines } = forwarder();
  const context = { ...contextWith(0), getRemainingTimeInMillis: () => JSON.parse("{") };
  const messages = "None of the 1 messages was delivered; all return to the queue: SyntaxError (1).";
  await expect(handle(sqsEvent(sqsRecord("m1", oktaBody("u1"))), context)).rejects.toThrow(messages);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    Received: 1,
    Retried: 1,
    ErrorCodes: { SyntaxError: 1 },
    Errors: [{ code: "SyntaxError", message: expect.stringContaining("JSON"), stack: expect.any(Array) }],
  });
});

test.each<[string, unknown]>([
  ["nothing", undefined],
  ["an empty object", {}],
  ["records that are no list", { Records: "m1" }],
  ["records that are no messages", { Records: [null, 7, "m1", {}, { messageId: 7 }] }],
])("an event of %s is answered with no failures", async (_name, event) => {
  expect(await forwarder().handle(event as SQSEvent)).toEqual({ batchItemFailures: [] });
});

test("a message without a body or a receive count becomes a dead letter or is handled like any other", async () => {
  const { handle, parked } = forwarder();
  const event = { Records: [{ messageId: "m1" }, { messageId: "m2", body: oktaBody("u1") }] } as unknown as SQSEvent;
  expect(await handle(event)).toEqual({ batchItemFailures: [] });
  expect(parked.map(({ MessageAttributes }) => MessageAttributes?.errorCode?.StringValue)).toEqual(["InvalidJson"]);
});

describe("a message with several audit events", () => {
  const settings: ForwarderSettings = {
    integration: "hr",
    vendor: "custom",
    mapping: { forEach: "event.list", id: "event.id", eventName: "item.name", required: ["eventName"] },
  };
  const body = (id: string, ...names: readonly unknown[]) =>
    JSON.stringify({
      "detail-type": "x",
      source: "hr",
      time: "2026-11-20T10:00:00Z",
      detail: { id, list: names.map((name) => ({ name })) },
    });
  /** Returns an error code for entries whose event has a listed name, and accepts the others. */
  const answering =
    (codes: Readonly<Record<string, string>>): PutAuditEvents =>
    async (sent) => {
      const codeOf = ({ eventData }: AuditEventEntry) => codes[JSON.parse(eventData).eventName];
      return {
        successful: sent.filter((entry) => codeOf(entry) === undefined).map(({ id }) => ({ id })),
        failed: sent.flatMap((entry) => {
          const errorCode = codeOf(entry);
          return errorCode === undefined ? [] : [{ id: entry.id, errorCode, errorMessage: "about it" }];
        }),
      };
    };

  test("returns to the queue once if one of them may be accepted later", async () => {
    const { handle, parked, counts } = forwarder({
      settings,
      put: answering({ y: "AccountNotSubscribed", z: "InvalidData" }),
    });
    const response = await handle(sqsEvent(sqsRecord("m1", body("a", "x", "y", "z")), sqsRecord("m2", body("b", "x"))));
    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: "m1" }] });
    expect(parked).toEqual([]);
    expect(counts()).toMatchObject({ Received: 2, Accepted: 1, Rejected: 0, Retried: 1 });
  });

  test("becomes one dead letter if some of them are refused permanently", async () => {
    const { handle, parked, counts } = forwarder({ settings, put: answering({ y: "InvalidData", z: "InvalidData" }) });
    const whole = body("a", "x", "y", "z");
    expect(await handle(sqsEvent(sqsRecord("m1", whole)))).toEqual({ batchItemFailures: [] });
    expect(parked.map(({ MessageBody }) => MessageBody)).toEqual([whole]);
    expect(counts()).toMatchObject({ Received: 1, Accepted: 0, Rejected: 1, Retried: 0 });
  });

  test("becomes a dead letter as a whole if one of them cannot be mapped", async () => {
    const { handle, requests, parked } = forwarder({ settings });
    await handle(sqsEvent(sqsRecord("m1", body("a", "x", ["no text"])), sqsRecord("m2", body("b", "y"))));
    expect(parked.map(({ MessageAttributes }) => MessageAttributes?.errorCode?.StringValue)).toEqual([
      "RequiredFieldNotFound",
    ]);
    expect(requests.flat()).toHaveLength(1);
  });
});

test("an envelope that nests thousands of levels deep does not affect other messages", async () => {
  const settings: ForwarderSettings = {
    integration: "hr",
    vendor: "custom",
    mapping: { id: "event.id", eventName: "'x'", requestParameters: { r: "envelope.resources" } },
  };
  const body = (id: string, depth: number) =>
    `{"detail-type":"x","source":"hr","time":"2026-11-20T10:00:00Z","resources":${"[".repeat(depth)}1${"]".repeat(depth)},"detail":{"id":"${id}"}}`;
  const { handle, requests, parked } = forwarder({ settings });
  const records = [1, 2_500, 7_000, 75_000].map((depth) => sqsRecord(`m${depth}`, body(`e${depth}`, depth)));
  expect(await handle(sqsEvent(...records))).toEqual({ batchItemFailures: [] });
  expect(parked).toEqual([]);
  expect(requests.flat().map(({ id }) => id)).toEqual(["e1", "e2500", "e7000", "e75000"]);
});

test("every message of any batch is counted exactly once", async () => {
  const body = fc.oneof(
    fc.constantFrom("a", "b", "c", "d").map((uuid) => oktaBody(uuid)),
    fc.constantFrom("a", "b").map((uuid) => oktaBody(uuid, { severity: "WARN" })),
    fc.constant("{"),
    fc.json(),
  );
  const code = fc.constantFrom("ok", "InvalidData", "AccountNotSubscribed", "Throttling");
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(body, fc.integer({ min: 1, max: 12 })), { maxLength: 30 }),
      fc.array(code, { minLength: 1 }),
      async (messages, codes) => {
        let call = 0;
        const { handle, counts, parked } = forwarder({
          put: async (sent) => {
            const given = sent.map(({ id }) => ({ id, errorCode: codes[call++ % codes.length] ?? "ok" }));
            return {
              successful: given.filter(({ errorCode }) => errorCode === "ok"),
              failed: given.filter(({ errorCode }) => errorCode !== "ok"),
            };
          },
        });
        const records = messages.map(([text, count], index) => sqsRecord(`m${index}`, text, count));
        const { batchItemFailures } = await handle(sqsEvent(...records)).catch(() => ({
          batchItemFailures: records.map(({ messageId }) => ({ itemIdentifier: messageId })),
        }));
        const { Received, Accepted, Deduplicated, Rejected, Retried } = counts();
        expect(Received).toBe(messages.length);
        expect(Accepted + Deduplicated + Rejected + Retried).toBe(Received);
        expect(batchItemFailures).toHaveLength(Retried);
        expect(new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).size).toBe(Retried);
        expect(parked).toHaveLength(Rejected);
      },
    ),
    { numRuns: 200 },
  );
});
