import { setTimeout as sleep } from "node:timers/promises";
import { type JsonAnswer, type JsonCaller, operation } from "../protocol/awsJson";
import {
  anyNumber,
  listOf,
  mapOf,
  object,
  oneOf,
  required,
  text,
  type ValidInputs,
  wholeNumber,
} from "../provider/values";
import { md5OfBody, messageSize, type OutgoingMessage, queueLimits, SqsError } from "./message";
import type { Queue, ReceivedMessage } from "./queue";
import { systemAttributes } from "./storedMessage";

/** Answers for a queue if the caller has permission for the action there. An `SqsError` from `run` is the answer. */
type OnQueue = (
  action: string,
  input: { readonly QueueUrl: string },
  caller: JsonCaller,
  run: (queue: Queue) => object | Promise<object>,
) => Promise<JsonAnswer>;

/** Operations by name. Batch operations need the permission of the single operation (Service Authorization Reference, Amazon SQS). */
export function sqsOperations(onQueue: OnQueue) {
  return {
    SendMessageBatch: operation(members.send, (input, caller) =>
      onQueue("sqs:SendMessage", input, caller, (queue) => sendMessages(queue, input.Entries)),
    ),
    ReceiveMessage: operation(members.receive, (input, caller) =>
      onQueue("sqs:ReceiveMessage", input, caller, (queue) => receiveMessages(queue, input)),
    ),
    DeleteMessageBatch: operation(members.delete, (input, caller) =>
      onQueue("sqs:DeleteMessage", input, caller, (queue) =>
        eachEntry(input.Entries, ({ ReceiptHandle }) => queue.delete(ReceiptHandle)),
      ),
    ),
    ChangeMessageVisibilityBatch: operation(members.changeVisibility, (input, caller) =>
      onQueue("sqs:ChangeMessageVisibility", input, caller, (queue) =>
        eachEntry(input.Entries, ({ ReceiptHandle, VisibilityTimeout }) => {
          const [problem] = visibilityTimeout(VisibilityTimeout ?? 0, "VisibilityTimeout");
          if (problem !== undefined) {
            throw new SqsError("InvalidParameterValue", problem);
          }
          queue.changeVisibility(ReceiptHandle, VisibilityTimeout ?? 0);
        }),
      ),
    ),
    GetQueueAttributes: operation(members.attributes, (input, caller) =>
      onQueue("sqs:GetQueueAttributes", input, caller, (queue) => queueAttributes(queue, input.AttributeNames ?? [])),
    ),
  };
}

const visibilityTimeout = wholeNumber({ minimum: 0, maximum: queueLimits.maximumVisibilityTimeout });
const QueueUrl = required(text(1));
const Id = required(text());
const ReceiptHandle = required(text());
const names = listOf(text());
const messageAttributes = mapOf(object({ DataType: required(text()), StringValue: required(text()) }));

/** The members of each operation's input. */
const members = {
  send: {
    QueueUrl,
    Entries: required(listOf(object({ Id, MessageBody: text(), MessageAttributes: messageAttributes }))),
  },
  receive: {
    QueueUrl,
    MaxNumberOfMessages: wholeNumber({ minimum: 1, maximum: queueLimits.maximumBatchEntries }),
    WaitTimeSeconds: wholeNumber({ minimum: 0, maximum: queueLimits.maximumWaitTime }),
    VisibilityTimeout: visibilityTimeout,
    MessageSystemAttributeNames: names,
    MessageAttributeNames: listOf(oneOf("All")),
  },
  delete: { QueueUrl, Entries: required(listOf(object({ Id, ReceiptHandle }))) },
  changeVisibility: {
    QueueUrl,
    Entries: required(listOf(object({ Id, ReceiptHandle, VisibilityTimeout: anyNumber }))),
  },
  attributes: { QueueUrl, AttributeNames: names },
};

type SentEntries = ValidInputs<typeof members.send>["Entries"];

function sendMessages(queue: Queue, entries: SentEntries): object {
  const size = checkedEntries(entries).reduce((total, entry) => total + messageSize(outgoingMessage(entry)), 0);
  if (size > queueLimits.maximumBatchSize) {
    throw new SqsError(
      "BatchRequestTooLong",
      `Batch requests cannot be longer than ${queueLimits.maximumBatchSize} bytes. You have sent ${size} bytes.`,
    );
  }
  return eachEntry(entries, (entry) => {
    const { messageId, body } = queue.send(outgoingMessage(entry));
    return { MessageId: messageId, MD5OfMessageBody: md5OfBody(body) };
  });
}

