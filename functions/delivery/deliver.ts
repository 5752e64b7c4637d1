import type { Clock } from "../forwarder/clock";
import type { AuditEventEntry } from "../mapping/auditEvent";
import { entryErrorActions, type Refusal, refusalOf } from "./refusals";
import { type Call, type Verdict, Verdicts } from "./verdicts";
import { withinTime } from "./withinTime";

export interface Delivery {
  /** A verdict for every entry, keyed by the entry itself because ids may be equal. */
  readonly verdicts: ReadonlyMap<AuditEventEntry, Verdict>;
  /** Number of PutAuditEvents calls. */
  readonly requests: number;
  /** Number of throttled calls and events. */
  readonly throttled: number;
  /** Start of the latest call that was at least partly accepted, in milliseconds since 1970; undefined if nothing was accepted. */
  readonly acceptedAt: number | undefined;
  /** The first error of each code, except throttling. */
  readonly errors: ReadonlyMap<string, DeliveryError>;
}

/** An error from a call, or from an entry in a response. */
export type DeliveryError = Pick<Refusal, "message" | "stack">;

/** The fields of PutAuditEvents' response that are read. All are optional, since a response may be malformed. */
export interface PutAuditEventsAnswer {
  readonly successful?: readonly { readonly id?: string }[];
  readonly failed?: readonly { readonly id?: string; readonly errorCode?: string; readonly errorMessage?: string }[];
}

/** Makes one call of PutAuditEvents, without retries of its own. */
export type PutAuditEvents = (
  auditEvents: readonly AuditEventEntry[],
  abortSignal: AbortSignal,
) => Promise<PutAuditEventsAnswer>;

/** Settings for sending requests. All times are in milliseconds. */
export const deliverySettings = {
  /** Maximum number of concurrent requests. */
  inFlight: 4,
  /** Timeout of a call. */
  callTime: 5_000,
  /** Upper bound of the wait before the first retry; it doubles with each retry up to `longestWait`. */
  firstWait: 100,
  longestWait: 5_000,
} as const;

/**
 * Sends `requests` until `deadline`, in milliseconds since 1970. Retries, with full jitter (a random wait up to a bound that doubles),
 * calls that were throttled or failed in AWS or on the network, and single events that a response marks for retry. A request refused for
 * its content is halved until the event at fault is alone; if the sink accepts nothing in between, the halving soon stops.
 *
 * At the end every entry has a verdict and no call is in flight. Never throws.
 */
export async function deliver(
  requests: readonly (readonly AuditEventEntry[])[],
  put: PutAuditEvents,
  deadline: number,
  clock: Clock,
): Promise<Delivery> {
  const run = new Run(requests.flat(), put, deadline, clock);
  const queue = [...requests];
  const work = async (): Promise<void> => {
    for (let request = queue.shift(); request !== undefined && !run.stopped; request = queue.shift()) {
      await run.send(request);
    }
  };
  await Promise.all(Array.from({ length: Math.min(requests.length, deliverySettings.inFlight) }, work));
  const acceptedAt = run.verdicts.latestAccepted?.at;
  const { requests: calls, throttled, errors } = run;
  return { verdicts: run.verdicts.end(), requests: calls, throttled, acceptedAt, errors };
}

/** The state of one delivery. */
class Run {
  readonly verdicts: Verdicts;
  readonly errors = new Map<string, DeliveryError>();
  requests = 0;
  throttled = 0;
  private halted = false;

  constructor(
    entries: readonly AuditEventEntry[],
    private readonly put: PutAuditEvents,
    private readonly deadline: number,
    private readonly clock: Clock,
  ) {
    this.verdicts = new Verdicts(entries);
  }

  /** Returns true if no further call may start. Calls in flight may still finish. */
  get stopped(): boolean {
    return this.halted || this.verdicts.isBroken || this.clock.now() >= this.deadline;
  }

  /** Sends a request and retries it until all its entries have a verdict or time is up. */
  async send(entries: readonly AuditEventEntry[]): Promise<void> {
    const refused = await this.attempt(entries);
    if (refused !== undefined) {
      await this.split(refused, this.requests + 1);
    }
  }

