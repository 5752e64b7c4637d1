import { createHash } from "node:crypto";
import type { AuditEventEntry } from "../functions/mapping/auditEvent";
import type { DeclaredIntegration } from "./integration";

/**
 * Counts of one integration's events. `received` is the sum of the next four, or an event is lost. A message that becomes several audit
 * events (`forEach` of a mapping) counts as so many.
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

export function isBalanced({ received, ingested, deduplicated, rejected, pending }: Ledger): boolean {
  return received === ingested + deduplicated + rejected + pending;
}

/** The content of an integration's destination, counted there and not by the forwarder. */
export interface Destination {
  readonly deadLetters: readonly string[];
  readonly waiting: readonly string[];
  readonly requests: number;
}

interface Sent {
  count: number;
  /** One for each audit event that it becomes; none where it becomes none, and is one event all the same. */
  readonly keys: readonly string[];
}

/**
 * Keeps one integration's ledger. An event's key is its audit event's id and content. A message in no queue is accounted for when its key
 * is in the store; messages of a key beyond the stored events were deduplicated. A message without a stored key is lost.
 */
export class LedgerKeeper {
  private refused = 0;
  private readonly sent = new Map<string, Sent>();
  private readonly stored = new Map<string, number>();

  /** @param keysOf gives the keys of the audit events that a message becomes */
  constructor(private readonly keysOf: (body: string) => readonly string[]) {}

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

  store(key: string): void {
    this.stored.set(key, (this.stored.get(key) ?? 0) + 1);
  }

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
function digestOf(text: string): string {
  return createHash("sha1").update(text).digest("binary");
}

export interface Reject {
  readonly reason: string;
  readonly count: number;
}

export type IdentifiedEvent = Pick<AuditEventEntry, "id" | "eventData">;

/** Records what happens to the events of one integration. */
export class Recorder {
  private readonly keeper: LedgerKeeper;
  private readonly refusals: string[] = [];
  /** The ids of audit events by their content. */
  private readonly ids = new Map<string, string>();
  private readonly stored = new Map<string, { lake: number; logs: number }>();

  /**
   * @param identify returns the audit events that a message must become
   * @param destination the destination's present content, with the reason of each dead letter
   */
  constructor(
    readonly integration: DeclaredIntegration,
    identify: (body: string) => readonly IdentifiedEvent[],
    private readonly destination: () => Destination & { readonly reasons: readonly string[] },
  ) {
    this.keeper = new LedgerKeeper((body) =>
      identify(body).map((event) => {
        if (integration.auditLogGroupName !== undefined) {
          this.ids.set(digestOf(event.eventData), event.id);
        }
        return keyOf(event);
      }),
    );
  }

  receive(body: string): void {
    this.keeper.receive(body);
  }

  /** Counts an event that could not even be sent, with the reason. */
  refuse(reason: string): void {
    this.refusals.push(reason);
    this.keeper.refuse();
  }

  /** Counts a log event in the integration's log group, which bears its audit event without the id. */
  log(eventData: string): void {
    this.store({ id: this.ids.get(digestOf(eventData)) ?? "", eventData }, "logs");
  }

  /** Counts an event that is in a store; of several sinks, when it is in all of them. */
  store(event: IdentifiedEvent, sink: "lake" | "logs"): void {
    const key = keyOf(event);
    const { channelArn, auditLogGroupName } = this.integration;
    if (channelArn === undefined || auditLogGroupName === undefined) {
      this.keeper.store(key);
      return;
    }
    const counts = this.stored.get(key) ?? { lake: 0, logs: 0 };
    this.stored.set(key, counts);
    const before = Math.min(counts.lake, counts.logs);
    counts[sink] += 1;
    if (Math.min(counts.lake, counts.logs) > before) {
      this.keeper.store(key);
    }
  }

  ledger(): Ledger {
    return this.keeper.ledger(this.destination());
  }

  deadLetters(): readonly string[] {
    return this.destination().deadLetters;
  }

  rejects(): readonly Reject[] {
    const counts = new Map<string, number>();
    for (const reason of [...this.destination().reasons, ...this.refusals]) {
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
    return [...counts].map(([reason, count]) => ({ reason, count })).sort((one, other) => other.count - one.count);
  }
}

/** An audit event's id and content, short enough to keep for a million events. */
function keyOf({ id, eventData }: IdentifiedEvent): string {
  return digestOf(`${id} ${eventData}`);
}