function outgoingMessage({ MessageBody, MessageAttributes }: SentEntries[number]): OutgoingMessage {
  return { body: MessageBody ?? "", messageAttributes: MessageAttributes ?? {} };
}

async function receiveMessages(queue: Queue, input: ValidInputs<typeof members.receive>): Promise<object> {
  const wanted = input.MessageSystemAttributeNames ?? [];
  refuseUnknown(wanted, systemAttributeNames);
  const receive = () => queue.receive(input.MaxNumberOfMessages ?? 1, input.VisibilityTimeout ?? undefined);
  let received = receive();
  if (received.length === 0 && input.WaitTimeSeconds) {
    await sleep(longestWait);
    received = receive();
  }
  const hasAttributes = input.MessageAttributeNames?.includes("All") ?? false;
  return received.length === 0 ? {} : { Messages: received.map((one) => described(one, wanted, hasAttributes)) };
}

/**
 * Maximum milliseconds of a long poll. A caller waits in real time while the queue's clock stands still, so a longer wait finds nothing more;
 * without any wait, a consumer would spin.
 */
const longestWait = 200;

function described({ message, receiptHandle }: ReceivedMessage, system: readonly string[], hasAttributes: boolean) {
  const isWanted = ([name]: readonly unknown[]) => system.some((one) => one === "All" || one === name);
  return {
    MessageId: message.messageId,
    ReceiptHandle: receiptHandle,
    MD5OfBody: md5OfBody(message.body),
    Body: message.body,
    Attributes: Object.fromEntries(Object.entries(systemAttributes(message)).filter(isWanted)),
    ...(hasAttributes &&
      Object.keys(message.messageAttributes).length > 0 && { MessageAttributes: message.messageAttributes }),
  };
}

function queueAttributes(queue: Queue, names: readonly string[]): object {
  const { visible, notVisible } = queue.counts();
  const supported = new Map([
    ["QueueArn", queue.settings.arn],
    ["ApproximateNumberOfMessages", String(visible)],
    ["ApproximateNumberOfMessagesNotVisible", String(notVisible)],
  ]);
  refuseUnknown(names, [...supported.keys()]);
  return { Attributes: Object.fromEntries(names.map((name) => [name, supported.get(name)])) };
}

/** Amazon SQS API Reference, ReceiveMessage, MessageSystemAttributeNames: those of a standard queue without tracing. */
const systemAttributeNames = [
  "All",
  "SenderId",
  "SentTimestamp",
  "ApproximateReceiveCount",
  "ApproximateFirstReceiveTimestamp",
  "DeadLetterQueueSourceArn",
];

function refuseUnknown(names: readonly string[], known: readonly string[]): void {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const message = `Unknown Attribute ${unknown}. The sandbox supports ${known.join(", ")}.`;
    throw new SqsError("InvalidAttributeName", message);
  }
}

/** Reads the entries of a batch request. Rejects all of them if their number or their ids break the rules. */
function checkedEntries<T extends { readonly Id: string }>(entries: readonly T[]): readonly T[] {
  if (entries.length === 0) {
    throw new SqsError("EmptyBatchRequest", "There should be at least one entry in the request.");
  }
  if (entries.length > queueLimits.maximumBatchEntries) {
    throw new SqsError(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are ${queueLimits.maximumBatchEntries}. You have sent ${entries.length}.`,
    );
  }
  const ids = entries.map(({ Id }) => Id);
  if (ids.some((id) => !queueLimits.batchEntryIdPattern.test(id))) {
    throw new SqsError(
      "InvalidBatchEntryId",
      "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
    );
  }
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) {
    throw new SqsError("BatchEntryIdsNotDistinct", `Id ${repeated} repeated.`);
  }
  return entries;
}

/** Handles every entry independently; a rejected entry does not stop the others. */
function eachEntry<T extends { readonly Id: string }>(entries: readonly T[], run: (entry: T) => unknown): object {
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of checkedEntries(entries)) {
    try {
      Successful.push({ Id: entry.Id, ...Object(run(entry)) });
    } catch (error) {
      if (!(error instanceof SqsError)) {
        throw error;
      }
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
}