  /** Sends a request and retries the retryable part; returns the part that was refused and must be split. */
  private async attempt(entries: readonly AuditEventEntry[]): Promise<RefusedRequest | undefined> {
    let pending = entries;
    for (let attempt = 0; pending.length > 0 && !this.stopped; attempt++) {
      const call: Call = { number: this.requests + 1, at: this.clock.now() };
      const outcome = await this.call(pending);
      if (!("action" in outcome)) {
        pending = this.settle(pending, outcome, call);
      } else if (outcome.action === "split") {
        return { entries: pending, refusal: outcome };
      } else {
        this.verdicts.leave(pending, outcome);
        if (outcome.action !== "retry") {
          this.halted ||= outcome.action === "halt";
          return undefined;
        }
      }
      if (pending.length > 0 && !(await this.backOff(attempt))) {
        return undefined;
      }
    }
    return undefined;
  }

  /** Makes one call, which ends at the deadline even if the client ignores the signal. */
  private async call(entries: readonly AuditEventEntry[]): Promise<PutAuditEventsAnswer | Refusal> {
    this.requests++;
    const time = Math.min(deliverySettings.callTime, this.deadline - this.clock.now());
    try {
      return (await withinTime(time, timedOut, (signal) => this.put(entries, signal))) ?? {};
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal.throttled) {
        this.throttled += 1;
      } else {
        this.note(refusal.code, refusal);
      }
      return refusal;
    }
  }

  /** Records the verdicts in a response; returns the entries to send again. */
  private settle(
    entries: readonly AuditEventEntry[],
    answer: PutAuditEventsAnswer,
    call: Call,
  ): readonly AuditEventEntry[] {
    if (list(answer.failed).length === 0 && isAnswered(entries, list(answer.successful))) {
      this.verdicts.accept(entries, call);
      return [];
    }
    const failures = new Map(list(answer.failed).map((failure) => [failure?.id, failure]));
    const successes = new Set(list(answer.successful).map((success) => success?.id));
    const again: AuditEventEntry[] = [];
    for (const entry of entries) {
      const failure = failures.get(entry.id);
      if (failure === undefined && successes.has(entry.id)) {
        this.verdicts.accept([entry], call);
        continue;
      }
      const code = String(failure?.errorCode ?? "MalformedResponse");
      const reason = { code, message: String(failure?.errorMessage ?? "") };
      if (code !== "Throttling") {
        this.note(code, reason);
      }
      const action = Object.hasOwn(entryErrorActions, code) ? entryErrorActions[code] : "wait";
      if (action === "reject") {
        this.verdicts.refuse(entry, reason, call.number);
        continue;
      }
      this.throttled += code === "Throttling" ? 1 : 0;
      this.verdicts.leave([entry], reason);
      if (action === "retry") {
        again.push(entry);
      }
    }
    return again;
  }

  /**
   * Sends the halves of a refused request. Both are tried before either is halved again, so an acceptable half is found early.
   * @param since see verdicts.ts
   */
  private async split({ entries, refusal }: RefusedRequest, since: number): Promise<void> {
    this.verdicts.refuseRequest(entries, refusal, since);
    if (entries.length === 1) {
      return;
    }
    const middle = Math.ceil(entries.length / 2);
    const halves = [await this.attempt(entries.slice(0, middle)), await this.attempt(entries.slice(middle))];
    for (const half of halves) {
      if (half !== undefined) {
        await this.split(half, since);
      }
    }
  }

  /** Keeps the first error of each code. */
  private note(code: string, { message, stack }: DeliveryError): void {
    if (!this.errors.has(code)) {
      this.errors.set(code, { message, ...(stack !== undefined && { stack }) });
    }
  }

  /**
   * Waits before a retry. Returns false, without waiting, if the deadline would pass first: the events can return to the queue immediately.
   */
  private async backOff(attempt: number): Promise<boolean> {
    const { firstWait, longestWait } = deliverySettings;
    const wait = this.clock.random() * Math.min(longestWait, firstWait * 2 ** attempt);
    if (this.clock.now() + wait >= this.deadline) {
      return false;
    }
    await this.clock.sleep(wait);
    return true;
  }
}

/** A request that was refused for its content. */
interface RefusedRequest {
  readonly entries: readonly AuditEventEntry[];
  readonly refusal: Refusal;
}

/** Returns true if a response lists exactly the entries that were sent, in order: a quick check for the usual case. */
function isAnswered(entries: readonly AuditEventEntry[], successful: readonly { readonly id?: string }[]): boolean {
  return successful.length === entries.length && entries.every((entry, index) => successful[index]?.id === entry.id);
}

const timedOut = { name: "TimeoutError", message: "The call took too long." } as const;

function list<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) ? value : [];
}
