import type { Sink } from "../../components/integration/sinks";
import type { AuditEventEntry } from "../../functions/mapping/auditEvent";
import type { DeclaredIntegration } from "../integration";
import { rowDigest } from "../s3/storedEvents";
import { Digests, WholeNumbers } from "./digests";

/**
 * Counts of one integration's events. `received` is the sum of the next four, or an event is lost. A message that becomes several audit events
 * (`forEach` of a mapping) counts as that number.
 */
export interface Ledger {
  /** Events that the vendor sent. */
  readonly received: number;
  /** Events that are in the store. */
  readonly ingested: number;
  /** Events that were dropped because an equal one is in the store. */
  readonly deduplicated: number;
  /** Events that can never be ingested: in a dead-letter queue, or rejected before they reached a bus. */
  readonly rejected: number;
  /** Events that still wait in the queue. */
  readonly pending: number;
  /** PutAuditEvents requests that the integration made. */
  readonly requests: number;
}

export function isBalanced({ received, ingested, deduplicated, rejected, pending }: Ledger): boolean {
  return received === ingested + deduplicated + rejected + pending;
}

/** The content of one sink's queues, counted in the queues and not by the forwarder. */
export interface Destination {
  readonly deadLetters: readonly string[];
  readonly waiting: readonly string[];
  readonly requests: number;
}

/** A value for each sink of an integration, by the sink's name. */
type BySink<Value> = Readonly<Record<string, Value>>;

/**
 * Keeps one integration's ledger. An event's key is its audit event's id and content. A message outside the queues is accounted for if its key is
 * in the store; messages of a key beyond the stored events were deduplicated. A message without a stored key is lost.
 */
export class LedgerKeeper {
  private refused = 0;
  private readonly messages = new Digests();
  /** The number of receipts of each message. */
  private readonly times = new WholeNumbers();
  private readonly keys = new Digests();
  /** The keys of the audit events of each message, message after message. A message without audit events has none, and still counts as one event. */
  private readonly keysOfMessages = new WholeNumbers();
  /** The position of each message's first key there. */
  private readonly firstKeys = new WholeNumbers();
  /** The number of events of each key that each sink stored. */
  private readonly stored = new Map<string, WholeNumbers>();

  /** @param keysOf returns the keys of a message's audit events */
  constructor(private readonly keysOf: (body: string) => readonly string[]) {}

  receive(body: string): void {
    const message = this.messages.add(body);
    this.times.add(message, 1);
    if (message === this.firstKeys.length) {
      this.firstKeys.push(this.keysOfMessages.length);
      for (const key of this.keysOf(body)) {
        this.keysOfMessages.push(this.keys.add(key));
      }
    }
  }

  /** Counts an event that no bus accepted. */
  refuse(): void {
    this.refused += 1;
  }

  /** Counts the receipts of a message. */
  timesReceived(body: string): number {
    return this.times.at(this.messages.find(body) ?? -1);
  }

  store(sink: string, key: string): void {
    const ofSink = this.stored.get(sink) ?? new WholeNumbers();
    this.stored.set(sink, ofSink);
    ofSink.add(this.keys.add(key), 1);
  }

  /**
   * Returns the ledger over all these sinks. Of equal events, as many are ingested as the sink with the fewest has; an event that one sink
   * rejected is rejected.
   */
  ledger(destinations: BySink<Destination>): Ledger {
    const sinks = Object.entries(destinations).map(([sink, { deadLetters, waiting }]) => {
      const [dead, queued] = [this.countMessages(deadLetters), this.countMessages(waiting)];
      return { dead, queued, stored: this.stored.get(sink) ?? new WholeNumbers() };
    });
    const requests = Object.values(destinations).reduce((sum, destination) => sum + destination.requests, 0);
    const gone = new WholeNumbers();
    const total = { received: this.refused, rejected: this.refused, pending: 0 };
    for (let message = 0; message < this.messages.size; message++) {
      const count = this.times.at(message);
      const first = this.firstKeys.at(message);
      const end = message + 1 < this.firstKeys.length ? this.firstKeys.at(message + 1) : this.keysOfMessages.length;
      const events = Math.max(1, end - first);
      // A function that stops between sending a dead letter and answering sends it again; it is still one message.
      const deadIn = sinks.map(({ dead }) => Math.min(count, dead.get(message) ?? 0));
      const unfinishedIn = sinks.map(({ queued }, index) => (deadIn[index] ?? 0) + (queued.get(message) ?? 0));
      const rejected = Math.max(...deadIn);
      const pending = Math.min(count, Math.max(...unfinishedIn)) - rejected;
      total.received += count * events;
      total.rejected += rejected * events;
      total.pending += pending * events;
      for (let place = first; place < end; place++) {
        gone.add(this.keysOfMessages.at(place), count - rejected - pending);
      }
    }
    let ingested = 0;
    let deduplicated = 0;
    for (let key = 0; key < gone.length; key++) {
      const count = gone.at(key);
      const stored = Math.min(count, ...sinks.map((sink) => sink.stored.at(key)));
      ingested += stored;
      deduplicated += stored > 0 ? count - stored : 0;
    }
    const { received, rejected, pending } = total;
    return { received, ingested, deduplicated, rejected, pending, requests };
  }

