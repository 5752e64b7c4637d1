import type { QueuedMessage } from "./storedMessage";

/**
 * The attributes SQS itself gives a received message, all of them strings.
 * Source: "Amazon SQS API Reference, ReceiveMessage, MessageSystemAttributeNames".
 */
export function systemAttributes(message: QueuedMessage): Record<string, string> {
  return {
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(message.sentTimestamp),
    SenderId: message.senderId,
    ...(message.firstReceiveTimestamp !== undefined && {
      ApproximateFirstReceiveTimestamp: String(message.firstReceiveTimestamp),
    }),
    ...(message.deadLetterSourceArn !== undefined && { DeadLetterQueueSourceArn: message.deadLetterSourceArn }),
  };
}
