import { putAuditEventsLimits } from "../limits/limits";
import { escapedBytes } from "../limits/size";
import type { AuditEventEntry } from "../mapping/auditEvent";

/** What has to be known of an event to pack it. */
export interface Packable {
  readonly entry: AuditEventEntry;
  /** Bytes of the entry's `eventData` in UTF-8. */
  readonly eventDataBytes: number;
  /** Whether it is suspect and goes apart from those that are not (see isolate.ts). */
  readonly apart: boolean;
}

/** Suspect events go alone while there are no more than this many in an invocation, and otherwise in this many requests. */
export const suspectRequests = 4;

/**
 * Deals events out to requests: at most 100 events and 1 MB in each, counted in the bytes of the body that is sent, and never
 * two equal ids in one (PutAuditEvents refuses such a request whole, with DuplicatedAuditEventId).
 *
 * Suspect events share no request with others. They are spread over a few requests rather than sent one by one, since after an
 * outage of hours every event that waits is suspect, and an account has only so many calls a second.
 */
export function pack<T extends Packable>(events: readonly T[]): readonly (readonly T[])[] {
  const apart = events.filter((event) => event.apart);
  const suspects = withSizes(apart);
  const others = withSizes(apart.length === 0 ? events : events.filter((event) => !event.apart));
  // Seldom does an id occur twice.
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

/** Bytes of an entry as it stands in the body, with the comma that parts it from the next. */
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
 * From large to small, each event goes to the request with the fewest bytes that can take it. It starts with `count` requests
 * and adds one only where no request can take an event, so that the number stays near the least.
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

/** Ids and checksums hold nothing that JSON escapes. */
function entryFrameBytes(entry: AuditEventEntry): number {
  return emptyEntryBytes + entry.id.length + entry.eventDataChecksum.length;
}

/** With a comma; without the quotes of `eventData`, which `escapedBytes` counts. */
const emptyEntryBytes = JSON.stringify({ id: "", eventData: "", eventDataChecksum: "" }).length + 1 - 2;

/** The events from large to small. Where even the greatest sizes that they can have fit, these are not counted out. */
function withSizes<T extends Packable>(events: readonly T[]): readonly Sized<T>[] {
  const greatest = events.map((event) => entryFrameBytes(event.entry) + 2 + 2 * event.eventDataBytes);
  const total = greatest.reduce((sum, bytes) => sum + bytes, requestFrameBytes);
  if (total <= putAuditEventsLimits.requestBytes) {
    return events.map((event, index) => ({ event, bytes: greatest[index] ?? 0 }));
  }
  return events.map((event) => ({ event, bytes: entryBytes(event) })).sort((one, other) => other.bytes - one.bytes);
}

/** No fewer requests than this can hold the events, by their number, their bytes, or the times that an id occurs. */
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
