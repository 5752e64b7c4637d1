import type { Authorize } from "../authorization";
import type { Clock, Timer } from "../clock";
import type { Principal } from "../iam/accessRequest";
import type { Queue, ReceivedMessage } from "../sqs/queue";
import { refusalByQueue } from "../sqs/queueAccess";
import { SqsError } from "../sqs/sqsError";
import { Batch } from "./batch";
import { messagesToKeep } from "./batchResponse";
import type { EventSourceMappingSettings } from "./eventSourceMappingSettings";
import type { LambdaFunction } from "./lambdaFunction";
import { lambdaLimits } from "./limits";
import type { ProcessSlots } from "./processSlots";

/** A queue, a function, and what stands between them. */
export interface EventSourceMappingOptions {
  readonly settings: EventSourceMappingSettings;
  readonly queue: Queue;
  readonly target: LambdaFunction;
  /** The session of the function's role, in which Lambda reads the queue. */
  readonly principal: Principal;
  readonly authorize: Authorize;
  readonly clock: Clock;
  readonly slots: ProcessSlots;
}

/**
 * Reads a queue and hands its messages to a function in batches: when `batchSize` messages are there, when the batching
 * window ends, or when the event would grow too large. Messages are only taken when a function can run, so they do not
 * wait out their visibility timeout here.
 * Source: "AWS Lambda Developer Guide, Using Lambda with Amazon SQS".
 */
export class EventSourceMapping {
  /** Why the queue could not be read or emptied, in the words of AWS, and how often. */
  readonly refusals: Record<string, number> = {};
  private batch: Batch;
  /** Received, but too large for the batch that was being gathered: the beginning of the next. */
  private leftOver: ReceivedMessage[] = [];
  private window: Timer | undefined;
  private windowOver = false;
  private nextPoll: Timer | undefined;
  private running = 0;

  constructor(private readonly options: EventSourceMappingOptions) {
    this.batch = this.newBatch();
  }

  get settings(): EventSourceMappingSettings {
    return this.options.settings;
  }

  /** Begins to read the queue. */
  start(): void {
    if (this.options.settings.enabled) {
      this.options.queue.onAvailable(this.pollSoon);
    }
  }

  /** At the clock's next turn, so that what is sent at one moment is gathered together. */
  private readonly pollSoon = () => {
    const { clock } = this.options;
    this.nextPoll ??= clock.schedule(clock.now(), () => {
      this.nextPoll = undefined;
      this.poll();
    });
  };

  private poll(): void {
    const { settings, slots } = this.options;
    while (this.running < settings.maximumConcurrency && slots.tryTake(this.pollSoon)) {
      this.gather();
      if (!this.isDue()) {
        slots.giveBack();
        this.openWindow();
        return;
      }
      this.dispatch();
    }
  }

  private gather(): void {
    while (this.batch.room > 0 && this.leftOver.length > 0) {
      if (!this.batch.add(this.leftOver[0] as ReceivedMessage)) {
        return;
      }
      this.leftOver.shift();
    }
    while (this.batch.room > 0) {
      const received = this.receive(Math.min(this.batch.room, lambdaLimits.messagesPerReceive));
      const tooLarge = received.findIndex((message) => !this.batch.add(message));
      if (tooLarge >= 0) {
        this.leftOver = received.slice(tooLarge);
        return;
      }
      if (received.length === 0) {
        return;
      }
    }
  }

  private receive(maximum: number): readonly ReceivedMessage[] {
    const { queue, principal, authorize } = this.options;
    for (const action of pollingActions) {
      const refusal = refusalByQueue(authorize, principal, action, queue.settings);
      if (refusal !== undefined) {
        this.note(refusal);
        return [];
      }
    }
    try {
      return queue.receive(maximum);
    } catch (error) {
      if (error instanceof SqsError) {
        this.note(error.message);
        return [];
      }
      throw error;
    }
  }

  private isDue(): boolean {
    if (this.batch.entries.length === 0) {
      return false;
    }
    const { maximumBatchingWindowInSeconds } = this.options.settings;
    return this.batch.room === 0 || this.leftOver.length > 0 || this.windowOver || maximumBatchingWindowInSeconds === 0;
  }

  private openWindow(): void {
    if (this.batch.entries.length > 0 && this.window === undefined) {
      this.window = this.options.clock.scheduleIn(this.options.settings.maximumBatchingWindowInSeconds * 1_000, () => {
        this.windowOver = true;
        this.poll();
      });
    }
  }

  private dispatch(): void {
    const { batch } = this;
    this.batch = this.newBatch();
    if (this.window !== undefined) {
      this.options.clock.cancel(this.window);
    }
    this.window = undefined;
    this.windowOver = false;
    this.running += 1;
    const { clock } = this.options;
    // A fault of the sandbox itself surfaces where the clock is run.
    clock.track(this.run(batch)).catch((error: unknown) =>
      clock.schedule(clock.now(), () => {
        throw error;
      }),
    );
  }

  private async run(batch: Batch): Promise<void> {
    const { target, queue, principal, authorize, settings, slots } = this.options;
    const outcome = await target.invoke(batch.event());
    const messageIds = batch.entries.map((entry) => entry.messageId);
    const kept = messagesToKeep(outcome, messageIds, settings.reportsBatchItemFailures);
    const refusal = refusalByQueue(authorize, principal, "sqs:DeleteMessage", queue.settings);
    if (refusal !== undefined) {
      this.note(refusal);
    }
    for (const { messageId, receiptHandle } of refusal === undefined ? batch.entries : []) {
      if (!kept.has(messageId)) {
        queue.delete(receiptHandle);
      }
    }
    this.running -= 1;
    slots.giveBack();
    this.pollSoon();
  }

  private note(refusal: string): void {
    this.refusals[refusal] = (this.refusals[refusal] ?? 0) + 1;
  }

  private newBatch(): Batch {
    return new Batch(this.options.settings.batchSize, this.options.queue.settings);
  }
}

/**
 * What Lambda does to a queue to poll it, in the role of the function.
 * Source: "AWS Lambda Developer Guide, Creating and configuring an Amazon SQS event source mapping".
 */
const pollingActions = ["sqs:GetQueueAttributes", "sqs:ReceiveMessage"] as const;
