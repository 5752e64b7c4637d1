import type { MapSettings } from "../../functions/mapping/mapSettings";
import { isJsonObject } from "../../functions/mapping/values/json";
import type { DeclaredIntegration } from "../../sandbox/integration";
import { wrapper } from "../../sandbox/ledger/sender";
import { trafficOf } from "../../sandbox/traffic";
import { auditEvents } from "../../sandbox/traffic/auditEvents";
import { incidentOf } from "../../sandbox/traffic/incident";
import { checkEventFile, mapFileEvent, openFor, rejectionOf } from "../eventFile/checkEvents";

/** One event to send, or the reason why it cannot be sent. */
export type Outgoing =
  | { readonly key: string; readonly envelope: Readonly<Record<string, unknown>> }
  | { readonly key: string; readonly refusal: string };

/** Events to send, and their number. */
export interface EventSource {
  readonly total: number;
  readonly events: AsyncIterable<Outgoing> | Iterable<Outgoing>;
}

interface SourceOptions {
  readonly region: string;
  readonly seed: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The sample events of the stack's configuration, by integration. */
  readonly samples: Readonly<Record<string, JsonObject | undefined>>;
}

interface FileOptions {
  /** The integration's settings for mapping. */
  readonly settings: MapSettings;
  /** True if events of unknown kinds are sent too. */
  readonly anyKind: boolean;
}

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Makes `count` events for each vendor on each bus, and for each caller of PutAuditEvents. The incident's events are the last ones of its
 * vendors. A vendor that is not in the catalogue sends its configured sample once.
 */
export function madeUpEvents(
  integrations: readonly DeclaredIntegration[],
  count: number,
  options: SourceOptions,
): EventSource {
  const senders = [
    ...new Map(
      integrations.map((one) => [one.path === undefined ? one.key : `${one.vendor} ${one.path.eventBusName}`, one]),
    ).values(),
  ];
  const events = senders.map((sender, index) => eventsOf(sender, { count, ...options, seed: options.seed + index }));
  return { total: events.reduce((sum, { total }) => sum + total, 0), events: generate() };

  /** Alternates the senders' events, as they arrive at the same time. */
  function* generate(): Generator<Outgoing> {
    let left = senders.map((integration, index) => ({
      key: integration.key,
      wrap: wrapper(integration, options),
      events: iteratorOf(events[index]?.events ?? []),
    }));
    while (left.length > 0) {
      const still: typeof left = [];
      for (const sender of left) {
        const { done, value } = sender.events.next();
        if (!done) {
          yield { key: sender.key, envelope: sender.wrap(value) };
          still.push(sender);
        }
      }
      left = still;
    }
  }
}

/** The end of made-up events: the last 20:00 in UTC, so a run has the same working day and the same findings at any time of the day. */
export function endOfMadeUpEvents(now: number): number {
  return Math.floor((now - evening) / day) * day + evening;
}

const day = 24 * 60 * 60 * 1000;
const evening = (20 / 24) * day;

function iteratorOf<T>(events: Iterable<T>): Iterator<T, undefined> {
  return events[Symbol.iterator]() as Iterator<T, undefined>;
}

function eventsOf(
  { key, vendor, path, channelArn = "" }: DeclaredIntegration,
  { count, seed, now, samples }: SourceOptions & { readonly count: number },
): { readonly total: number; readonly events: Iterable<JsonObject> } {
  if (path === undefined) {
    const recipientAccountId = channelArn.split(":")[4] ?? "";
    const events = auditEvents({ count, seed, end: now(), eventSource: vendor, recipientAccountId });
    return { total: count, events: events as Iterable<unknown> as Iterable<JsonObject> };
  }
  const traffic = trafficOf(vendor);
  if (traffic !== undefined) {
    const end = now();
    const incident = count < leastWithIncident ? [] : incidentOf(vendor, { seed, end });
    const usual = traffic.events({ count: count - incident.length, seed, end });
    return { total: count, events: chain(usual, incident) };
  }
  const sample = samples[key];
  return sample === undefined ? { total: 0, events: [] } : { total: 1, events: [sample] };
}

/** A vendor sends the incident if it sends at least this many events, so most of them are usual ones. */
const leastWithIncident = 100;

function* chain<T>(first: Iterable<T>, second: Iterable<T>): Generator<T> {
  yield* first;
  yield* second;
}

/**
 * Reads one integration's events from a file; reads the whole file before the first is sent. Refuses what the mapping rejects, as `npm run map`
 * shows it: a bare event has no envelope with a time. Throws a PersonError for another vendor's file.
 */
export async function eventsOfFile(
  file: string,
  integration: DeclaredIntegration,
  { anyKind, settings, ...options }: SourceOptions & FileOptions,
): Promise<EventSource> {
  const wrap = wrapper(integration, options);
  const { key, vendor } = integration;
  const owner = { vendor, ...(integration.path !== undefined && { settings }) };
  return { total: await checkEventFile(file, owner, anyKind), events: generate() };

  async function* generate(): AsyncGenerator<Outgoing> {
    const { events } = await openFor(file, owner);
    for await (const read of events) {
      const reason = rejectionOf(mapFileEvent(read, owner));
      const { event } = read;
      yield reason === undefined && isJsonObject(event)
        ? { key, envelope: wrap(event) }
        : { key, refusal: `${reason} (${read.place} of the file)` };
    }
  }
}
