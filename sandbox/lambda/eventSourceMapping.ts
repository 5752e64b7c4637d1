import { availableParallelism } from "node:os";
import type { Authorize } from "../authorization";
import type { Clock, Timer } from "../clock";
import type { Principal } from "../iam/accessRequest";
import { SqsError } from "../sqs/message";
import type { Queue, ReceivedMessage } from "../sqs/queue";
import { refusalByQueue } from "../sqs/queueSettings";
import { Batch, messagesToKeep } from "./batch";
import type { LambdaFunction } from "./lambdaFunction";
import { type EventSourceMappingSettings, lambdaLimits } from "./settings";

interface EventSourceMappingOptions {
  readonly settings: EventSourceMappingSettings;
  readonly queue: Queue;
  readonly target: LambdaFunction;
  /** The session of the function's role, which Lambda uses to read the queue. */
  readonly principal: Principal;
  readonly authorize: Authorize;
  readonly clock: Clock;
  readonly slots: ProcessSlots;
}

/**
 * Reads a queue and calls a function with batches: when `batchSize` messages have arrived, the batching window ends, or the event would be too
 * large. It receives messages only when a function can run. Source: "AWS Lambda Developer Guide, Using Lambda with Amazon SQS".
 */
export class EventSourceMapping {
  /** AWS's errors on reading or deleting messages, with their counts. */
  readonly refusals: Record<string, number> = {};
  private batch: Batch;
  /** Received messages that did not fit into the current batch and begin the next one. */
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

  get target(): LambdaFunction {
    return this.options.target;
  }

  start(): void {
    if (this.options.settings.enabled) {
      this.options.queue.onAvailable(this.pollSoon);
    }
  }

  /** Delayed to the clock's next step, so messages sent at one moment are collected together. */
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

/** Actions of a poller, with the function's role (AWS Lambda Developer Guide, Creating an Amazon SQS event source mapping). */
const pollingActions = ["sqs:GetQueueAttributes", "sqs:ReceiveMessage"] as const;

/** Limits concurrent functions on this machine: a few per processor, since they mostly wait for the network. */
export class ProcessSlots {
  private taken = 0;
  private waiting = new Set<() => void>();

  constructor(private readonly limit: number = 3 * availableParallelism()) {}

  /** Takes a slot. If none is free, calls `retry` once when one may be free. */
  tryTake(retry: () => void): boolean {
    if (this.taken >= this.limit) {
      this.waiting.add(retry);
      return false;
    }
    this.taken += 1;
    return true;
  }

  giveBack(): void {
    this.taken -= 1;
    const waiting = this.waiting;
    this.waiting = new Set();
    for (const retry of waiting) {
      retry();
    }
  }
}
