import type { OutgoingEvent } from "../delivery/deduplicate";
import { type Delivery, deliver, type PutAuditEvents } from "../delivery/deliver";
import { pack } from "../delivery/pack";
import type { Clock } from "../forwarder/clock";

/**
 * Delivers the events of a batch until `deadline`, in milliseconds since 1970. At the end every entry has a verdict and no call is in
 * flight. Never throws.
 */
export type Sink = (events: readonly OutgoingEvent<unknown>[], deadline: number, clock: Clock) => Promise<Delivery>;

/** Creates a sink for CloudTrail Lake. */
export function lakeSink(put: PutAuditEvents): Sink {
  return (events, deadline, clock) => {
    const requests = pack(events).map((request) => request.map(({ entry }) => entry));
    return deliver(requests, put, deadline, clock);
  };
}
