import * as fc from "fast-check";
import { Clock } from "../../../sandbox/clock";
import { createIdentifiers } from "../../../sandbox/identifiers";
import { Queue } from "../../../sandbox/sqs/queue";
import { queueSettings } from "../../../sandbox/sqs/queueSettings";
import * as d from "../declared";

const start = Date.UTC(2026, 10, 20);
const seconds = (count: number) => count * 1_000;
const days = (count: number) => count * 86_400_000;

function makeQueue(inputs: Readonly<Record<string, unknown>> = {}, clock = new Clock(start)) {
  const queue = new Queue(queueSettings(d.queue("main", inputs)), clock, createIdentifiers("test"));
  return { queue, clock, wait: (milliseconds: number) => clock.runUntilIdle({ until: clock.now() + milliseconds }) };
}

const contents = (queue: Queue) => {
  const { visible, notVisible } = queue.counts();
  return { visible, notVisible };
};

describe("a queue", () => {
  it("hides a received message for exactly the visibility timeout", async () => {
    const { queue, wait } = makeQueue({ visibilityTimeoutSeconds: 180 });
    queue.send({ body: "a" });
    const [first] = queue.receive(10);
    expect(contents(queue)).toEqual({ visible: 0, notVisible: 1 });
    await wait(seconds(180) - 1);
    expect(queue.receive(10)).toEqual([]);
    await wait(1);
    const [second] = queue.receive(10);
    expect(second?.message.messageId).toBe(first?.message.messageId);
    expect(second?.message.receiveCount).toBe(2);
    expect(second?.message.firstReceiveTimestamp).toBe(start);
    expect(second?.receiptHandle).not.toBe(first?.receiptHandle);
  });

  it("deletes only with the latest handle, even if the message is visible again", async () => {
    const { queue, wait } = makeQueue();
    queue.send({ body: "a" });
    const [first] = queue.receive(1);
    await wait(seconds(30));
    const [second] = queue.receive(1);
    queue.delete(first?.receiptHandle ?? "");
    expect(contents(queue).notVisible).toBe(1);
    await wait(seconds(30));
    queue.delete(second?.receiptHandle ?? "");
    expect(contents(queue)).toEqual({ visible: 0, notVisible: 0 });
    expect(queue.receive(1)).toEqual([]);
    queue.delete(second?.receiptHandle ?? "");
    expect(queue.counts().deleted).toBe(1);
  });

  it("deletes messages after the retention period, received or not", async () => {
    const { queue, wait } = makeQueue({ messageRetentionSeconds: 60, visibilityTimeoutSeconds: 50 });
    queue.send({ body: "received" });
    queue.receive(1);
    queue.send({ body: "waiting" });
    await wait(seconds(30));
    queue.send({ body: "younger" });
    await wait(seconds(29));
    expect(queue.peek()).toHaveLength(3);
    await wait(seconds(1));
    expect(queue.receive(10).map(({ message }) => message.body)).toEqual(["younger"]);
    expect(queue.counts()).toMatchObject({ expired: 2, visible: 0, notVisible: 1 });
  });

  it("accepts messages up to its maximum size, in bytes including attributes", () => {
    const { queue } = makeQueue({ maxMessageSize: 1_024 });
    const attribute = { name: { DataType: "String", StringValue: "é" } };
    queue.send({ body: "x".repeat(1_024) });
    queue.send({ body: "é".repeat(512) });
    queue.send({ body: "x".repeat(1_024 - 12), messageAttributes: attribute });
    const tooLarge = expect.objectContaining({ code: "InvalidParameterValue" });
    expect(() => queue.send({ body: "x".repeat(1_025) })).toThrow(tooLarge);
    expect(() => queue.send({ body: "x".repeat(1_024 - 11), messageAttributes: attribute })).toThrow(tooLarge);
    expect(queue.counts().sent).toBe(3);
    // Without a declared size.
    expect(() => makeQueue().queue.send({ body: "x".repeat(262_145) })).toThrow("262144");
  });

  it("replaces characters that SQS does not allow, and refuses a body of only such characters and invalid attributes", () => {
    const { queue } = makeQueue();
    expect(queue.send({ body: "a\u0000\uffff\ud800b😀\t" }).body).toBe("a\ufffd\ufffd\ufffdb😀\t");
    const refuses = (code: string, body: string, names = "", StringValue = "x") => {
      const messageAttributes = Object.fromEntries([...names].map((key) => [key, { DataType: "String", StringValue }]));
      expect(() => queue.send({ body, messageAttributes })).toThrow(expect.objectContaining({ code }));
    };
    refuses("InvalidMessageContents", "\u0001");
    refuses("MissingParameter", "");
    refuses("InvalidParameterValue", "b", "a", "");
    refuses("InvalidParameterValue", "b", "abcdefghijk");
  });

  it("loses and duplicates nothing with any sequence of receives and deletes", async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant("send" as const) }),
      fc.record({ do: fc.constant("receive" as const), count: fc.integer({ min: 1, max: 10 }) }),
      fc.record({ do: fc.constant("delete" as const), index: fc.nat(30) }),
      fc.record({ do: fc.constant("wait" as const), seconds: fc.integer({ min: 1, max: 40 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { queue, wait } = makeQueue();
        const handles: string[] = [];
        for (const one of steps) {
          if (one.do === "send") {
            queue.send({ body: "x" });
          } else if (one.do === "receive") {
            const received = queue.receive(one.count);
            expect(new Set(received.map(({ message }) => message.messageId)).size).toBe(received.length);
            handles.push(...received.map(({ receiptHandle }) => receiptHandle));
          } else if (one.do === "delete") {
            queue.delete(handles[one.index] ?? handles[0] ?? "MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAwIzE=");
          } else {
            await wait(seconds(one.seconds));
          }
          const { visible, notVisible, sent, deleted } = queue.counts();
          expect(visible + notVisible + deleted).toBe(sent);
          expect(queue.peek()).toHaveLength(sent - deleted);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("a queue with a redrive policy", () => {
  function makePair(maxReceiveCount: number) {
    const clock = new Clock(start);
    const identifiers = createIdentifiers("test");
    const inputs = { ...d.redrive("dead", maxReceiveCount), messageRetentionSeconds: 1_209_600 };
    const main = makeQueue(inputs, clock);
    const dead = new Queue(queueSettings(d.queue("dead", { messageRetentionSeconds: 345_600 })), clock, identifiers);
    main.queue.deadLetterQueue = dead;
    return { ...main, dead };
  }

  it("moves a message at the receive after maxReceiveCount receives", async () => {
    const { queue, dead, wait } = makePair(3);
    const sent = queue.send({ body: "poison", messageAttributes: { a: { DataType: "String", StringValue: "b" } } });
    for (const receiveCount of [1, 2, 3]) {
      expect(queue.receive(1)[0]?.message.receiveCount).toBe(receiveCount);
      expect(dead.counts().visible).toBe(0);
      await wait(seconds(30));
    }
    expect(contents(queue).visible).toBe(1);
    expect(queue.receive(1)).toEqual([]);
    expect(queue.counts()).toMatchObject({ visible: 0, received: 3, movedToDeadLetterQueue: 1 });
    expect(dead.peek()).toMatchObject([
      {
        messageId: sent.messageId,
        body: "poison",
        messageAttributes: { a: { DataType: "String", StringValue: "b" } },
        sentTimestamp: start,
        deadLetterSourceArn: d.queueArn("main"),
      },
    ]);
  });

  it("keeps the age of moved messages, so the dead-letter queue's retention counts from the first send", async () => {
    const { queue, dead, wait } = makePair(1);
    queue.send({ body: "old" });
    queue.receive(1);
    await wait(days(4) - 1);
    queue.receive(1);
    expect(dead.counts().visible).toBe(1);
    await wait(1);
    expect(dead.counts()).toMatchObject({ visible: 0, expired: 1 });
  });
});
