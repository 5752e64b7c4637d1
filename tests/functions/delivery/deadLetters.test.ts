import fc from "fast-check";
import { type Reject, type SendToDeadLetters, sendRejects } from "../../../functions/delivery/deadLetters";

type Entries = Parameters<SendToDeadLetters>[0];

const origin = { integration: "okta-emea", vendor: "okta" };

function reject(over: Partial<Reject> = {}): Reject {
  return {
    body: '{"a":1}',
    errorCode: "InvalidData",
    reason: "The data is wrong.",
    eventId: "e-1",
    attempt: 3,
    ...over,
  };
}

/** Counts bytes as SQS does: the body with the names, types and values of the attributes. */
function bytesOf(entries: Entries): number {
  const parts = entries.flatMap(({ MessageBody, MessageAttributes = {} }) => [
    MessageBody ?? "",
    ...Object.entries(MessageAttributes).flatMap(([name, value]) => [
      name,
      value.DataType ?? "",
      value.StringValue ?? "",
    ]),
  ]);
  return Buffer.byteLength(parts.join(""));
}

function queue() {
  const batches: Entries[] = [];
  const send: SendToDeadLetters = async (entries) => {
    batches.push(entries);
    return entries.map(({ Id }) => Id ?? "");
  };
  return { batches, send };
}

const running = new AbortController().signal;

test("a dead letter without id or reason has no such attribute, and characters that SQS refuses are replaced", async () => {
  const { batches, send } = queue();
  await sendRejects(
    [reject({ eventId: undefined, reason: "" }), reject({ reason: "a\u0000b\ud800c😀" })],
    origin,
    send,
    running,
  );
  const [first, second] = batches[0] ?? [];
  expect(Object.keys(first?.MessageAttributes ?? {})).toEqual(["errorCode", "integration", "vendor", "attempt"]);
  expect(second?.MessageAttributes?.reason?.StringValue).toBe("a\ufffdb\ufffdc😀");
});

test("no batch exceeds a mebibyte with bodies of any size, and every body is complete", async () => {
  const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 1_048_576 })), {
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(sizes, async (lengths) => {
      const { batches, send } = queue();
      const rejects = lengths.map((length) => reject({ body: "x".repeat(length), reason: "é".repeat(2000) }));
      expect((await sendRejects(rejects, origin, send, running)).size).toBe(rejects.length);
      for (const batch of batches) {
        expect(bytesOf(batch)).toBeLessThanOrEqual(1_048_576);
        expect(batch.length).toBeLessThanOrEqual(10);
      }
      expect(batches.flat().map(({ MessageBody }) => MessageBody?.length)).toEqual(lengths);
    }),
    { numRuns: 30 },
  );
});

test("a body of the maximum size is sent to the dead-letter queue without the attributes that do not fit", async () => {
  const { batches, send } = queue();
  await sendRejects(
    [reject({ body: "x".repeat(1_048_576) }), reject({ body: "x".repeat(1_048_500) })],
    origin,
    send,
    running,
  );
  expect(batches[0]?.[0]?.MessageAttributes).toEqual({});
  expect(Object.keys(batches[1]?.[0]?.MessageAttributes ?? {})).toContain("errorCode");
});

test("only messages that the queue accepted count as dead letters, and a failing batch does not stop the others", async () => {
  const rejects = Array.from({ length: 22 }, (_item, index) => reject({ eventId: `e-${index}` }));
  let calls = 0;
  const send: SendToDeadLetters = async (entries) => {
    calls += 1;
    if (calls === 1) {
      throw new Error("no connection");
    }
    return entries.slice(1).map(({ Id }) => Id ?? "");
  };
  const parked = await sendRejects(rejects, origin, send, running);
  expect([...parked]).toEqual([...rejects.slice(11, 20), ...rejects.slice(21)]);
});

test("nothing is sent after the deadline", async () => {
  const { batches, send } = queue();
  expect(await sendRejects([reject()], origin, send, AbortSignal.abort())).toEqual(new Set());
  expect(batches).toEqual([]);
});
