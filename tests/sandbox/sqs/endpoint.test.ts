import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { AccessCall } from "../../../sandbox/authorization";
import { Clock } from "../../../sandbox/clock";
import { CredentialIssuer } from "../../../sandbox/credentials";
import { type HttpListener, listen } from "../../../sandbox/http";
import { createIdentifiers } from "../../../sandbox/identifiers";
import { createSqsHandler } from "../../../sandbox/sqs/endpoint";
import { md5OfMessageAttributes } from "../../../sandbox/sqs/message";
import { Queue } from "../../../sandbox/sqs/queue";
import { queueSettings } from "../../../sandbox/sqs/queueSettings";
import * as d from "../declared";

const start = Date.UTC(2026, 10, 20);
const QueueUrl = d.queueUrl("main");
const issuer = new CredentialIssuer();
const credentials = issuer.issue(d.roleArn("forwarder"), "forwarder");

let clock: Clock;
let queue: Queue;
let listener: HttpListener;
let client: SQSClient;
let authorize: (call: AccessCall) => string | undefined;

beforeEach(async () => {
  clock = new Clock(start);
  const inputs = { maxMessageSize: 1_048_576, kmsMasterKeyId: "1234", ...d.redrive("dead", 5) };
  queue = new Queue(queueSettings(d.queue("main", inputs)), clock, createIdentifiers("messages"));
  authorize = () => undefined;
  listener = await listen(
    createSqsHandler({
      findQueue: (urlOrName) => (urlOrName === QueueUrl || urlOrName === "main" ? queue : undefined),
      principalOf: (key) => issuer.principalOf(key),
      authorize: (call) => authorize(call),
      signature: { now: () => new Date(), secretFor: (key, token) => issuer.secretFor(key, token) },
    }),
  );
  client = clientWith(credentials);
});

afterEach(async () => {
  client.destroy();
  await listener.close();
});

function clientWith(given: typeof credentials): SQSClient {
  return new SQSClient({ region: "us-east-1", endpoint: listener.url, credentials: given, maxAttempts: 1 });
}

