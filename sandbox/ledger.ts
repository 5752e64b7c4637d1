import { createHash } from "node:crypto";

/**
 * Where the events of one integration are. `received` is always the sum of the four that follow it, or an event is lost. A message that
 * becomes several audit events (see `forEach` of a mapping) counts as so many.
 */
export interface Ledger {
  /** Events that the vendor sent. */
  readonly received: number;
  /** Events that are in the store. */
  readonly ingested: number;
  /** Events that were dropped because an equal one is in the store. */
  readonly deduplicated: number;
  /** Events that can never be ingested: in a dead-letter queue, or refused before they reached a bus. */
  readonly rejected: number;
  /** Events that still wait in the queue. */
  readonly pending: number;
  /** PutAuditEvents requests that the integration made. */
  readonly requests: number;
}

/** True when every event that was received is accounted for. */
export function isBalanced({ received, ingested, deduplicated, rejected, pending }: Ledger): boolean {
  return received === ingested + deduplicated + rejected + pending;
}

/** What the destination of an integration's events holds, counted there and not by the forwarder's own word. */
export interface Destination {
  /** The bodies of what lies in the integration's dead-letter queues. */
  readonly deadLetters: readonly string[];
  /** The bodies of what waits in its queue, received or not. */
  readonly waiting: readonly string[];
  /** PutAuditEvents requests that the endpoint saw. */
  readonly requests: number;
}

/** What is known of the messages of one body. */
interface Sent {
  count: number;
  /** One for each audit event that it becomes; none where it becomes none, and is one event all the same. */
  readonly keys: readonly string[];
}

/**
 * Keeps the ledger of one integration. An event has a key: the id and the content of the audit event that it becomes. A message
 * in no queue is accounted for when an event of its key is in the store; of several such messages of one key, those beyond the
 * stored events were deduplicated. A message in no queue whose key is not in the store is lost, and the sum shows it.
 */
export class LedgerKeeper {
  private refused = 0;
  private readonly sent = new Map<string, Sent>();
  private readonly stored = new Map<string, number>();

  /** @param keysOf gives the keys of the audit events that a message becomes */
  constructor(private readonly keysOf: (body: string) => readonly string[]) {}

  /** Counts a message that reached the bus. */
  receive(body: string): void {
    const id = digestOf(body);
    const known = this.sent.get(id);
    if (known === undefined) {
      this.sent.set(id, { count: 1, keys: this.keysOf(body) });
    } else {
      known.count += 1;
    }
  }

  /** Counts an event that no bus would take. */
  refuse(): void {
    this.refused += 1;
  }

  /** Counts an event that the store accepted. */
  store(key: string): void {
    this.stored.set(key, (this.stored.get(key) ?? 0) + 1);
  }

  /** The ledger, with what the destination holds now. */
  ledger({ deadLetters, waiting, requests }: Destination): Ledger {
    const dead = countByDigest(deadLetters);
    const queued = countByDigest(waiting);
    const gone = new Map<string, number>();
    const total = { received: this.refused, rejected: this.refused, pending: 0 };
    for (const [id, { count, keys }] of this.sent) {
      const events = Math.max(1, keys.length);
      // A function that stops between sending a dead letter and answering sends it again: it is still one message.
      const rejected = Math.min(count, dead.get(id) ?? 0);
      const pending = Math.min(count - rejected, queued.get(id) ?? 0);
      total.received += count * events;
      total.rejected += rejected * events;
      total.pending += pending * events;
      for (const key of keys) {
        gone.set(key, (gone.get(key) ?? 0) + count - rejected - pending);
      }
    }
    let ingested = 0;
    let deduplicated = 0;
    for (const [key, count] of gone) {
      const stored = Math.min(count, this.stored.get(key) ?? 0);
      ingested += stored;
      deduplicated += stored > 0 ? count - stored : 0;
    }
    const { received, rejected, pending } = total;
    return { received, ingested, deduplicated, rejected, pending, requests };
  }
}

function countByDigest(bodies: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const body of bodies) {
    const id = digestOf(body);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

/** A digest of a text, short enough to keep for a million messages. */
export function digestOf(text: string): string {
  return createHash("sha1").update(text).digest("binary");
}
