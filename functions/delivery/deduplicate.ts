import type { AuditEventEntry } from "../mapping/auditEvent";

/** An audit event to send, with the messages that it was mapped from. */
export interface OutgoingEvent<Message> {
  readonly entry: AuditEventEntry;
  /** Bytes of the entry's `eventData` in UTF-8. */
  readonly eventDataBytes: number;
  /** More than one if equal events were merged. */
  readonly messages: readonly Message[];
  /** True if one of its messages is suspect (see isolate.ts). */
  readonly apart: boolean;
}

export interface Deduplicated<Message> {
  readonly events: readonly OutgoingEvent<Message>[];
  /** Number of events that share their id with an event of different content. All of them are sent. */
  readonly conflicting: number;
}

/**
 * Merges equal events of a batch: same id and same content, as when EventBridge delivers an event twice. Events with the same id but
 * different content are different evidence; all are kept.
 */
export function deduplicate<Message>(events: readonly OutgoingEvent<Message>[]): Deduplicated<Message> {
  const firstPlaces = new Map<string, number>();
  /** Indexes of the events after the first, for ids with several contents. */
  const others = new Map<string, number[]>();
  const collapsed: OutgoingEvent<Message>[] = [];
  let conflicting = 0;
  for (const event of events) {
    const { id, eventDataChecksum } = event.entry;
    const first = firstPlaces.get(id);
    if (first === undefined) {
      firstPlaces.set(id, collapsed.push(event) - 1);
      continue;
    }
    const later = others.get(id) ?? [];
    const equal = [first, ...later].find((place) => collapsed[place]?.entry.eventDataChecksum === eventDataChecksum);
    const kept = equal === undefined ? undefined : collapsed[equal];
    if (equal !== undefined && kept !== undefined) {
      collapsed[equal] = merge(kept, event);
    } else {
      // The first of a pair counts too.
      conflicting += later.length === 0 ? 2 : 1;
      others.set(id, [...later, collapsed.push(event) - 1]);
    }
  }
  return { events: collapsed, conflicting };
}

function merge<Message>(one: OutgoingEvent<Message>, other: OutgoingEvent<Message>): OutgoingEvent<Message> {
  return { ...one, messages: [...one.messages, ...other.messages], apart: one.apart || other.apart };
}
