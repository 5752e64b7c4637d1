/** A message that the sink refused by a code that normally means bad content. */
export interface RefusedMessage {
  readonly messageId: string;
  /** When it was sent to the queue and when it was first received from it, in milliseconds since 1970; NaN where that is not known. */
  readonly sentAt: number;
  readonly firstReceivedAt: number;
}

/** All times are in milliseconds. */
export const breakerSettings = {
  /** How long an accepted event shows that the sink works. */
  acceptedFor: 10 * 60_000,
  /** The age at which a refused message is no longer kept back. */
  oldest: 12 * 3_600_000,
  /** The latest time after its first receive at which a message is first sent, where the queue's settings are not known. */
  firstTry: 60_000,
  /** Refused messages that are remembered. */
  remembered: 10_000,
} as const;

/**
 * The circuit breaker of a sink in one execution environment. It is open for a refused message until the sink has accepted another event
 * since the message was refused: a sink that refuses everything, by a code that normally means bad content, then fills the queue and not
 * the dead-letter queue. Messages that are 12 hours old are not kept back any more.
 *
 * Where another environment refused the message, the time of that is bounded by the message's first receive.
 */
export class Breaker {
  private acceptedAt = Number.NEGATIVE_INFINITY;
  /** When this environment last refused a message, by the message's id. */
  private readonly refusedAt = new Map<string, number>();

  /** @param firstTry the longest time from a message's first receive to its first delivery, in milliseconds */
  constructor(private readonly firstTry: number = breakerSettings.firstTry) {}

  /** Notes that a call which began at `began` was accepted, at least in part. */
  accepted(began: number): void {
    this.acceptedAt = Math.max(this.acceptedAt, began);
  }

  /** Reports whether a refused message goes back to the queue, and notes that it was refused. */
  keepsBack({ messageId, sentAt, firstReceivedAt }: RefusedMessage, now: number): boolean {
    const refusedAt = this.refusedAt.get(messageId) ?? firstReceivedAt + this.firstTry;
    const isProven = this.acceptedAt > refusedAt && now - this.acceptedAt <= breakerSettings.acceptedFor;
    this.refusedAt.delete(messageId);
    if (isProven || now - sentAt >= breakerSettings.oldest) {
      return false;
    }
    this.refusedAt.set(messageId, now);
    for (const oldest of this.refusedAt.keys()) {
      if (this.refusedAt.size <= breakerSettings.remembered) {
        break;
      }
      this.refusedAt.delete(oldest);
    }
    return true;
  }
}
