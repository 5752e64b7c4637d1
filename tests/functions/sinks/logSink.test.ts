import fc from "fast-check";
import type { OutgoingEvent } from "../../../functions/delivery/deduplicate";
import { entryOf } from "../../../functions/mapping/auditEvent";
import {
  type LogEvent,
  type LogStream,
  logSink,
  packLogEvents,
  type RejectedLogEvents,
} from "../../../functions/sinks/logSink";
import { TestClock } from "../testClock";

function eventOf(id: string, eventData = `{"UID":"${id}"}`, apart = false): OutgoingEvent<string> {
  return { entry: entryOf(id, eventData), eventDataBytes: Buffer.byteLength(eventData), messages: [id], apart };
}

function failure(name: string, status = 400): Error {
  return Object.assign(new Error(name), { name, $metadata: { httpStatusCode: status } });
}

function stream(over: Partial<LogStream> = {}) {
  const created: number[] = [];
  const calls: (readonly LogEvent[])[] = [];
  const sink = logSink({
    create: async (signal) => {
      created.push(1);
      return over.create?.(signal);
    },
    put: async (events, signal) => {
      calls.push(events);
      return over.put?.(events, signal);
    },
  });
  const clock = new TestClock();
  return {
    calls,
    created,
    clock,
    deliver: (events: readonly OutgoingEvent<string>[]) => sink(events, clock.now() + 10_000, clock),
  };
}

test("events are put with the time of delivery, in a stream that is created once", async () => {
  const { deliver, calls, created, clock } = stream();
  const events = [eventOf("a"), eventOf("b")];
  const { verdicts, requests } = await deliver(events);
  await deliver([eventOf("c")]);
  expect(created).toHaveLength(1);
  expect(calls[0]?.map(({ message }) => message)).toEqual(['{"UID":"a"}', '{"UID":"b"}']);
  expect(calls[0]?.every(({ timestamp }) => Math.abs(timestamp - clock.now()) < 60_000)).toBe(true);
  expect([...verdicts.values()]).toEqual([{ status: "accepted" }, { status: "accepted" }]);
  expect(requests).toBe(1);
});

test.each<[RejectedLogEvents, readonly string[]]>([
  [{ tooOldLogEventEndIndex: 1 }, ["TooOldLogEvent", "accepted", "accepted"]],
  [{ tooNewLogEventStartIndex: 1 }, ["accepted", "TooNewLogEvent", "TooNewLogEvent"]],
  [{ expiredLogEventEndIndex: 1, tooOldLogEventEndIndex: 2 }, ["ExpiredLogEvent", "TooOldLogEvent", "accepted"]],
  [{}, ["accepted", "accepted", "accepted"]],
])("after a response with %j the events that were not accepted fail by name", async (rejected, codes) => {
  const { deliver } = stream({ put: async () => rejected });
  const events = [eventOf("a"), eventOf("b"), eventOf("c")];
  const { verdicts } = await deliver(events);
  const found = events.map(({ entry }) => {
    const verdict = verdicts.get(entry);
    return verdict?.status === "permanent" ? verdict.code : verdict?.status;
  });
  expect(found).toEqual(codes);
});

test("a deleted stream is created again the next time", async () => {
  let gone = true;
  const { deliver, created } = stream({
    put: async () => {
      if (gone) {
        gone = false;
        throw failure("ResourceNotFoundException");
      }
      return undefined;
    },
  });
  const first = await deliver([eventOf("a")]);
  expect([...first.verdicts.values()]).toMatchObject([{ status: "retryable", code: "ResourceNotFoundException" }]);
  const second = await deliver([eventOf("a")]);
  expect([...second.verdicts.values()]).toEqual([{ status: "accepted" }]);
  expect(created).toHaveLength(2);
});

test("a call that is refused because of one event is halved until that event is alone", async () => {
  const { deliver } = stream({
    put: async (events) => {
      if (events.some(({ message }) => message.includes("bad"))) {
        throw failure("InvalidParameterException");
      }
      return undefined;
    },
  });
  const events = ["a", "b", "bad", "c"].map((id) => eventOf(id));
  const { verdicts } = await deliver(events);
  expect(events.map(({ entry }) => verdicts.get(entry)?.status)).toEqual([
    "accepted",
    "accepted",
    "permanent",
    "accepted",
  ]);
});

test("every call is within the limits, no event is lost, and no id occurs twice in a call", () => {
  const event = fc
    .record({ id: fc.integer({ min: 0, max: 40 }), bytes: fc.integer({ min: 2, max: 250_000 }), apart: fc.boolean() })
    .map(({ id, bytes, apart }) => ({ ...eventOf(String(id), "x", apart), eventDataBytes: bytes }));
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const calls = packLogEvents(events);
      expect(calls.flat()).toHaveLength(events.length);
      expect(new Set(calls.flat())).toEqual(new Set(events));
      for (const call of calls) {
        expect(call.reduce((sum, { eventDataBytes }) => sum + eventDataBytes + 26, 0)).toBeLessThanOrEqual(1_048_576);
        expect(new Set(call.map(({ entry }) => entry.id)).size).toBe(call.length);
        expect(new Set(call.map(({ apart }) => apart)).size).toBe(1);
      }
    }),
  );
  const many = Array.from({ length: 10_001 }, (_, index) => ({ ...eventOf(String(index)), eventDataBytes: 20 }));
  expect(packLogEvents(many).map((call) => call.length)).toEqual([10_000, 1]);
});
