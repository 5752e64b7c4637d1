import type { Clock, Timer } from "../clock";
import { checkMessage, messageSize, type OutgoingMessage, SqsError, storableBody } from "./message";
import type { QueueSettings } from "./queueSettings";
import {
  HiddenMessages,
  type QueuedMessage,
  readReceiptHandle,
  receiptHandleOf,
  type StoredMessage,
} from "./storedMessage";

export interface ReceivedMessage {
  readonly message: QueuedMessage;
  readonly receiptHandle: string;
}

interface QueueCounts {
  readonly visible: number;
  readonly notVisible: number;
  readonly sent: number;
  readonly received: number;
  readonly deleted: number;
  /** Number of messages removed because they were older than the retention period. */
  readonly expired: number;
  readonly movedToDeadLetterQueue: number;
}

/**
 * A standard SQS queue. Operations cost O(log n), except `counts` when messages expire. Source: "Amazon SQS Developer Guide", the pages on
 * visibility timeout and dead-letter queues.
 */
export class Queue {
  /** The queue for messages that were received too often, set from the redrive policy. */
  deadLetterQueue: Queue | undefined;
  private readonly messages = new Map<string, StoredMessage>();
  /** In the order of arrival or return. */
  private readonly waiting = new Set<StoredMessage>();
  private readonly hidden = new HiddenMessages();
  private readonly totals = { sent: 0, received: 0, deleted: 0, expired: 0, movedToDeadLetterQueue: 0 };
  private inFlight = 0;
  private earliestExpiry = Number.POSITIVE_INFINITY;
  private listener: (() => void) | undefined;
  private timer: Timer | undefined;

  constructor(
    readonly settings: QueueSettings,
    private readonly clock: Clock,
    private readonly newIdentifier: () => string,
  ) {}

  /** Adds a message, or throws SQS's `SqsError`. */
  send(outgoing: OutgoingMessage): QueuedMessage {
    checkMessage(outgoing);
    const message: StoredMessage = {
      messageId: this.newIdentifier(),
      body: storableBody(outgoing.body),
      messageAttributes: outgoing.messageAttributes ?? {},
      sentTimestamp: this.clock.now(),
      firstReceiveTimestamp: undefined,
      receiveCount: 0,
      receivesHere: 0,
      senderId: outgoing.senderId ?? this.settings.accountId,
      deadLetterSourceArn: undefined,
      state: "waiting",
      hiddenUntil: 0,
    };
    if (messageSize(message) > this.settings.maximumMessageSize) {
      throw new SqsError(
        "InvalidParameterValue",
        `One or more parameters are invalid. Reason: Message must be shorter than ${this.settings.maximumMessageSize} bytes.`,
      );
    }
    this.totals.sent += 1;
    this.add(message);
    return message;
  }

  /** Receives up to `maximum` messages and hides them for the visibility timeout (seconds, by default the queue's own). */
  receive(maximum: number, visibilityTimeout = this.settings.visibilityTimeoutSeconds): readonly ReceivedMessage[] {
    const now = this.clock.now();
    this.reveal(now);
    const received: ReceivedMessage[] = [];
    for (const message of this.waiting) {
      if (received.length === maximum) {
        break;
      }
      if (this.expire(message, now) || this.redrive(message)) {
        continue;
      }
      message.receiveCount += 1;
      message.receivesHere += 1;
      message.firstReceiveTimestamp ??= now;
      this.totals.received += 1;
      this.hide(message, now + visibilityTimeout * 1_000);
      received.push({ message, receiptHandle: receiptHandleOf(message) });
    }
    this.setTimer();
    return received;
  }

  /** Deletes a message. Has no effect if a later receive has replaced the handle or the message no longer exists. */
  delete(receiptHandle: string): void {
    const message = this.messageOf(receiptHandle);
    if (message !== undefined) {
      this.totals.deleted += 1;
      this.remove(message);
      this.setTimer();
    }
  }

  /** Hides a message in flight for the given seconds from now; 0 makes it visible at once. */
  changeVisibility(receiptHandle: string, seconds: number): void {
    const now = this.clock.now();
    this.reveal(now);
    const message = this.messageOf(receiptHandle);
    if (message === undefined || message.state !== "inFlight") {
      throw new SqsError("MessageNotInflight", "The specified message is not in flight.");
    }
    this.inFlight -= 1;
    this.hide(message, now + seconds * 1_000);
    this.reveal(now);
    this.announce();
  }

