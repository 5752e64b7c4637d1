import type { AuditEventEntry } from "../mapping/auditEvent";

/** An audit event on its way, with the messages that brought it. */
export interface OutgoingEvent<Message> {
  readonly entry: AuditEventEntry;
  /** Bytes of the entry's `eventData` in UTF-8. */
  readonly eventDataBytes: number;
  /** More than one where equal events were collapsed. */
  readonly messages: readonly Message[];
  /** Whether a message that brought it is suspect (see isolate.ts). */
  readonly apart: boolean;
}

export interface Deduplicated<Message> {
  readonly events: readonly OutgoingEvent<Message>[];
  /** How many events share their id with one of other content. They are all sent. */
  readonly conflicting: number;
}

/**
 * Collapses equal events of a batch: those whose id and content are equal, as when EventBridge delivers an event twice. Equal
 * ids with different content are different evidence, and stay.
 */
export function deduplicate<Message>(events: readonly OutgoingEvent<Message>[]): Deduplicated<Message> {
  const firstPlaces = new Map<string, number>();
  /** Of ids that came with several contents: the places after the first. */
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
      // The first of two counts too.
      conflicting += later.length === 0 ? 2 : 1;
      others.set(id, [...later, collapsed.push(event) - 1]);
    }
  }
  return { events: collapsed, conflicting };
}

function merge<Message>(one: OutgoingEvent<Message>, other: OutgoingEvent<Message>): OutgoingEvent<Message> {
  return { ...one, messages: [...one.messages, ...other.messages], apart: one.apart || other.apart };
}