describe("the SQS endpoint, called by the AWS SDK", () => {
  it("carries a message with its attributes through, with checksums that the SDK accepts", async () => {
    const MessageAttributes = {
      text: { DataType: "String", StringValue: "héllo" },
      count: { DataType: "Number", StringValue: "3" },
      bytes: { DataType: "Binary.png", BinaryValue: Uint8Array.of(1, 2, 255) },
    };
    const sent = await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "bödy", MessageAttributes }));
    // The digests below were computed apart, by the documented algorithm in another language.
    expect(sent.MD5OfMessageBody).toBe("f6e74f97ab19ad55ddd4bc8e200e0d21");
    expect(sent.MD5OfMessageAttributes).toBe("7b3662b6f0e3821bc7232658366a3c5b");
    const received = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ["All"], MessageAttributeNames: ["All"] }),
    );
    expect(received.Messages).toEqual([
      {
        MessageId: sent.MessageId,
        ReceiptHandle: expect.any(String),
        Body: "bödy",
        MD5OfBody: sent.MD5OfMessageBody,
        MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
        MessageAttributes,
        Attributes: {
          ApproximateReceiveCount: "1",
          SentTimestamp: String(start),
          ApproximateFirstReceiveTimestamp: String(start),
          SenderId: "123456789012",
        },
      },
    ]);
  });

  it("gives only the attributes that are asked for", async () => {
    const text = { DataType: "String", StringValue: "x" };
    const MessageAttributes = { "a.b": text, "a.c": text, other: text };
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "b", MessageAttributes }));
    const ask = async (names: string[]) => {
      const { Messages } = await client.send(
        new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0, MessageAttributeNames: names }),
      );
      return Object.keys(Messages?.[0]?.MessageAttributes ?? {}).sort();
    };
    expect(await ask([])).toEqual([]);
    expect(await ask(["a.*"])).toEqual(["a.b", "a.c"]);
    expect(await ask(["other", "unknown"])).toEqual(["other"]);
  });

  it("sends, receives, and deletes in batches", async () => {
    const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: `m${index}`, MessageBody: `body ${index}` }));
    const sent = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(sent.Successful?.map(({ Id }) => Id)).toEqual(Entries.map(({ Id }) => Id));
    expect(sent.Failed).toEqual([]);
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    expect(Messages.map(({ Body }) => Body)).toEqual(Entries.map(({ MessageBody }) => MessageBody));
    const handles = Messages.map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle }));
    const deleted = await client.send(
      new DeleteMessageBatchCommand({ QueueUrl, Entries: [...handles.slice(1), { Id: "bad", ReceiptHandle: "x" }] }),
    );
    expect(deleted.Successful).toHaveLength(9);
    expect(deleted.Failed).toEqual([
      expect.objectContaining({ Id: "bad", Code: "ReceiptHandleIsInvalid", SenderFault: true }),
    ]);
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages[0]?.ReceiptHandle }));
    expect(queue.counts()).toMatchObject({ visible: 0, notVisible: 0, deleted: 10 });
  });

  it("changes visibility and tells a queue's attributes and URL", async () => {
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "b" }));
    const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl }));
    const ReceiptHandle = Messages?.[0]?.ReceiptHandle;
    const ask = async () => {
      const AttributeNames = ["ApproximateNumberOfMessages" as const, "ApproximateNumberOfMessagesNotVisible" as const];
      return (await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }))).Attributes;
    };
    expect(await ask()).toEqual({ ApproximateNumberOfMessages: "0", ApproximateNumberOfMessagesNotVisible: "1" });
    await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
    expect(await ask()).toEqual({ ApproximateNumberOfMessages: "1", ApproximateNumberOfMessagesNotVisible: "0" });
    const all = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
    expect(all.Attributes).toMatchObject({
      QueueArn: d.queueArn("main"),
      VisibilityTimeout: "30",
      MaximumMessageSize: "1048576",
      RedrivePolicy: `{"deadLetterTargetArn":"${d.queueArn("dead")}","maxReceiveCount":5}`,
    });
    expect((await client.send(new GetQueueUrlCommand({ QueueName: "main" }))).QueueUrl).toBe(QueueUrl);
  });

  const entry = (id: string, size = 1) => ({ Id: id, MessageBody: "x".repeat(size) });
  it.each([
    ["an unknown queue", { QueueUrl: d.queueUrl("other"), Entries: [entry("a")] }, "QueueDoesNotExist"],
    ["an empty batch", { QueueUrl, Entries: [] }, "EmptyBatchRequest"],
    [
      "eleven entries",
      { QueueUrl, Entries: Array.from({ length: 11 }, (_, i) => entry(`${i}`)) },
      "TooManyEntriesInBatchRequest",
    ],
    ["equal ids", { QueueUrl, Entries: [entry("a"), entry("a")] }, "BatchEntryIdsNotDistinct"],
    ["an id with a space", { QueueUrl, Entries: [entry("a b")] }, "InvalidBatchEntryId"],
    ["an id of 81 letters", { QueueUrl, Entries: [entry("a".repeat(81))] }, "InvalidBatchEntryId"],
    ["a batch over 1 MiB", { QueueUrl, Entries: [entry("a", 1_048_576), entry("b", 1)] }, "BatchRequestTooLong"],
  ])("refuses a batch: %s", async (_, input, code) => {
    await expect(client.send(new SendMessageBatchCommand(input))).rejects.toMatchObject({ name: code });
    expect(queue.counts().sent).toBe(0);
  });

  it("takes a batch of exactly 1 MiB, and one entry's fault is that entry's alone", async () => {
    await client.send(new SendMessageBatchCommand({ QueueUrl, Entries: [entry("a", 1_048_575), entry("b", 1)] }));
    const result = await client.send(
      new SendMessageBatchCommand({ QueueUrl, Entries: [entry("good"), { ...entry("late"), DelaySeconds: 901 }] }),
    );
    expect(result.Successful?.map(({ Id }) => Id)).toEqual(["good"]);
    expect(result.Failed).toMatchObject([{ Id: "late", Code: "InvalidParameterValue", SenderFault: true }]);
  });

  it("names its errors as the SDK knows them, in both protocols", async () => {
    const missing = client.send(new SendMessageCommand({ QueueUrl: d.queueUrl("other"), MessageBody: "b" }));
    await expect(missing).rejects.toMatchObject({
      name: "QueueDoesNotExist",
      message: "The specified queue does not exist.",
      $metadata: { httpStatusCode: 400 },
    });
    await expect(client.send(new PurgeQueueCommand({ QueueUrl }))).rejects.toMatchObject({
      name: "UnknownOperationException",
    });
    const tooMany = client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 11 }));
    await expect(tooMany).rejects.toMatchObject({ name: "InvalidParameterValue" });
  });

  it("answers in version 1.0 of the JSON protocol, with which the SDK calls SQS, errors too", async () => {
    const types: unknown[] = [];
    client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        types.push(Object(result.response).headers["content-type"]);
        return result;
      },
      { step: "deserialize", priority: "low" },
    );
    await client.send(new GetQueueUrlCommand({ QueueName: "main" }));
    await expect(client.send(new PurgeQueueCommand({ QueueUrl }))).rejects.toThrow();
    expect(types).toEqual(["application/x-amz-json-1.0", "application/x-amz-json-1.0"]);
  });

  it("asks for permission on the queue and on its key, in the name of the signer", async () => {
    const asked: AccessCall[] = [];
    authorize = (call) => {
      asked.push(call);
      return call.action === "kms:Decrypt" ? "User is not authorized to perform: kms:Decrypt" : undefined;
    };
    const refused = client.send(new SendMessageCommand({ QueueUrl, MessageBody: "b" }));
    await expect(refused).rejects.toMatchObject({
      name: "AccessDenied",
      message: "User is not authorized to perform: kms:Decrypt",
      $metadata: { httpStatusCode: 403 },
    });
    expect(asked.map(({ action, resource }) => [action, resource])).toEqual([
      ["sqs:SendMessage", d.queueArn("main")],
      ["kms:GenerateDataKey", "arn:aws:kms:us-east-1:123456789012:key/1234"],
      ["kms:Decrypt", "arn:aws:kms:us-east-1:123456789012:key/1234"],
    ]);
    expect(asked[0]?.principal).toEqual({
      type: "AWS",
      arn: d.roleArn("forwarder"),
      accountId: "123456789012",
      sessionArn: "arn:aws:sts::123456789012:assumed-role/forwarder/forwarder",
    });
    expect(queue.counts().sent).toBe(0);
  });

  it.each([
    ["a wrong secret", { secretAccessKey: "wrong" }, "SignatureDoesNotMatch"],
    ["another session's token", { sessionToken: "wrong" }, "UnrecognizedClientException"],
    ["an unknown key", { accessKeyId: "ASIAUNKNOWN" }, "UnrecognizedClientException"],
  ])("refuses %s", async (_, change, code) => {
    const stranger = clientWith({ ...credentials, ...change });
    const refused = stranger.send(new SendMessageCommand({ QueueUrl, MessageBody: "b" }));
    await expect(refused).rejects.toMatchObject({ name: code });
    stranger.destroy();
  });
});

describe("the digest of message attributes", () => {
  it("does not depend on their order, but on every part of them", () => {
    const text = (StringValue: string) => ({ DataType: "String", StringValue });
    const digest = md5OfMessageAttributes({ a: text("1"), b: text("2") });
    expect(md5OfMessageAttributes({ b: text("2"), a: text("1") })).toBe(digest);
    expect(md5OfMessageAttributes({ a: text("1"), b: text("3") })).not.toBe(digest);
    expect(md5OfMessageAttributes({ a: text("1"), c: text("2") })).not.toBe(digest);
    expect(md5OfMessageAttributes({})).toBeUndefined();
  });
});
