import type { AuditEventEntry } from "./auditEvent";

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
  const byContent = new Map<string, OutgoingEvent<Message>>();
  for (const event of events) {
    const key = `${event.entry.id} ${event.entry.eventDataChecksum}`;
    const equal = byContent.get(key);
    byContent.set(key, equal === undefined ? event : merge(equal, event));
  }
  const collapsed = [...byContent.values()];
  const timesSeen = new Map<string, number>();
  for (const { entry } of collapsed) {
    timesSeen.set(entry.id, (timesSeen.get(entry.id) ?? 0) + 1);
  }
  const conflicting = collapsed.filter(({ entry }) => (timesSeen.get(entry.id) ?? 0) > 1).length;
  return { events: collapsed, conflicting };
}

function merge<Message>(one: OutgoingEvent<Message>, other: OutgoingEvent<Message>): OutgoingEvent<Message> {
  return { ...one, messages: [...one.messages, ...other.messages], apart: one.apart || other.apart };
}
