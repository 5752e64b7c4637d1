import type { Packable } from "./pack";

/** The limits of a request, in events and in bytes of `eventData`. */
export interface RequestLimits {
  readonly events: number;
  readonly bytes: number;
  /** Overhead in bytes per event. */
  readonly overheadBytes: number;
  /** Sends suspect events (see isolate.ts) in separate requests. */
  readonly keepsApart: boolean;
}

/**
 * Distributes events over requests in order, each into the first that can take it; an event larger than a request is sent alone. Equal ids
 * go into different requests, so that each verdict belongs to one event.
 */
export function packInOrder<T extends Packable>(
  events: readonly T[],
  limits: RequestLimits,
): readonly (readonly T[])[] {
  const requests: Request<T>[] = [];
  for (const event of events) {
    const { id } = event.entry;
    const apart = limits.keepsApart && event.apart;
    const bytes = event.eventDataBytes + limits.overheadBytes;
    let request = requests.find(
      (open) =>
        open.apart === apart &&
        open.events.length < limits.events &&
        open.bytes + bytes <= limits.bytes &&
        !open.ids.has(id),
    );
    if (request === undefined) {
      request = { events: [], ids: new Set(), apart, bytes: 0 };
      requests.push(request);
    }
    request.events.push(event);
    request.ids.add(id);
    request.bytes += bytes;
  }
  return requests.map((request) => request.events);
}

interface Request<T> {
  readonly events: T[];
  readonly ids: Set<string>;
  readonly apart: boolean;
  bytes: number;
}
