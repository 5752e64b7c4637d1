import { identify } from "../../../cli/start/identify";
import type { DeclaredIntegration } from "../../../sandbox/integration";
import { fillIn, savedQueries } from "../../../sandbox/lake/savedQueries";
import type { StackSandbox } from "../../../sandbox/stackSandbox";

/** Where one vendor's events are, by their ids. `received` is the sum of the four that follow it, or the count is wrong. */
export interface FarSideCount {
  /** Events that the vendor sent. */
  readonly received: number;
  /** Of them, rows in the store; one for each time that the event was sent, at most. */
  readonly ingested: number;
  /** Sent again, and not stored again. */
  readonly deduplicated: number;
  /** Messages in a dead-letter queue, or refused to the caller for good. */
  readonly rejected: number;
  /** Neither stored nor parked. */
  readonly lost: number;
}

/** An event that is stored more than once. */
export interface StoredTwice {
  readonly id: string;
  readonly rows: number;
  /** How often the vendor sent it. */
  readonly sent: number;
}

/** What the stores and the dead-letter queues hold of what was sent. */
export interface FarSide {
  readonly vendors: Readonly<Record<string, FarSideCount>>;
  /** What the saved query on duplicates names. */
  readonly storedTwice: readonly StoredTwice[];
  /** Ids in the stores that nobody sent. */
  readonly unknown: readonly string[];
}

/** How often each event of an integration was sent, by its id. */
export class SentEvents {
  private readonly counts = new Map<string, Map<string, number>>();
  private readonly integrations: ReadonlyMap<string, DeclaredIntegration>;

  constructor(private readonly stack: StackSandbox) {
    this.integrations = new Map(stack.integrations.map((integration) => [integration.key, integration]));
  }

  /** Counts an event, as it was put on the bus or given to the caller. */
  add(key: string, envelope: Readonly<Record<string, unknown>>): void {
    const ids = this.counts.get(key) ?? new Map<string, number>();
    this.counts.set(key, ids);
    addTo(ids, this.idOf(key, JSON.stringify(envelope)));
  }

  /** Counts what is in the stores and the dead-letter queues, there. */
  async farSide(): Promise<FarSide> {
    const stored = await this.storedRows();
    const vendors: Record<string, FarSideCount> = {};
    for (const [key, sent] of this.counts) {
      const parked = new Map<string, number>();
      for (const body of this.stack.deadLetters(key)) {
        addTo(parked, this.idOf(key, body));
      }
      vendors[key] = countOf(sent, stored, parked);
    }
    const sentBy = (id: string) => [...this.counts.values()].reduce((sum, sent) => sum + (sent.get(id) ?? 0), 0);
    return {
      vendors,
      storedTwice: await this.storedTwice(sentBy),
      unknown: [...stored.keys()].filter((id) => sentBy(id) === 0),
    };
  }

  /** The id of the audit event that a message becomes, or that a caller's event is. */
  private idOf(key: string, body: string): string {
    const integration = this.integrations.get(key);
    if (integration?.path === undefined) {
      const { id, UID } = JSON.parse(body) as { readonly id?: string; readonly UID?: string };
      return id ?? UID ?? "";
    }
    return identify(integration, body)[0]?.id ?? body;
  }

  private get storeIds(): ReadonlySet<string> {
    return new Set(this.stack.integrations.flatMap(({ eventDataStoreId }) => eventDataStoreId ?? []));
  }

  /** The rows of every store, by their UID. */
  private async storedRows(): Promise<ReadonlyMap<string, number>> {
    const stored = new Map<string, number>();
    for (const id of this.storeIds) {
      const { rows } = await this.stack.sandbox.lake.query(
        `SELECT eventData.uid, count(*) FROM "${id}" GROUP BY eventData.uid`,
      );
      for (const [uid, count] of rows) {
        stored.set(String(uid), (stored.get(String(uid)) ?? 0) + Number(count));
      }
    }
    return stored;
  }

  private async storedTwice(sentBy: (id: string) => number): Promise<readonly StoredTwice[]> {
    const sql = savedQueries().find(({ name }) => name === "duplicates-by-uid")?.sql ?? "";
    const found: StoredTwice[] = [];
    for (const store of this.storeIds) {
      const { columns, rows } = await this.stack.sandbox.lake.query(fillIn(sql, { partner: store }));
      const [uid, copies] = [columns.indexOf("uid"), columns.indexOf("copies")];
      for (const row of rows) {
        const id = String(row[uid]);
        found.push({ id, rows: Number(row[copies]), sent: sentBy(id) });
      }
    }
    return found;
  }
}

function countOf(
  sent: ReadonlyMap<string, number>,
  stored: ReadonlyMap<string, number>,
  parked: ReadonlyMap<string, number>,
): FarSideCount {
  const total = { received: 0, ingested: 0, deduplicated: 0, rejected: 0, lost: 0 };
  for (const [id, count] of sent) {
    const rows = stored.get(id) ?? 0;
    // What was stored although its answer was lost may be parked when it is sent again: the message is in the queue.
    const rejected = Math.min(count, parked.get(id) ?? 0);
    const ingested = Math.min(count - rejected, rows);
    const others = count - rejected - ingested;
    total.received += count;
    total.rejected += rejected;
    total.ingested += ingested;
    total.deduplicated += rows > 0 ? others : 0;
    total.lost += rows > 0 ? 0 : others;
  }
  return total;
}

function addTo(counts: Map<string, number>, id: string): void {
  counts.set(id, (counts.get(id) ?? 0) + 1);
}
