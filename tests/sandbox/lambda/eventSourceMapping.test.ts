import type { SQSEvent } from "aws-lambda";
import type { AccessCall } from "../../../sandbox/authorization";
import { messagesToKeep } from "../../../sandbox/lambda/batch";
import { deploy, type Sandbox, type SandboxOptions } from "../../../sandbox/sandbox";
import * as d from "../declared";

const start = Date.UTC(2026, 10, 20);
let sandbox: Sandbox | undefined;
afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

type Inputs = Readonly<Record<string, unknown>>;

/** Deploys a queue with a function that writes each batch's bodies as a line of JSON. */
async function play(
  source: string,
  parts: Partial<Record<"queue" | "function" | "mapping", Inputs>> & { readonly options?: SandboxOptions } = {},
) {
  const code = `const log = (value) => console.log(JSON.stringify(value));
    const bodies = (event) => event.Records.map((record) => record.body);
    exports.handler = async (event, context) => { ${source} };`;
  sandbox = await deploy(
    [
      d.queue("main", { visibilityTimeoutSeconds: 60, ...parts.queue }),
      d.queue("dead", { messageRetentionSeconds: 1_209_600 }),
      d.lambda("fn", code, parts.function),
      d.mapping("main", "fn", parts.mapping),
    ],
    { startTime: start, ...parts.options },
  );
  const played = sandbox;
  const queue = played.queues.get("main");
  const target = played.functions.get("fn");
  if (queue === undefined || target === undefined) {
    throw new Error("The queue and the function are declared above.");
  }
  return {
    sandbox: played,
    queue,
    target,
    send: (...sent: string[]) => sent.map((body) => queue.send({ body })),
    logged: () => target.log.lines.filter((line) => !line.startsWith("ERROR")).map((line) => JSON.parse(line)),
    elapsed: () => played.clock.now() - start,
  };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index));
const reports = { functionResponseTypes: ["ReportBatchItemFailures"] };

