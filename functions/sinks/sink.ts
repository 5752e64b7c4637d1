import type { OutgoingEvent } from "../delivery/deduplicate";
import { type Delivery, deliver, type PutAuditEvents, type Verdict } from "../delivery/deliver";
import { pack } from "../delivery/pack";
import type { Clock } from "../forwarder/clock";
import type { AuditEventEntry } from "../mapping/auditEvent";

/**
 * Delivers the events of a batch until `deadline`, in milliseconds since 1970. Every entry has a verdict at the end, nothing throws,
 * and nothing is in flight any more.
 */
export type Sink = (events: readonly OutgoingEvent<unknown>[], deadline: number, clock: Clock) => Promise<Delivery>;

/** CloudTrail Lake. */
export function lakeSink(put: PutAuditEvents): Sink {
  return (events, deadline, clock) => {
    const requests = pack(events).map((request) => request.map(({ entry }) => entry));
    return deliver(requests, put, deadline, clock);
  };
}

/**
 * Several sinks side by side. An event is accepted when all have accepted it, and given up when one will never take it; else it goes
 * back to the queue, and those that have it already get it again.
 */
export function allSinks(sinks: readonly Sink[]): Sink {
  const [only] = sinks;
  if (sinks.length === 1 && only !== undefined) {
    return only;
  }
  return async (events, deadline, clock) => {
    const deliveries = await Promise.all(sinks.map((sink) => sink(events, deadline, clock)));
    const sum = (count: (delivery: Delivery) => number) => deliveries.reduce((total, one) => total + count(one), 0);
    return {
      verdicts: new Map(events.map(({ entry }) => [entry, worst(deliveries, entry)])),
      requests: sum(({ requests }) => requests),
      throttled: sum(({ throttled }) => throttled),
    };
  };
}

function worst(deliveries: readonly Delivery[], entry: AuditEventEntry): Verdict {
  const verdicts = deliveries.map(({ verdicts }) => verdicts.get(entry) ?? notSent);
  return (
    verdicts.find(({ status }) => status === "permanent") ??
    verdicts.find(({ status }) => status === "retryable") ?? { status: "accepted" }
  );
}

const notSent: Verdict = { status: "retryable", code: "NotSent" };
