import type { JsonInput } from "../awsJson";
import {
  type MessageAttributes,
  md5OfBody,
  md5OfMessageAttributes,
  messageSize,
  type OutgoingMessage,
  queueLimits,
  SqsError,
} from "./message";
import type { Queue, ReceivedMessage } from "./queue";
import { systemAttributes } from "./storedMessage";

/** One operation of the SQS API: the IAM action it needs, and what it does to the queue. */
export interface Operation {
  readonly action: string;
  readonly run: (queue: Queue, input: JsonInput) => object;
}

/** Operations by name. Batch operations need the permission of the single one (Service Authorization Reference, Amazon SQS). */
export const operations: Readonly<Record<string, Operation>> = {
  SendMessageBatch: { action: "sqs:SendMessage", run: sendMessages },
  ReceiveMessage: { action: "sqs:ReceiveMessage", run: receiveMessage },
  DeleteMessageBatch: {
    action: "sqs:DeleteMessage",
    run: (queue, input) => eachEntry(input, (entry) => queue.delete(String(entry.ReceiptHandle))),
  },
  ChangeMessageVisibilityBatch: {
    action: "sqs:ChangeMessageVisibility",
    run: (queue, input) =>
      eachEntry(input, (entry) => queue.changeVisibility(String(entry.ReceiptHandle), visibilityTimeout(entry) ?? 0)),
  },
  GetQueueAttributes: { action: "sqs:GetQueueAttributes", run: getQueueAttributes },
};

function sendMessages(queue: Queue, input: JsonInput): object {
  const size = checkedEntries(input).reduce((total, entry) => total + messageSize(outgoingMessage(entry)), 0);
  if (size > queueLimits.maximumBatchSize) {
    throw new SqsError(
      "BatchRequestTooLong",
      `Batch requests cannot be longer than ${queueLimits.maximumBatchSize} bytes. You have sent ${size} bytes.`,
    );
  }
  return eachEntry(input, (entry) => {
    const sent = queue.send(outgoingMessage(entry));
    const attributes = md5OfMessageAttributes(sent.messageAttributes);
    return {
      MessageId: sent.messageId,
      MD5OfMessageBody: md5OfBody(sent.body),
      ...(attributes !== undefined && { MD5OfMessageAttributes: attributes }),
    };
  });
}

function outgoingMessage({ MessageBody = "", MessageAttributes = {} }: JsonInput): OutgoingMessage {
  return { body: String(MessageBody), messageAttributes: MessageAttributes as MessageAttributes };
}

function receiveMessage(queue: Queue, input: JsonInput): object {
  const maximum = integerBetween(input, "MaxNumberOfMessages", 1, queueLimits.maximumBatchEntries) ?? 1;
  // The answer comes at once, as a short poll's: a caller's wait would be real time, while the queue's clock is not.
  integerBetween(input, "WaitTimeSeconds", 0, queueLimits.maximumWaitTime);
  const received = queue.receive(maximum, visibilityTimeout(input));
  const isWanted = (member: string, name: string) =>
    [input[member] ?? []].flat().some((one) => one === "All" || one === name);
  return received.length === 0 ? {} : { Messages: received.map((one) => describeMessage(one, isWanted)) };
}

function describeMessage(
  { message, receiptHandle }: ReceivedMessage,
  isWanted: (member: string, name: string) => boolean,
): object {
  const wanted = <T>(values: Readonly<Record<string, T>>, member: string) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => isWanted(member, name)));
  const attributes = wanted(message.messageAttributes, "MessageAttributeNames");
  const digest = md5OfMessageAttributes(attributes);
  return {
    MessageId: message.messageId,
    ReceiptHandle: receiptHandle,
    MD5OfBody: md5OfBody(message.body),
    Body: message.body,
    Attributes: wanted(systemAttributes(message), "MessageSystemAttributeNames"),
    ...(digest !== undefined && { MD5OfMessageAttributes: digest, MessageAttributes: attributes }),
  };
}

function getQueueAttributes(queue: Queue, { AttributeNames }: JsonInput): object {
  const { visible, notVisible } = queue.counts();
  const all: Readonly<Record<string, string>> = {
    QueueArn: queue.settings.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(notVisible),
  };
  const names = [AttributeNames ?? []].flat();
  const unknown = names.find((name) => !Object.hasOwn(all, String(name)));
  if (unknown !== undefined) {
    throw new SqsError("InvalidAttributeName", `The sandbox does not support the queue attribute ${String(unknown)}.`);
  }
  return { Attributes: Object.fromEntries(names.map((name) => [name, all[String(name)]])) };
}

function visibilityTimeout(input: JsonInput): number | undefined {
  return integerBetween(input, "VisibilityTimeout", 0, queueLimits.maximumVisibilityTimeout);
}

/** A number of a request within its bounds, where it is given. */
function integerBetween(input: JsonInput, member: string, minimum: number, maximum: number): number | undefined {
  const value = input[member] ?? undefined;
  if (value === undefined || (typeof value === "number" && value >= minimum && value <= maximum)) {
    return value;
  }
  throw new SqsError(
    "InvalidParameterValue",
    `Value ${String(value)} for parameter ${member} is invalid. Reason: Must be between ${minimum} and ${maximum}, if provided.`,
  );
}

/** The entries of a batch request, refused as a whole if their number or their ids break the rules. */
function checkedEntries({ Entries }: JsonInput): readonly JsonInput[] {
  const entries = (Entries ?? []) as readonly JsonInput[];
  if (entries.length === 0) {
    throw new SqsError("EmptyBatchRequest", "There should be at least one entry in the request.");
  }
  if (entries.length > queueLimits.maximumBatchEntries) {
    throw new SqsError(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are ${queueLimits.maximumBatchEntries}. You have sent ${entries.length}.`,
    );
  }
  const ids = entries.map(({ Id }) => String(Id));
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

/** Does every entry on its own; one that is refused does not stop the others. */
function eachEntry(input: JsonInput, run: (entry: JsonInput) => unknown): object {
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of checkedEntries(input)) {
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
