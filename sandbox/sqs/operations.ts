import {
  batchEntries,
  integerBetween,
  optionalInteger,
  outgoingMessage,
  requiredString,
  type SqsInput,
  stringList,
} from "./input";
import { queueLimits } from "./limits";
import { type MessageAttributes, md5OfBody, md5OfMessageAttributes, messageSize } from "./message";
import type { Queue, ReceivedMessage } from "./queue";
import { SqsError } from "./sqsError";
import { systemAttributes } from "./systemAttributes";

/** One operation of the SQS API: the IAM action it needs, and what it does to the queue. */
export interface Operation {
  readonly action: string;
  readonly run: (queue: Queue, input: SqsInput) => object;
}

/**
 * The operations a function may call, by their names in the API. Batch operations need the permission of the single one.
 * Source: "Amazon SQS API Reference, Actions"; "Service Authorization Reference, Amazon SQS".
 */
export const operations: Readonly<Record<string, Operation>> = {
  SendMessage: { action: "sqs:SendMessage", run: sendMessage },
  SendMessageBatch: {
    action: "sqs:SendMessage",
    run: (queue, input) => {
      const entries = checkedEntries(input);
      const size = entries.reduce((total, entry) => total + messageSize(outgoingMessage(entry)), 0);
      if (size > queueLimits.maximumBatchSize) {
        throw new SqsError(
          "BatchRequestTooLong",
          `Batch requests cannot be longer than ${queueLimits.maximumBatchSize} bytes. You have sent ${size} bytes.`,
        );
      }
      return eachEntry(entries, (entry) => sendMessage(queue, entry));
    },
  },
  ReceiveMessage: { action: "sqs:ReceiveMessage", run: receiveMessage },
  DeleteMessage: { action: "sqs:DeleteMessage", run: deleteMessage },
  DeleteMessageBatch: {
    action: "sqs:DeleteMessage",
    run: (queue, input) => eachEntry(checkedEntries(input), (entry) => deleteMessage(queue, entry)),
  },
  ChangeMessageVisibility: { action: "sqs:ChangeMessageVisibility", run: changeMessageVisibility },
  ChangeMessageVisibilityBatch: {
    action: "sqs:ChangeMessageVisibility",
    run: (queue, input) => eachEntry(checkedEntries(input), (entry) => changeMessageVisibility(queue, entry)),
  },
  GetQueueAttributes: { action: "sqs:GetQueueAttributes", run: getQueueAttributes },
  GetQueueUrl: { action: "sqs:GetQueueUrl", run: (queue) => ({ QueueUrl: queue.settings.url }) },
};

function sendMessage(queue: Queue, input: SqsInput): object {
  const sent = queue.send(outgoingMessage(input));
  const attributes = md5OfMessageAttributes(sent.messageAttributes);
  return {
    MessageId: sent.messageId,
    MD5OfMessageBody: md5OfBody(sent.body),
    ...(attributes !== undefined && { MD5OfMessageAttributes: attributes }),
  };
}

function receiveMessage(queue: Queue, input: SqsInput): object {
  const maximum = optionalInteger(input, "MaxNumberOfMessages") ?? 1;
  integerBetween(maximum, "MaxNumberOfMessages", 1, queueLimits.maximumBatchEntries);
  // The answer comes at once, as a short poll's: a caller's wait would be real time, while the queue's clock is not.
  integerBetween(optionalInteger(input, "WaitTimeSeconds") ?? 0, "WaitTimeSeconds", 0, queueLimits.maximumWaitTime);
  const visibilityTimeout = optionalInteger(input, "VisibilityTimeout");
  if (visibilityTimeout !== undefined) {
    integerBetween(visibilityTimeout, "VisibilityTimeout", 0, queueLimits.maximumVisibilityTimeout);
  }
  const systemNames = [...stringList(input, "AttributeNames"), ...stringList(input, "MessageSystemAttributeNames")];
  const names = stringList(input, "MessageAttributeNames");
  const received = queue.receive(maximum, visibilityTimeout);
  return received.length === 0 ? {} : { Messages: received.map((one) => describeMessage(one, systemNames, names)) };
}

