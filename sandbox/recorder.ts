import type { AuditEventEntry } from "../functions/mapping/auditEvent";
import type { DeclaredIntegration } from "./integration";
import { type Destination, digestOf, type Ledger, LedgerKeeper } from "./ledger";

/** A reject, as the dead-letter queue, the bus or CloudTrail reports it. */
export interface Reject {
  readonly reason: string;
  readonly count: number;
}

/** The id and the JSON of an audit event. */
export type IdentifiedEvent = Pick<AuditEventEntry, "id" | "eventData">;

/** Records what happens to the events of one integration. */
export class Recorder {
  private readonly keeper: LedgerKeeper;
  private readonly refusals: string[] = [];
  /** The ids of audit events by their content. */
  private readonly ids = new Map<string, string>();
  private readonly stored = new Map<string, { lake: number; logs: number }>();

  /**
   * @param identify gives the audit events that a message must become
   * @param destination what the destination holds now, with the reason of each dead letter
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

  /** Counts an event that arrived. */
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

  /** The bodies of what will never be ingested. */
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
