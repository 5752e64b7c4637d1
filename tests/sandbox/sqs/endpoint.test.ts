import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { AccessCall } from "../../../sandbox/authorization";
import { Clock } from "../../../sandbox/clock";
import { CredentialIssuer } from "../../../sandbox/credentials";
import { type HttpListener, listen } from "../../../sandbox/http";
import { createIdentifiers } from "../../../sandbox/identifiers";
import { createSqsHandler } from "../../../sandbox/sqs/endpoint";
import { Queue } from "../../../sandbox/sqs/queue";
import { queueSettings } from "../../../sandbox/sqs/queueSettings";
import * as d from "../declared";

const start = Date.UTC(2026, 10, 20);
const QueueUrl = d.queueUrl("main");
const issuer = new CredentialIssuer();
const credentials = issuer.issue(d.roleArn("forwarder"), "forwarder");

let queue: Queue;
let listener: HttpListener;
let client: SQSClient;
let authorize: (call: AccessCall) => string | undefined;

beforeEach(async () => {
  const inputs = { maxMessageSize: 1_048_576, kmsMasterKeyId: "1234" };
  queue = new Queue(queueSettings(d.queue("main", inputs)), new Clock(start), createIdentifiers("messages"));
  authorize = () => undefined;
  listener = await listen(
    createSqsHandler({
      findQueue: (url) => (url === QueueUrl ? queue : undefined),
      principalOf: (key) => issuer.principalOf(key),
      authorize: (call) => authorize(call),
      signature: { now: () => new Date(), secretFor: (key, token) => issuer.secretFor(key, token) },
    }),
  );
  client = new SQSClient({ region: "us-east-1", endpoint: listener.url, credentials, maxAttempts: 1 });
});

afterEach(async () => {
  client.destroy();
  await listener.close();
});

const entry = (Id: string, size = 1) => ({ Id, MessageBody: "x".repeat(size) });
const send = (Entries: SendMessageBatchCommand["input"]["Entries"], url = QueueUrl) =>
  client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));