function describeMessage(
  { message, receiptHandle }: ReceivedMessage,
  systemNames: readonly string[],
  names: readonly string[],
): object {
  const attributes = Object.entries(systemAttributes(message)).filter(
    ([name]) => systemNames.includes("All") || systemNames.includes(name),
  );
  const chosen = chosenAttributes(message.messageAttributes, names);
  const digest = md5OfMessageAttributes(chosen);
  return {
    MessageId: message.messageId,
    ReceiptHandle: receiptHandle,
    MD5OfBody: md5OfBody(message.body),
    Body: message.body,
    ...(attributes.length > 0 && { Attributes: Object.fromEntries(attributes) }),
    ...(digest !== undefined && { MD5OfMessageAttributes: digest, MessageAttributes: chosen }),
  };
}

/** `All`, `.*`, whole names, and beginnings such as `bar.*` choose message attributes. */
function chosenAttributes(attributes: MessageAttributes, names: readonly string[]): MessageAttributes {
  const chosen = (attribute: string) =>
    names.some(
      (name) =>
        name === "All" || name === attribute || (name.endsWith(".*") && attribute.startsWith(name.slice(0, -2))),
    );
  return Object.fromEntries(Object.entries(attributes).filter(([attribute]) => chosen(attribute)));
}

function deleteMessage(queue: Queue, input: SqsInput): object {
  queue.delete(requiredString(input, "ReceiptHandle"));
  return {};
}

function changeMessageVisibility(queue: Queue, input: SqsInput): object {
  const handle = requiredString(input, "ReceiptHandle");
  const timeout = optionalInteger(input, "VisibilityTimeout");
  if (timeout === undefined) {
    throw new SqsError("MissingParameter", "The request must contain the parameter VisibilityTimeout.");
  }
  queue.changeVisibility(handle, integerBetween(timeout, "VisibilityTimeout", 0, queueLimits.maximumVisibilityTimeout));
  return {};
}

function getQueueAttributes(queue: Queue, input: SqsInput): object {
  const { settings } = queue;
  const counts = queue.counts();
  const all: Readonly<Record<string, string>> = {
    QueueArn: settings.arn,
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(counts.notVisible),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    VisibilityTimeout: String(settings.visibilityTimeoutSeconds),
    MessageRetentionPeriod: String(settings.messageRetentionSeconds),
    DelaySeconds: String(settings.delaySeconds),
    MaximumMessageSize: String(settings.maximumMessageSize),
    ...(settings.redrivePolicy && { RedrivePolicy: JSON.stringify(settings.redrivePolicy) }),
    ...(settings.kmsMasterKeyId !== undefined && { KmsMasterKeyId: settings.kmsMasterKeyId }),
  };
  const names = stringList(input, "AttributeNames");
  const wanted = Object.entries(all).filter(([name]) => names.includes("All") || names.includes(name));
  return { Attributes: Object.fromEntries(wanted) };
}

/** The entries of a batch request, refused as a whole if their number or their ids break the rules. */
function checkedEntries(input: SqsInput): readonly SqsInput[] {
  const entries = batchEntries(input);
  if (entries.length === 0) {
    throw new SqsError("EmptyBatchRequest", "There should be at least one entry in the request.");
  }
  if (entries.length > queueLimits.maximumBatchEntries) {
    throw new SqsError(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are ${queueLimits.maximumBatchEntries}. You have sent ${entries.length}.`,
    );
  }
  const ids = entries.map((entry) => requiredString(entry, "Id"));
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
function eachEntry(entries: readonly SqsInput[], run: (entry: SqsInput) => object): object {
  const successful: object[] = [];
  const failed: object[] = [];
  for (const entry of entries) {
    try {
      successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof SqsError)) {
        throw error;
      }
      failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful: successful, Failed: failed };
}