  counts(): QueueCounts {
    const now = this.clock.now();
    this.reveal(now);
    this.sweep(now);
    return { visible: this.messages.size - this.inFlight, notVisible: this.inFlight, ...this.totals };
  }

  peek(): readonly QueuedMessage[] {
    this.sweep(this.clock.now());
    return [...this.messages.values()];
  }

  /** Calls `listener` when messages can be received. Only a queue with a listener sets timers, so dead letters do not keep the clock running. */
  onAvailable(listener: () => void): void {
    this.listener = listener;
    this.announce();
  }

  private add(message: StoredMessage): void {
    this.messages.set(message.messageId, message);
    this.earliestExpiry = Math.min(this.earliestExpiry, this.expiryOf(message));
    message.state = "waiting";
    this.waiting.add(message);
    this.announce();
  }

  private hide(message: StoredMessage, until: number): void {
    this.waiting.delete(message);
    message.state = "inFlight";
    message.hiddenUntil = until;
    this.inFlight += 1;
    this.hidden.add(message);
  }

  private reveal(now: number): void {
    for (let next = this.hidden.takeDue(now); next !== undefined; next = this.hidden.takeDue(now)) {
      this.inFlight -= 1;
      next.state = "waiting";
      this.waiting.add(next);
    }
  }

  private remove(message: StoredMessage): void {
    this.inFlight -= message.state === "inFlight" ? 1 : 0;
    this.messages.delete(message.messageId);
    this.waiting.delete(message);
    message.state = "gone";
    message.body = "";
  }

  /** A message at its maximum number of receives goes to the dead-letter queue instead, with its age. */
  private redrive(message: StoredMessage): boolean {
    const { redrivePolicy } = this.settings;
    if (
      redrivePolicy === undefined ||
      this.deadLetterQueue === undefined ||
      message.receivesHere < redrivePolicy.maxReceiveCount
    ) {
      return false;
    }
    this.totals.movedToDeadLetterQueue += 1;
    this.deadLetterQueue.add({ ...message, receivesHere: 0, deadLetterSourceArn: this.settings.arn });
    this.remove(message);
    return true;
  }

  private expiryOf(message: StoredMessage): number {
    return message.sentTimestamp + this.settings.messageRetentionSeconds * 1_000;
  }

  private expire(message: StoredMessage, now: number): boolean {
    const expired = this.expiryOf(message) <= now;
    if (expired) {
      this.totals.expired += 1;
      this.remove(message);
    }
    return expired;
  }

  private sweep(now: number): void {
    if (now < this.earliestExpiry) {
      return;
    }
    this.earliestExpiry = Number.POSITIVE_INFINITY;
    for (const message of this.messages.values()) {
      if (!this.expire(message, now)) {
        this.earliestExpiry = Math.min(this.earliestExpiry, this.expiryOf(message));
      }
    }
  }

  private messageOf(receiptHandle: string): StoredMessage | undefined {
    const handle = readReceiptHandle(receiptHandle);
    if (handle === undefined) {
      throw new SqsError("ReceiptHandleIsInvalid", `The input receipt handle "${receiptHandle}" is not valid.`);
    }
    const message = this.messages.get(handle.messageId);
    return message?.receivesHere === handle.receive ? message : undefined;
  }

  private announce(): void {
    if (this.listener === undefined) {
      return;
    }
    this.setTimer();
    if (this.waiting.size > 0) {
      this.listener();
    }
  }

  /** Sets at most one timer, at the moment when the next hidden message becomes visible. */
  private setTimer(): void {
    const at = this.listener === undefined ? undefined : this.hidden.nextAppearance();
    if (this.timer?.at === at) {
      return;
    }
    if (this.timer !== undefined) {
      this.clock.cancel(this.timer);
    }
    this.timer = at === undefined ? undefined : this.clock.schedule(at, () => this.timeHasCome());
  }

  private timeHasCome(): void {
    this.timer = undefined;
    this.reveal(this.clock.now());
    this.announce();
  }
}