describe("an event source mapping", () => {
  it("delivers messages as Lambda does", async () => {
    const { queue, sandbox, logged } = await play("log(event)");
    const message = queue.send({
      body: '{"é":1}',
      messageAttributes: { text: { DataType: "String", StringValue: "b" } },
    });
    await sandbox.settle();
    const lists = { stringListValues: [], binaryListValues: [] };
    const event: SQSEvent = {
      Records: [
        {
          messageId: message.messageId,
          receiptHandle: expect.any(String),
          body: '{"é":1}',
          attributes: {
            ApproximateReceiveCount: "1",
            SentTimestamp: String(start),
            SenderId: "123456789012",
            ApproximateFirstReceiveTimestamp: String(start),
          },
          messageAttributes: { text: { ...lists, stringValue: "b", dataType: "String" } },
          md5OfBody: "5a278f779cec8fae6d58e7de58a4dd03",
          eventSource: "aws:sqs",
          eventSourceARN: d.queueArn("main"),
          awsRegion: "us-east-1",
        },
      ],
    };
    expect(logged()).toEqual([event]);
    expect(queue.counts()).toMatchObject({ visible: 0, notVisible: 0, deleted: 1 });
  });

  it("waits for a full batch, or for the window's end", async () => {
    const mapping = { batchSize: 100, maximumBatchingWindowInSeconds: 20 };
    const { send, sandbox, logged, elapsed } = await play("log(event.Records.length)", { mapping });
    send(...numbers(130));
    await sandbox.settle({ until: start + 19_000 });
    expect(logged()).toEqual([100]);
    send(...numbers(5));
    await sandbox.settle();
    expect(logged()).toEqual([100, 35]);
    expect(elapsed()).toBeGreaterThanOrEqual(20_000);
  });

  it("ends a batch before its event would exceed 6 MB", async () => {
    const mapping = { batchSize: 100, maximumBatchingWindowInSeconds: 5 };
    const queue = { maxMessageSize: 1_048_576 };
    const source = "log([event.Records.length, JSON.stringify(event).length <= 6 * 1024 * 1024].join())";
    const played = await play(source, { mapping, queue, function: { memorySize: 512 } });
    played.send(...numbers(14).map(() => "x".repeat(1_000_000)));
    await played.sandbox.settle();
    expect(played.logged().sort()).toEqual(["2,true", "6,true", "6,true"]);
    expect(played.queue.counts()).toMatchObject({ received: 14, deleted: 14 });
  });

  it("deletes the messages that the function does not report, and delivers the rest again after the visibility timeout", async () => {
    const source = `log(bodies(event));
      return { batchItemFailures: event.Records.filter((record) => record.body === "bad"
        && record.attributes.ApproximateReceiveCount < 3).map((record) => ({ itemIdentifier: record.messageId })) }`;
    const { send, sandbox, logged, elapsed, queue } = await play(source, { mapping: reports });
    send("good", "bad", "fine");
    await sandbox.settle();
    expect(logged()).toEqual([["good", "bad", "fine"], ["bad"], ["bad"]]);
    expect(elapsed()).toBeGreaterThanOrEqual(120_000);
    expect(queue.counts()).toMatchObject({ sent: 3, received: 5, deleted: 3, visible: 0 });
  });

  it("keeps the whole batch if the function throws, up to maxReceiveCount", async () => {
    const { send, sandbox, logged, queue, elapsed } = await play("log(bodies(event)); throw new Error('no')", {
      mapping: reports,
      queue: d.redrive("dead", 3),
    });
    send("a", "b");
    await sandbox.settle();
    expect(logged()).toEqual(Array(3).fill(["a", "b"]));
    expect(queue.counts()).toMatchObject({ received: 6, deleted: 0, movedToDeadLetterQueue: 2, visible: 0 });
    expect((sandbox.queues.get("dead")?.peek() ?? []).map(({ body }) => body)).toEqual(["a", "b"]);
    expect(elapsed()).toBeGreaterThanOrEqual(180_000);
  });

  it("runs no more concurrent invocations than allowed", async () => {
    const source = `const { writeFileSync, readdirSync, rmSync } = require("node:fs");
      const mine = process.env.HOME + "/" + process.pid; writeFileSync(mine, "");
      const count = readdirSync(process.env.HOME).length;
      await new Promise((done) => setTimeout(done, 30)); rmSync(mine); log(count);`;
    const mapping = { batchSize: 1, scalingConfig: { maximumConcurrency: 1 } };
    const { send, sandbox, logged } = await play(source, { mapping });
    send(...numbers(6));
    await sandbox.settle();
    expect(logged()).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it("reads and deletes with the function's role, and leaves messages in the queue without permission", async () => {
    const refuse = (action: string) => (call: AccessCall) => (call.action === action ? `no ${action}` : undefined);
    const reading = await play("", { options: { authorize: refuse("sqs:ReceiveMessage") } });
    reading.send("a");
    await reading.sandbox.settle();
    expect(reading.queue.counts()).toMatchObject({ visible: 1, received: 0 });
    expect(reading.sandbox.mappings[0]?.refusals).toEqual({ "no sqs:ReceiveMessage": 1 });
    await reading.sandbox.close();

    const asked = new Map<string, AccessCall>();
    const deleting = await play("", {
      queue: d.redrive("dead", 2),
      options: {
        authorize: (call) => {
          asked.set(call.action, call);
          return refuse("sqs:DeleteMessage")(call);
        },
      },
    });
    deleting.send("a");
    await deleting.sandbox.settle();
    expect(deleting.queue.counts()).toMatchObject({ received: 2, deleted: 0, movedToDeadLetterQueue: 1 });
    expect(asked.get("sqs:ReceiveMessage")).toEqual({
      principal: {
        type: "AWS",
        arn: d.roleArn("fn"),
        accountId: "123456789012",
        sessionArn: "arn:aws:sts::123456789012:assumed-role/fn/fn",
      },
      action: "sqs:ReceiveMessage",
      resource: d.queueArn("main"),
      context: {},
    });
  });

  it.each([
    [
      { queue: { visibilityTimeoutSeconds: 30 }, function: { timeout: 31 } },
      "Queue visibility timeout: 30 seconds is less than Function timeout: 31 seconds (queue main, function fn).",
    ],
    [
      { mapping: { eventSourceArn: d.queueArn("gone") } },
      `the queue ${d.queueArn("gone")}, its event source, does not exist.`,
    ],
    [{ mapping: { functionName: "gone" } }, "Function not found: gone."],
  ])("is refused if Lambda refuses it: %j", async (parts, problem) => {
    await expect(play("", parts)).rejects.toThrow(
      `aws:lambda/eventSourceMapping:EventSourceMapping "main-fn": ${problem}`,
    );
  });
});

describe("the messages that stay in the queue with ReportBatchItemFailures", () => {
  const batch = ["a", "b", "c"];
  it.each<[string, readonly string[]]>([
    ["null", []],
    ["{}", []],
    ['{"batchItemFailures":[]}', []],
    ['{"batchItemFailures":[{"itemIdentifier":"b"},{"itemIdentifier":"c"}]}', ["b", "c"]],
    ['{"batchItemFailures":[{"itemIdentifier":"b"},{"itemIdentifier":"z"}]}', batch],
    ['{"batchItemFailures":[{"itemIdentifier":""}]}', batch],
    ['{"batchItemFailures":[{"itemIdentifier":null}]}', batch],
    ['{"batchItemFailures":[{"messageId":"b"}]}', batch],
    ['{"batchItemFailures":["b"]}', batch],
    ['"ok"', batch],
  ])("for the response %s are %j; without that setting there are none", (payload, kept) => {
    const outcome = { status: "succeeded", payload } as const;
    expect([...messagesToKeep(outcome, batch, true)]).toEqual(kept);
    expect([...messagesToKeep(outcome, batch, false)]).toEqual([]);
  });
});
