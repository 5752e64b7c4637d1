import type { MessageAttributes } from "../sqs/message";
import { md5OfBody, md5OfMessageAttributes } from "../sqs/message";
import type { ReceivedMessage } from "../sqs/queue";
import type { QueueSettings } from "../sqs/queueSettings";
import { systemAttributes } from "../sqs/storedMessage";

/**
 * A received message as a record of the event that Lambda hands to a function.
 * Source: "AWS Lambda Developer Guide, Using Lambda with Amazon SQS, Example standard queue message event".
 */
export function sqsRecord({ message, receiptHandle }: ReceivedMessage, queue: QueueSettings): object {
  const md5OfAttributes = md5OfMessageAttributes(message.messageAttributes);
  return {
    messageId: message.messageId,
    receiptHandle,
    body: message.body,
    attributes: systemAttributes(message),
    messageAttributes: recordAttributes(message.messageAttributes),
    ...(md5OfAttributes !== undefined && { md5OfMessageAttributes: md5OfAttributes }),
    md5OfBody: md5OfBody(message.body),
    eventSource: "aws:sqs",
    eventSourceARN: queue.arn,
    awsRegion: queue.arn.split(":")[3],
  };
}

function recordAttributes(attributes: MessageAttributes): object {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
        stringListValues: [],
        binaryListValues: [],
        dataType: DataType,
      },
    ]),
  );
}
