import type { AuditEventEntry } from "../mapping/auditEvent";
import type { Refusal } from "./refusals";

/** The result for one event. */
export type Verdict =
  | { readonly status: "accepted" }
  /** It may be accepted another time. */
  | { readonly status: "retryable"; readonly code: string; readonly message: string }
  /**
   * It was refused by a code that normally means bad content, and the sink has accepted nothing since: the sink may refuse everything
   * (see breaker.ts).
   */
  | { readonly status: "halted"; readonly code: string; readonly message: string }
  /** It will never be accepted: the sink refused it, and accepts others. */
  | { readonly status: "permanent"; readonly code: string; readonly message: string };

const notSentReason = "There was no time to send the event, or the sink refused others in a way that concerns it too.";

/** The verdict on an event that there was no time to send, or no sense in sending. */
export const notSent: Verdict = { status: "retryable", code: "NotSent", message: notSentReason };

/** Events refused one by one, with nothing accepted since, after which a delivery ends. */
export const refusedAloneLimit = 10;

/** A call of a delivery. */
export interface Call {
  /** Calls are counted from 1, in the order in which they begin. */
  readonly number: number;
  /** When it began, in milliseconds since 1970. */
  readonly at: number;
}

/** A reason as the sink gives it. */
export type Reason = Pick<Refusal, "code" | "message">;

/**
 * Collects the verdicts of one delivery. What the sink refuses for its content is decided at the end: it counts as content only where a
 * call that began after the refusal was accepted, or where the call itself accepted another event. A sink that refuses everything by such
 * a code fills the queue, not the dead-letter queue.
 */
export class Verdicts {
  readonly byEntry = new Map<AuditEventEntry, Verdict>();
  /** The latest call, by its number, of which something was accepted. */
  latestAccepted: Call | undefined;
  private readonly refused = new Map<AuditEventEntry, Refused>();
  private refusedAlone = 0;
  /** The refusal that made `refusedAloneLimit` of them. */
  private breaking: Refused | undefined;

  constructor(entries: Iterable<AuditEventEntry>) {
    for (const entry of entries) {
      this.byEntry.set(entry, notSent);
    }
  }

  /** Reports whether so much was refused, with nothing accepted since, that sending more makes no sense. */
  get isBroken(): boolean {
    return this.breaking !== undefined;
  }

  accept(entries: readonly AuditEventEntry[], call: Call): void {
    if (call.number > (this.latestAccepted?.number ?? 0)) {
      this.latestAccepted = call;
    }
    for (const entry of entries) {
      this.byEntry.set(entry, accepted);
      this.refused.delete(entry);
    }
  }

  /** Leaves events for another time. */
  leave(entries: readonly AuditEventEntry[], { code, message }: Reason): void {
    for (const entry of entries) {
      this.byEntry.set(entry, { status: "retryable", code, message });
      this.refused.delete(entry);
    }
  }

  /** Notes an event that an answer refuses by itself. @param since see `Refused` */
  refuse(entry: AuditEventEntry, { code, message }: Reason, since: number): void {
    this.refused.set(entry, { reason: { code, message }, since, isToBlame: true });
  }

  /** Notes a request that was refused whole; the event that is alone in one is to blame for it. @param since see `Refused` */
  refuseRequest(entries: readonly AuditEventEntry[], { code, message }: Reason, since: number): void {
    const isAlone = entries.length === 1;
    const refused = { reason: { code, message }, since, isToBlame: isAlone && code !== "DuplicatedAuditEventId" };
    for (const entry of entries) {
      this.refused.set(entry, refused);
    }
    this.refusedAlone += isAlone && !this.hasAcceptedSince(refused) ? 1 : 0;
    if (this.refusedAlone >= refusedAloneLimit) {
      this.breaking ??= refused;
    }
  }

  /** Decides on what was refused, and gives a verdict for every entry. */
  end(): ReadonlyMap<AuditEventEntry, Verdict> {
    for (const [entry, refused] of this.refused) {
      const decided = refused.isToBlame ? "permanent" : "retryable";
      this.byEntry.set(entry, { status: this.hasAcceptedSince(refused) ? decided : "halted", ...refused.reason });
    }
    if (this.breaking !== undefined && !this.hasAcceptedSince(this.breaking)) {
      const { reason } = this.breaking;
      for (const [entry, verdict] of this.byEntry) {
        this.byEntry.set(entry, verdict === notSent ? { status: "halted", ...reason } : verdict);
      }
    }
    return this.byEntry;
  }

  private hasAcceptedSince({ since }: Refused): boolean {
    return (this.latestAccepted?.number ?? 0) >= since;
  }
}

/** An event refused for what is in its request. */
interface Refused {
  readonly reason: Reason;
  /** The first call that shows, if it is accepted, that the sink does not refuse everything. */
  readonly since: number;
  /** Whether the event itself is to blame where the sink accepts others. */
  readonly isToBlame: boolean;
}

const accepted: Verdict = { status: "accepted" };
