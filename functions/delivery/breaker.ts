/** A message that the sink refused with a code that normally means bad content. */
export interface RefusedMessage {
  readonly messageId: string;
  /** Times when it was sent to the queue and first received from it, in milliseconds since 1970; NaN if unknown. */
  readonly sentAt: number;
  readonly firstReceivedAt: number;
}

/** All times are in milliseconds. */
export const breakerSettings = {
  /** Time for which one accepted event proves that the sink works. */
  acceptedFor: 10 * 60_000,
  /** Age from which a refused message is no longer kept back. */
  oldest: 12 * 3_600_000,
  /** The longest time from a message's first receive to its first delivery, if the queue's settings are not known. */
  firstTry: 60_000,
  /** Maximum number of refused messages to remember. */
  remembered: 10_000,
} as const;

/**
 * The circuit breaker of a sink in one execution environment. It is open for a refused message until the sink accepts another event after
 * the refusal. A sink that refuses everything with a code that normally means bad content therefore fills the queue, not the dead-letter
 * queue. Messages older than 12 hours are not kept back.
 *
 * If another environment refused the message, the message's first receive bounds the time of that refusal.
 */
export class Breaker {
  private acceptedAt = Number.NEGATIVE_INFINITY;
  /** The latest time at which this environment refused a message, by message id. */
  private readonly refusedAt = new Map<string, number>();

  /** @param firstTry the longest time from a message's first receive to its first delivery, in milliseconds */
  constructor(private readonly firstTry: number = breakerSettings.firstTry) {}

  /** Records that a call which began at `began` was accepted, at least in part. */
  accepted(began: number): void {
    this.acceptedAt = Math.max(this.acceptedAt, began);
  }

  /** Reports whether a refused message returns to the queue, and records the refusal. */
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
