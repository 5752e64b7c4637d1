import type { Packable } from "./pack";

/** The limits of a request, in events and in the bytes of their `eventData`. */
export interface RequestLimits {
  readonly events: number;
  readonly bytes: number;
  /** Bytes that each event adds to its own. */
  readonly overheadBytes: number;
  /** Sends suspect events (see isolate.ts) in other requests than the rest. */
  readonly keepsApart: boolean;
}

/**
 * Deals events out to requests in their order, each to the first that can take it; an event that is larger than a request has one alone. Equal ids
 * go in different requests, so that an answer tells them apart.
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
