import { Heap } from "../heap";
import type { MessageAttributes } from "./message";

/** A message in a queue. `body` is emptied when the message is deleted, so remaining references to it are small. */
export interface QueuedMessage {
  readonly messageId: string;
  readonly body: string;
  readonly messageAttributes: MessageAttributes;
  /** The time of its first sending, in milliseconds since 1970; a move to a dead-letter queue keeps it. */
  readonly sentTimestamp: number;
  readonly firstReceiveTimestamp: number | undefined;
  /** Counted over all queues that held it. */
  readonly receiveCount: number;
  readonly senderId: string;
  /** The queue that it came from, after a move to a dead-letter queue. */
  readonly deadLetterSourceArn: string | undefined;
}

export interface StoredMessage extends Mutable<QueuedMessage> {
  /** Receives in this queue only, which the redrive policy counts. */
  receivesHere: number;
  state: "waiting" | "inFlight" | "gone";
  /** The moment when it becomes visible again, in milliseconds since 1970, while it is in flight. */
  hiddenUntil: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The system attributes of a received message (Amazon SQS API Reference, ReceiveMessage, MessageSystemAttributeNames). */
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

export function receiptHandleOf(message: StoredMessage): string {
  return Buffer.from(`${message.messageId}#${message.receivesHere}`).toString("base64");
}

/** Returns the message and the receive of a handle, or `undefined` for a handle of no queue. */
export function readReceiptHandle(
  handle: string,
): { readonly messageId: string; readonly receive: number } | undefined {
  const [messageId = "", receive = ""] = Buffer.from(handle, "base64").toString().split("#");
  return /^[0-9a-f-]{36}$/.test(messageId) && /^\d+$/.test(receive)
    ? { messageId, receive: Number(receive) }
    : undefined;
}

export class HiddenMessages {
  private readonly hidings = new Heap<Hiding>((left, right) => left.until < right.until);

  add(message: StoredMessage): void {
    this.hidings.push({ message, until: message.hiddenUntil });
  }

  /** The time of the next message, in milliseconds since 1970. */
  nextAppearance(): number | undefined {
    return this.next()?.until;
  }

  takeDue(now: number): StoredMessage | undefined {
    const next = this.next();
    return next !== undefined && next.until <= now ? this.hidings.pop()?.message : undefined;
  }

  /** Skips messages that were deleted or hidden again. */
  private next(): Hiding | undefined {
    for (let next = this.hidings.peek(); next !== undefined; next = this.hidings.peek()) {
      const { state, hiddenUntil } = next.message;
      if (state === "inFlight" && hiddenUntil === next.until) {
        return next;
      }
      this.hidings.pop();
    }
    return undefined;
  }
}

interface Hiding {
  readonly message: StoredMessage;
  readonly until: number;
}
