import type { AuditEventEntry } from "../mapping/auditEvent";
import type { Refusal } from "./refusals";

/** The result for one event. */
export type Verdict =
  | { readonly status: "accepted" }
  /** It may be accepted later. */
  | { readonly status: "retryable"; readonly code: string; readonly message: string }
  /**
   * It was refused with a code that normally means bad content, and the sink has accepted nothing since: the sink may be refusing
   * everything (see breaker.ts).
   */
  | { readonly status: "halted"; readonly code: string; readonly message: string }
  /** It will never be accepted: the sink refused it but accepts other events. */
  | { readonly status: "permanent"; readonly code: string; readonly message: string };

const notSentReason =
  "The event was not sent: time was up, or the sink refused other events for a reason that also applies to it.";

/** The verdict for an event that was not sent, because time was up or the delivery had stopped. */
export const notSent: Verdict = { status: "retryable", code: "NotSent", message: notSentReason };

/** The number of events refused one by one, with nothing accepted since, after which a delivery stops. */
export const refusedAloneLimit = 10;

/** A call of a delivery. */
export interface Call {
  /** The call's number, counted from 1 in order of start. */
  readonly number: number;
  /** Start time, in milliseconds since 1970. */
  readonly at: number;
}

/** A reason in the sink's own words. */
export type Reason = Pick<Refusal, "code" | "message">;

/**
 * Collects the verdicts of one delivery. Refusals for content are decided at the end: a refusal is permanent only if a call that began
 * after it was accepted, or if the same call accepted another event. A sink that refuses everything with such a code fills the queue, not
 * the dead-letter queue.
 */
export class Verdicts {
  readonly byEntry = new Map<AuditEventEntry, Verdict>();
  /** The latest call, by number, that was at least partly accepted. */
  latestAccepted: Call | undefined;
  private readonly refused = new Map<AuditEventEntry, Refused>();
  private refusedAlone = 0;
  /** The refusal that reached `refusedAloneLimit`. */
  private breaking: Refused | undefined;

  constructor(entries: Iterable<AuditEventEntry>) {
    for (const entry of entries) {
      this.byEntry.set(entry, notSent);
    }
  }

  /** Reports whether so many events were refused, with nothing accepted since, that sending more is pointless. */
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

  /** Leaves events in the queue. */
  leave(entries: readonly AuditEventEntry[], { code, message }: Reason): void {
    for (const entry of entries) {
      this.byEntry.set(entry, { status: "retryable", code, message });
      this.refused.delete(entry);
    }
  }

  /**
   * Records an event that a response refuses individually.
   * @param since see `Refused`
   */
  refuse(entry: AuditEventEntry, { code, message }: Reason, since: number): void {
    this.refused.set(entry, { reason: { code, message }, since, isToBlame: true });
  }

  /**
   * Records a request that was refused as a whole; if it holds one event, that event is at fault.
   * @param since see `Refused`
   */
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

  /** Decides the open refusals and returns a verdict for every entry. */
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

/** An event whose request was refused for its content. */
interface Refused {
  readonly reason: Reason;
  /** The first call whose acceptance shows that the sink does not refuse everything. */
  readonly since: number;
  /** True if the event itself is at fault when the sink accepts others. */
  readonly isToBlame: boolean;
}

const accepted: Verdict = { status: "accepted" };
