import type { Clock } from "../forwarder/clock";
import type { AuditEventEntry } from "../mapping/auditEvent";
import { entryErrorActions, type Refusal, refusalOf } from "./refusals";

/** What came of one event. */
export type Verdict =
  | { readonly status: "accepted" }
  /** It may be accepted another time. */
  | { readonly status: "retryable"; readonly code: string }
  /** It will never be accepted. */
  | { readonly status: "permanent"; readonly code: string; readonly message: string };

export interface Delivery {
  /** A verdict for every entry, by the entry itself: ids may be equal. */
  readonly verdicts: ReadonlyMap<AuditEventEntry, Verdict>;
  /** Calls of PutAuditEvents. */
  readonly requests: number;
  /** Calls and single events that were throttled. */
  readonly throttled: number;
}

/** The part of PutAuditEvents' response that is read. Nothing is taken for granted in it. */
export interface PutAuditEventsAnswer {
  readonly successful?: readonly { readonly id?: string }[];
  readonly failed?: readonly { readonly id?: string; readonly errorCode?: string; readonly errorMessage?: string }[];
}

/** Makes one call of PutAuditEvents, without retries of its own. */
export type PutAuditEvents = (
  auditEvents: readonly AuditEventEntry[],
  abortSignal: AbortSignal,
) => Promise<PutAuditEventsAnswer>;

/** How requests are sent. All times are in milliseconds. */
export const deliverySettings = {
  /** Requests in flight at one time. */
  inFlight: 4,
  /** How long a call may take. */
  callTime: 5_000,
  /** The longest wait before the first repetition; it doubles with each one up to `longestWait`. */
  firstWait: 100,
  longestWait: 5_000,
} as const;

/**
 * Sends `requests` until `deadline`, in milliseconds since 1970. Calls that were throttled or failed on AWS's side or on the
 * way, and single events for which a response says so, are repeated with full jitter (a random wait between nothing and a bound
 * that doubles). A request that is refused for what is in it is halved until the event to blame stands alone.
 *
 * Every entry has a verdict at the end, nothing throws, and nothing is in flight any more.
 */
export async function deliver(
  requests: readonly (readonly AuditEventEntry[])[],
  put: PutAuditEvents,
  deadline: number,
  clock: Clock,
): Promise<Delivery> {
  const run = new Run(put, deadline, clock);
  const queue = [...requests];
  const work = async (): Promise<void> => {
    for (let request = queue.shift(); request !== undefined && !run.stopped; request = queue.shift()) {
      await run.send(request);
    }
  };
  await Promise.all(Array.from({ length: Math.min(requests.length, deliverySettings.inFlight) }, work));
  for (const entry of requests.flat()) {
    if (!run.verdicts.has(entry)) {
      run.verdicts.set(entry, notSent);
    }
  }
  return { verdicts: run.verdicts, requests: run.requests, throttled: run.throttled };
}

const notSent: Verdict = { status: "retryable", code: "NotSent" };
const accepted: Verdict = { status: "accepted" };

/** One delivery while it runs. */
class Run {
  readonly verdicts = new Map<AuditEventEntry, Verdict>();
  requests = 0;
  throttled = 0;
  private halted = false;

  constructor(
    private readonly put: PutAuditEvents,
    private readonly deadline: number,
    private readonly clock: Clock,
  ) {}

  /** Whether no further call is to be made. Those in flight may still end. */
  get stopped(): boolean {
    return this.halted || this.clock.now() >= this.deadline;
  }

  /** Sends a request, and whatever of it is worth repeating, until all its entries have their verdict or time is up. */
  async send(entries: readonly AuditEventEntry[]): Promise<void> {
    let pending = entries;
    for (let attempt = 0; pending.length > 0 && !this.stopped; attempt++) {
      const outcome = await this.call(pending);
      if (!("action" in outcome)) {
        pending = this.settle(pending, outcome);
      } else if (outcome.action === "split") {
        return this.split(pending, outcome);
      } else {
        this.leave(pending, outcome.code);
        if (outcome.action !== "retry") {
          this.halted ||= outcome.action === "halt";
          return;
        }
      }
      if (pending.length > 0 && !(await this.backOff(attempt))) {
        return;
      }
    }
  }

  /** Makes one call, which ends at the deadline even where the client does not heed the signal. */
  private async call(entries: readonly AuditEventEntry[]): Promise<PutAuditEventsAnswer | Refusal> {
    this.requests++;
    const aborter = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_, reject) => {
      const time = Math.min(deliverySettings.callTime, Math.max(0, this.deadline - this.clock.now()));
      timer = setTimeout(() => {
        aborter.abort(timedOut());
        reject(aborter.signal.reason);
      }, time);
    });
    try {
      return (await Promise.race([this.put(entries, aborter.signal), timeout])) ?? {};
    } catch (error) {
      const refusal = refusalOf(error);
      this.throttled += refusal.throttled ? 1 : 0;
      return refusal;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Takes the verdicts from a response; returns the entries to send again. */
  private settle(entries: readonly AuditEventEntry[], answer: PutAuditEventsAnswer): readonly AuditEventEntry[] {
    if (list(answer.failed).length === 0 && isAnswered(entries, list(answer.successful))) {
      for (const entry of entries) {
        this.verdicts.set(entry, accepted);
      }
      return [];
    }
    const failures = new Map(list(answer.failed).map((failure) => [failure?.id, failure]));
    const successes = new Set(list(answer.successful).map((success) => success?.id));
    const again: AuditEventEntry[] = [];
    for (const entry of entries) {
      const failure = failures.get(entry.id);
      if (failure === undefined) {
        const code = "MalformedResponse";
        this.verdicts.set(entry, successes.has(entry.id) ? accepted : { status: "retryable", code });
        continue;
      }
      const code = String(failure.errorCode ?? "MalformedResponse");
      const action = Object.hasOwn(entryErrorActions, code) ? entryErrorActions[code] : "wait";
      if (action === "reject") {
        this.verdicts.set(entry, { status: "permanent", code, message: String(failure.errorMessage ?? "") });
        continue;
      }
      this.throttled += code === "Throttling" ? 1 : 0;
      this.leave([entry], code);
      if (action === "retry") {
        again.push(entry);
      }
    }
    return again;
  }

  /** Sends each half of a refused request by itself; a single event that is refused so is refused for good. */
  private async split(entries: readonly AuditEventEntry[], { code, message }: Refusal): Promise<void> {
    const [first] = entries;
    if (entries.length === 1 && first !== undefined && code !== "DuplicatedAuditEventId") {
      this.verdicts.set(first, { status: "permanent", code, message });
      return;
    }
    this.leave(entries, code);
    if (entries.length > 1) {
      const half = Math.ceil(entries.length / 2);
      await this.send(entries.slice(0, half));
      await this.send(entries.slice(half));
    }
  }

  private leave(entries: readonly AuditEventEntry[], code: string): void {
    for (const entry of entries) {
      this.verdicts.set(entry, { status: "retryable", code });
    }
  }

  /** Waits before a repetition. False where time would be up before it: the events can go back to the queue at once. */
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

/** Whether an answer names the very entries that were sent, in their order: the usual case, which is soon seen. */
function isAnswered(entries: readonly AuditEventEntry[], successful: readonly { readonly id?: string }[]): boolean {
  return successful.length === entries.length && entries.every((entry, index) => successful[index]?.id === entry.id);
}

function timedOut(): Error {
  const error = new Error("The call took too long.");
  error.name = "TimeoutError";
  return error;
}

function list<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) ? value : [];
}
