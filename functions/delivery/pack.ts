import { putAuditEventsLimits } from "../limits/limits";
import { escapedBytes } from "../limits/size";
import type { AuditEventEntry } from "../mapping/auditEvent";

/** The properties of an event that packing needs. */
export interface Packable {
  readonly entry: AuditEventEntry;
  /** Bytes of the entry's `eventData` in UTF-8. */
  readonly eventDataBytes: number;
  /** True if it is suspect and must be sent apart from the others (see isolate.ts). */
  readonly apart: boolean;
}

/** Suspect events are sent one per request if there are at most this many in an invocation, otherwise in this many requests. */
export const suspectRequests = 4;

/**
 * Distributes events over requests: at most 100 events and 1 MB of body each, and no id twice in one request (PutAuditEvents refuses the
 * whole request with DuplicatedAuditEventId).
 *
 * Suspect events never share a request with others. They are spread over a few requests instead of sent one by one: after an outage of
 * hours every waiting event is suspect, and an account has a limited number of calls per second.
 */
export function pack<T extends Packable>(events: readonly T[]): readonly (readonly T[])[] {
  const apart = events.filter((event) => event.apart);
  const suspects = withSizes(apart);
  const others = withSizes(apart.length === 0 ? events : events.filter((event) => !event.apart));
  // Duplicate ids are rare.
  const distinct = new Set(events.map(({ entry }) => entry.id)).size === events.length;
  return [
    ...deal(others, leastRequests(others, distinct), distinct),
    ...deal(
      suspects,
      Math.max(leastRequests(suspects, distinct), Math.min(suspects.length, suspectRequests)),
      distinct,
    ),
  ];
}

/** Bytes of a request's body before the first entry and after the last. */
export const requestFrameBytes = Buffer.byteLength(JSON.stringify({ auditEvents: [] }));

/** Returns the bytes of an event's entry in the body, including the comma after it. */
export function entryBytes(event: Packable): number {
  return entryFrameBytes(event.entry) + escapedBytes(event.entry.eventData, event.eventDataBytes);
}

interface Sized<T> {
  readonly event: T;
  readonly bytes: number;
}

interface Request<T> {
  readonly events: T[];
  readonly ids: Set<string>;
  bytes: number;
}

/**
 * Puts each event, largest first, into the request with the fewest bytes that can take it. Starts with `count` requests and adds one only
 * if no request can take an event, so the number stays near the minimum.
 */
function deal<T extends Packable>(
  items: readonly Sized<T>[],
  count: number,
  distinct: boolean,
): readonly (readonly T[])[] {
  const requests: Request<T>[] = Array.from({ length: count }, emptyRequest<T>);
  for (const item of items) {
    let lightest: Request<T> | undefined;
    for (const request of requests) {
      if ((lightest === undefined || request.bytes < lightest.bytes) && hasRoom(request, item)) {
        lightest = request;
      }
    }
    if (lightest === undefined) {
      lightest = emptyRequest<T>();
      requests.push(lightest);
    }
    lightest.events.push(item.event);
    if (!distinct) {
      lightest.ids.add(item.event.entry.id);
    }
    lightest.bytes += item.bytes;
  }
  return requests.map((request) => request.events);
}

/** Returns the entry's bytes without `eventData`. Ids and checksums contain nothing that JSON escapes. */
function entryFrameBytes(entry: AuditEventEntry): number {
  return emptyEntryBytes + entry.id.length + entry.eventDataChecksum.length;
}

/** Includes the comma; excludes the quotes of `eventData`, which `escapedBytes` counts. */
const emptyEntryBytes = JSON.stringify({ id: "", eventData: "", eventDataChecksum: "" }).length + 1 - 2;

/** Sorts events from large to small. If even their maximum sizes fit, exact sizes are not computed. */
function withSizes<T extends Packable>(events: readonly T[]): readonly Sized<T>[] {
  const greatest = events.map((event) => entryFrameBytes(event.entry) + 2 + 2 * event.eventDataBytes);
  const total = greatest.reduce((sum, bytes) => sum + bytes, requestFrameBytes);
  if (total <= putAuditEventsLimits.requestBytes) {
    return events.map((event, index) => ({ event, bytes: greatest[index] ?? 0 }));
  }
  return events.map((event) => ({ event, bytes: entryBytes(event) })).sort((one, other) => other.bytes - one.bytes);
}

/**
 * Returns a lower bound for the number of requests, from the number of events, their bytes, and the occurrences of the most frequent id.
 */
function leastRequests<T extends Packable>(items: readonly Sized<T>[], distinct: boolean): number {
  const times = new Map<string, number>();
  for (const { event } of distinct ? [] : items) {
    times.set(event.entry.id, (times.get(event.entry.id) ?? 0) + 1);
  }
  const bytes = items.reduce((sum, item) => sum + item.bytes, 0);
  const room = putAuditEventsLimits.requestBytes - requestFrameBytes;
  let most = Math.max(Math.ceil(items.length / putAuditEventsLimits.events), Math.ceil(bytes / room));
  for (const count of times.values()) {
    most = Math.max(most, count);
  }
  return most;
}

function emptyRequest<T>(): Request<T> {
  return { events: [], ids: new Set(), bytes: requestFrameBytes };
}

function hasRoom<T extends Packable>(request: Request<T>, item: Sized<T>): boolean {
  return (
    request.events.length < putAuditEventsLimits.events &&
    request.bytes + item.bytes <= putAuditEventsLimits.requestBytes &&
    !request.ids.has(item.event.entry.id)
  );
}
