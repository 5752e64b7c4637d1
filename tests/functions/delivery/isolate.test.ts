import fc from "fast-check";
import { isolate, isSuspect, suspectFrom } from "../../../functions/delivery/isolate";

function message(messageId: string, receiveCount: number) {
  return { messageId, receiveCount };
}

test("messages that were received only a few times are all handled", () => {
  const messages = [message("a", 1), message("b", suspectFrom - 1)];
  expect(isolate(messages)).toEqual({ handled: messages, postponed: [] });
  expect(messages.some(isSuspect)).toBe(false);
});

test("new messages are handled together with about half of the suspects", () => {
  const suspects = Array.from({ length: 200 }, (_item, index) => message(`s-${index}`, suspectFrom));
  const fresh = message("fresh", 1);
  const { handled, postponed } = isolate([...suspects, fresh]);
  expect(handled).toContain(fresh);
  expect(postponed.length).toBeGreaterThan(60);
  expect(postponed.length).toBeLessThan(140);
});

test("a message is always handled at its last receive", () => {
  const suspects = Array.from({ length: 200 }, (_item, index) => message(`s-${index}`, index < 100 ? 50 : 49));
  const { postponed } = isolate(suspects, 50);
  expect(postponed.length).toBeGreaterThan(30);
  expect(new Set(postponed.map(({ receiveCount }) => receiveCount))).toEqual(new Set([49]));
});

test("every message is handled or deferred, at least one is handled, and the choice is deterministic", () => {
  const messages = fc.uniqueArray(fc.record({ messageId: fc.uuid(), receiveCount: fc.integer({ min: 1, max: 100 }) }), {
    minLength: 1,
    selector: ({ messageId }) => messageId,
  });
  fc.assert(
    fc.property(messages, (batch) => {
      const { handled, postponed } = isolate(batch);
      expect(handled.length).toBeGreaterThan(0);
      expect(new Set([...handled, ...postponed])).toEqual(new Set(batch));
      expect(handled.length + postponed.length).toBe(batch.length);
      expect(isolate(batch)).toEqual({ handled, postponed });
    }),
  );
});

test("a message that crashes every invocation does not stop the delivery of 99 others", () => {
  for (let trial = 0; trial < 50; trial++) {
    const poison = `poison-${trial}`;
    let waiting = [poison, ...Array.from({ length: 99 }, (_item, index) => `good-${trial}-${index}`)];
    let receiveCount = 0;
    while (waiting.length > 1 && receiveCount < 100) {
      receiveCount += 1;
      const { handled } = isolate(waiting.map((messageId) => message(messageId, receiveCount)));
      const done = new Set(handled.map(({ messageId }) => messageId));
      waiting = done.has(poison) ? waiting : waiting.filter((messageId) => !done.has(messageId));
    }
    expect(waiting).toEqual([poison]);
    expect(receiveCount).toBeLessThan(60);
  }
});
