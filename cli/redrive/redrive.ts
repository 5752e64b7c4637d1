import type { Message, SQSClient } from "@aws-sdk/client-sqs";
import type { Watch } from "../command/progress";
import { queueName } from "../queueArguments";
import { deleteAll, reasonOf, receive, release, sendAll } from "./deadLetters";

/** The messages to move from a dead-letter queue, and their destination. Times are in milliseconds since 1970. */
export interface RedriveOptions {
  /** URL of the dead-letter queue. */
  readonly from: string;
  /** URL of the queue that the forwarder reads. */
  readonly to: string;
  /** Only messages with one of these error codes; if empty, all messages. */
  readonly reasons: readonly string[];
  /** Only messages that were sent from this moment on. */
  readonly since?: number;
  /** Only messages that were sent before this moment. */
  readonly until?: number;
  /** The start of the run by SQS's clock. Messages sent later have failed again, and stay. */
  readonly start: number;
  /** Moves the messages. Without it, they are only counted. */
  readonly execute: boolean;
}

/** The content of a dead-letter queue, and the moved messages. The counts are exact unless `isBounded`. */
export interface RedriveReport {
  /** Messages from before the start, each counted once. */
  readonly seen: number;
  readonly matched: number;
  readonly moved: number;
  /** Messages from after the start, as far as they were received. */
  readonly later: number;
  /** Messages by their error code. */
  readonly byReason: ReadonlyMap<string, number>;
  /** The reason why the queue did not accept a message. */
  readonly refusal: string | undefined;
  /** True if the run ended with `mostHeld` messages that stay: more may remain behind them. */
  readonly isBounded: boolean;
}

/**
 * Maximum number of held messages. Messages that stay are held, so SQS returns others. A standard queue has about 120,000 messages in flight at
 * most (Amazon SQS Developer Guide, "Amazon SQS message quotas").
 */
export const mostHeld = 100_000;

/**
 * Moves or counts the messages of a dead-letter queue, each once. Each is sent before it is deleted: a stopped run loses no messages, and a
 * message that was sent but not deleted arrives again under the same id. A message that fails again has a new SentTimestamp, both if the forwarder
 * sends it and if SQS moves it (Amazon SQS Developer Guide, "Setting-up dead-letter queue retention": a move keeps the time of sending). SQS may
 * deliver a moved message again; the latest moved messages are left out then, see idsRemembered.
 */
export async function redrive(client: SQSClient, options: RedriveOptions, watch: Watch): Promise<RedriveReport> {
  const run = new Redrive(client, options, watch);
  const ends = await Promise.allSettled(Array.from({ length: readers }, () => run.read()));
  await run.release();
  for (const end of ends) {
    if (end.status === "rejected") throw end.reason;
  }
  return run.report();
}

/** Concurrent readers. One reader moves about a hundred messages per second from another continent. */
export const readers = 8;
/** Answers without a new message after which the queue counts as read. */
const knownAnswersAtEnd = 3;
/** Seconds for which a message stays hidden from other receivers while this run reads the rest. */
const visibilityTimeout = 900;
/** Ids of moved messages in a generation. All ids of a million messages would take more memory than the rest of the run. */
const idsRemembered = 50_000;
/** Maximum milliseconds that a stopped run takes to make messages visible again. */
const releaseAfterStop = 500;

class Redrive {
  /** Receipt handles of the messages that stay, by message id. */
  private readonly held = new Map<string, string | undefined>();
  /** Ids of the latest moved messages, in two generations: SQS may deliver a deleted message again. */
  private latest = new Set<string>();
  private earlier = new Set<string>();
  private moved = 0;
  private readonly byReason = new Map<string, number>();
  private seen = 0;
  private matched = 0;
  private later = 0;
  private refusal: string | undefined;
  private isBounded = false;
  private hasFailed = false;

  constructor(
    private readonly client: SQSClient,
    private readonly options: RedriveOptions,
    private readonly watch: Watch,
  ) {}

  /**
   * Receives messages until no new one arrives. Long polling queries all of SQS's servers, so an empty answer is the end (Amazon SQS Developer
   * Guide, "Amazon SQS short and long polling").
   */
  async read(): Promise<void> {
    try {
      for (let known = 0; known < knownAnswersAtEnd && !this.isOver(); ) {
        const received = await receive(this.client, this.options.from, visibilityTimeout);
        if (received.length === 0) {
          return;
        }
        const fresh = received.filter((message) => this.isNew(message));
        known = fresh.length === 0 ? known + 1 : 0;
        const wanted = fresh.filter((message) => this.count(message));
        // Nothing is sent after a stop.
        if (this.options.execute && !this.watch.stopped()) {
          await this.move(wanted);
        }
        this.watch.progress(this.seen);
      }
    } catch (error) {
      this.hasFailed = true;
      throw error;
    }
  }

  async release(): Promise<void> {
    const end = Date.now() + releaseAfterStop;
    const isOver = () => this.watch.stopped() && Date.now() > end;
    await release(this.client, this.options.from, this.held.values(), isOver);
  }

  report(): RedriveReport {
    const { seen, matched, later, byReason, refusal, isBounded } = this;
    return { seen, matched, moved: this.moved, later, byReason, refusal, isBounded };
  }

  private isOver(): boolean {
    this.isBounded ||= this.held.size >= mostHeld;
    return this.hasFailed || this.isBounded || this.watch.stopped();
  }

  /** Records a message as held. Returns false if it arrived before. */
  private isNew({ MessageId = "", ReceiptHandle }: Message): boolean {
    if (this.latest.has(MessageId) || this.earlier.has(MessageId)) return false;
    const isNew = !this.held.has(MessageId);
    this.held.set(MessageId, ReceiptHandle);
    return isNew;
  }

  /** Counts a new message. Returns true if it must be moved. */
  private count(message: Message): boolean {
    const { reasons, since = 0, until = Number.POSITIVE_INFINITY, start, to } = this.options;
    const sent = Number(message.Attributes?.SentTimestamp);
    if (sent >= start) {
      this.later += 1;
      return false;
    }
    const reason = reasonOf(message);
    this.seen += 1;
    this.byReason.set(reason, (this.byReason.get(reason) ?? 0) + 1);
    const target = message.MessageAttributes?.TARGET_ARN?.StringValue;
    const isWanted =
      (reasons.length === 0 || reasons.includes(reason)) &&
      sent >= since &&
      sent < until &&
      // An event that EventBridge could not deliver to one queue has reached the rule's other targets.
      (target === undefined || queueName(target) === queueName(to));
    this.matched += isWanted ? 1 : 0;
    return isWanted;
  }

  private async move(messages: readonly Message[]): Promise<void> {
    const { from, to } = this.options;
    const { accepted, refusal } = await sendAll(this.client, to, messages);
    this.refusal ??= refusal;
    for (const { MessageId = "" } of accepted) {
      this.latest.add(MessageId);
      this.held.delete(MessageId);
    }
    this.moved += accepted.length;
    if (this.latest.size >= idsRemembered) [this.earlier, this.latest] = [this.latest, new Set()];
    await deleteAll(this.client, from, accepted);
  }
}
