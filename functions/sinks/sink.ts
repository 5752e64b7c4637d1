import type { OutgoingEvent } from "../delivery/deduplicate";
import { type Delivery, deliver, type PutAuditEvents } from "../delivery/deliver";
import { pack } from "../delivery/pack";
import type { Clock } from "../forwarder/clock";

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