  /** Counts each message in a queue that was received, by its number. */
  private countMessages(bodies: readonly string[]): ReadonlyMap<number, number> {
    return countOf(bodies.flatMap((body) => this.messages.find(body) ?? []));
  }
}

function countOf<Value>(values: readonly Value[]): Map<Value, number> {
  const counts = new Map<Value, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** Counts each text by the list that contains it most often. */
function largestCounts(lists: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [text, count] of lists.flatMap((list) => [...countOf(list)])) {
    counts.set(text, Math.max(count, counts.get(text) ?? 0));
  }
  return counts;
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
  private readonly contents = new Digests();
  /** The id of the audit event with each content. */
  private readonly ids: string[] = [];

  /**
   * @param identify returns the audit events that a message must become
   * @param destinations the current content of each sink's queues, with the reason of each dead letter
   */
  constructor(
    readonly integration: DeclaredIntegration,
    identify: (body: string) => readonly IdentifiedEvent[],
    private readonly destinations: () => BySink<Destination & { readonly reasons: readonly string[] }>,
  ) {
    this.keeper = new LedgerKeeper((body) =>
      identify(body).map((event) => {
        if (integration.auditLogGroupName !== undefined) {
          this.ids[this.contents.add(event.eventData)] = event.id;
        }
        return this.keyOf(event);
      }),
    );
  }

  receive(body: string): void {
    this.keeper.receive(body);
  }

  /** Counts an event that could not be sent, with the reason. */
  refuse(reason: string): void {
    this.refusals.push(reason);
    this.keeper.refuse();
  }

  /** Counts a log event in the integration's log group, which has its audit event without the id. */
  log(eventData: string): void {
    this.store({ id: this.ids[this.contents.find(eventData) ?? -1] ?? "", eventData }, "cloudwatch-logs");
  }

  /** Counts an event that is in a sink. */
  store(event: IdentifiedEvent, sink: Sink): void {
    this.keeper.store(sink, this.keyOf(event));
  }

  /** Counts the events of an object in the integration's bucket, by the digests of their rows. */
  write(rowDigests: readonly string[]): void {
    for (const digest of rowDigests) {
      this.keeper.store("s3", digest);
    }
  }

  ledger(): Ledger {
    return this.keeper.ledger(this.destinations());
  }

  sinkLedgers(): BySink<Ledger> {
    const destinations = Object.entries(this.destinations());
    return Object.fromEntries(destinations.map(([sink, content]) => [sink, this.keeper.ledger({ [sink]: content })]));
  }

  /** Returns the failed messages, each with the ledger's count, without events that could not be sent. */
  deadLetters(): ReadonlyMap<string, number> {
    const counts = largestCounts(Object.values(this.destinations()).map(({ deadLetters }) => deadLetters));
    return new Map([...counts].map(([body, count]) => [body, Math.min(count, this.keeper.timesReceived(body))]));
  }

  /** Returns the reasons of rejected events. A reason that several sinks have for one event counts once. */
  rejects(): readonly Reject[] {
    const counts = largestCounts(Object.values(this.destinations()).map(({ reasons }) => reasons));
    for (const [reason, count] of countOf(this.refusals)) {
      counts.set(reason, count + (counts.get(reason) ?? 0));
    }
    return [...counts].map(([reason, count]) => ({ reason, count })).sort((one, other) => other.count - one.count);
  }

  /** An audit event's id and content. A row in S3 has the content without its JSON text. */
  private keyOf(event: IdentifiedEvent): string {
    const ofRow = this.integration.lakeBucketName === undefined ? undefined : rowDigest(event);
    return ofRow ?? `${event.id} ${event.eventData}`;
  }
}