describe("the SQS endpoint, called with the AWS SDK", () => {
  it("returns a message with its attributes, with checksums that the SDK accepts", async () => {
    const MessageAttributes = {
      text: { DataType: "String", StringValue: "héllo" },
      count: { DataType: "Number", StringValue: "3" },
    };
    const [sent] = (await send([{ Id: "a", MessageBody: "bödy", MessageAttributes }])).Successful ?? [];
    // The digest was computed separately, in another language.
    expect(sent?.MD5OfMessageBody).toBe("f6e74f97ab19ad55ddd4bc8e200e0d21");
    const received = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ["All"], MessageAttributeNames: ["All"] }),
    );
    const { MessageId, MD5OfMessageBody: MD5OfBody } = sent ?? {};
    const times = { SentTimestamp: String(start), ApproximateFirstReceiveTimestamp: String(start) };
    const Attributes = { ...times, ApproximateReceiveCount: "1", SenderId: "123456789012" };
    const message = { MessageId, Body: "bödy", MD5OfBody, MessageAttributes, Attributes };
    expect(received.Messages).toEqual([{ ...message, ReceiptHandle: expect.any(String) }]);
  });

  it("sends, receives, makes visible and deletes in batches, and counts", async () => {
    const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: `m${index}`, MessageBody: `body ${index}` }));
    expect(await send(Entries)).toMatchObject({ Successful: Entries.map(({ Id }) => ({ Id })), Failed: [] });
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    expect(Messages.map(({ Body }) => Body)).toEqual(Entries.map(({ MessageBody }) => MessageBody));
    const [first, ...others] = Messages.map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle }));
    const bad = { Id: "bad", ReceiptHandle: "x" };
    const visible = [{ ...first, VisibilityTimeout: 0 } as typeof bad, bad];
    expect(await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries: visible }))).toMatchObject({
      Successful: [{ Id: "0" }],
      Failed: [{ Id: "bad", Code: "ReceiptHandleIsInvalid", SenderFault: true }],
    });
    const AttributeNames = ["ApproximateNumberOfMessages" as const, "ApproximateNumberOfMessagesNotVisible" as const];
    expect((await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }))).Attributes).toEqual({
      ApproximateNumberOfMessages: "1",
      ApproximateNumberOfMessagesNotVisible: "9",
    });
    const deleted = await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: [...others, bad] }));
    expect(deleted.Successful).toHaveLength(9);
    expect(deleted.Failed).toMatchObject([{ Id: "bad", Code: "ReceiptHandleIsInvalid", SenderFault: true }]);
    expect(queue.counts()).toMatchObject({ visible: 1, notVisible: 0, deleted: 9 });
  });

  it.each([
    ["an unknown queue", d.queueUrl("other"), [entry("a")], "QueueDoesNotExist"],
    ["an empty batch", QueueUrl, [], "EmptyBatchRequest"],
    ["eleven entries", QueueUrl, Array.from({ length: 11 }, (_, i) => entry(`${i}`)), "TooManyEntriesInBatchRequest"],
    ["equal ids", QueueUrl, [entry("a"), entry("a")], "BatchEntryIdsNotDistinct"],
    ["an id with a space", QueueUrl, [entry("a b")], "InvalidBatchEntryId"],
    ["an id of 81 letters", QueueUrl, [entry("a".repeat(81))], "InvalidBatchEntryId"],
    ["a batch over 1 MiB", QueueUrl, [entry("a", 1_048_576), entry("b", 1)], "BatchRequestTooLong"],
  ])("refuses a batch: %s", async (_, url, entries, name) => {
    await expect(send(entries, url)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
    expect(queue.counts().sent).toBe(0);
  });

  // Amazon SQS Developer Guide, "Message attribute components"; API Reference, MessageAttributeValue.
  it.each([
    ...["aws.x", "AMAZON.x", ".x", "x.", "a..x", "a b", "", "a".repeat(257)].map((name) => [name, "String", "a"]),
    ...["string", "Bool", "", "Stringy", `String.${"x".repeat(250)}`].map((type) => ["a", type, "a"]),
    ...["abc", "0x10", " ", "Infinity", "1".repeat(39), "1.5"].map((number) => ["a", "Number.int", number]),
    ["a", "String", ""],
    ["a", "String", "\u0001"],
  ])(
    "refuses an entry with the attribute %j of the type %j and the value %j",
    async (name = "", DataType, StringValue) => {
      const MessageAttributes = { [name]: { DataType, StringValue } };
      const { Successful, Failed } = await send([entry("good"), { ...entry("bad"), MessageAttributes }]);
      expect(Successful).toMatchObject([{ Id: "good" }]);
      expect(Failed).toMatchObject([{ Id: "bad", Code: "InvalidParameterValue", SenderFault: true }]);
    },
  );

  it.each<[string, object]>([
    ["MessageDeduplicationId", { MessageDeduplicationId: "d" }],
    ["DelaySeconds", { DelaySeconds: 1 }],
    ["BinaryValue", { MessageAttributes: { a: { DataType: "Binary", BinaryValue: new Uint8Array(1) } } }],
  ])("refuses a batch with a %s", async (message, over) => {
    const refusal = { name: "InvalidParameterValue", message: expect.stringContaining(message) };
    await expect(send([{ ...entry("a"), ...over }])).rejects.toMatchObject(refusal);
  });

  it("refuses unknown names of attributes, and numbers out of range", async () => {
    const receive = (over: object) => client.send(new ReceiveMessageCommand({ QueueUrl, ...over }));
    const unknown = { name: "InvalidAttributeName" };
    await expect(receive({ MessageSystemAttributeNames: ["Nope"] })).rejects.toMatchObject(unknown);
    const attributes = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["constructor" as "All"] });
    await expect(client.send(attributes)).rejects.toMatchObject(unknown);
    for (const over of [{ MaxNumberOfMessages: 11 }, { WaitTimeSeconds: 21 }, { VisibilityTimeout: 43_201 }]) {
      await expect(receive(over)).rejects.toMatchObject({ name: "InvalidParameterValue" });
    }
  });

  it("ends an empty long poll after its wait time, and returns messages that arrive meanwhile", async () => {
    const started = performance.now();
    const poll = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
    await send([entry("a")]);
    expect((await poll).Messages).toHaveLength(1);
    expect(performance.now() - started).toBeGreaterThan(100);
  });

  it("checks the signer's permissions on the queue and on its key", async () => {
    const asked: AccessCall[] = [];
    authorize = (call) => {
      asked.push(call);
      return call.action === "kms:Decrypt" ? "User is not authorized to perform: kms:Decrypt" : undefined;
    };
    const message = "User is not authorized to perform: kms:Decrypt";
    const denial = { name: "AccessDenied", message, $metadata: { httpStatusCode: 403 } };
    await expect(send([entry("a")])).rejects.toMatchObject(denial);
    expect(asked.map(({ action, resource }) => [action, resource])).toEqual([
      ["sqs:SendMessage", d.queueArn("main")],
      ["kms:GenerateDataKey", "arn:aws:kms:us-east-1:123456789012:key/1234"],
      ["kms:Decrypt", "arn:aws:kms:us-east-1:123456789012:key/1234"],
    ]);
    expect(asked[0]?.principal).toMatchObject({
      sessionArn: "arn:aws:sts::123456789012:assumed-role/forwarder/forwarder",
    });
    expect(queue.counts().sent).toBe(0);
  });
});
