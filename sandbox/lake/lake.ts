import type { DuckDBAppender } from "@duckdb/node-api";
import { createMutex } from "../mutex";
import { Engine, type EngineOptions, type Tables } from "./engine";
import type { LakeRecord } from "./record";
import { type QueryResult, readResult } from "./results";
import { recordColumn, rowsOfRecords, type StoreKind } from "./schema";
import { QueryError, quoteIdentifier, storeId } from "./statement";
import { tableFields } from "./tableFields";

export interface EventDataStore {
  /** The UUID at the end of the store's ARN, which is the store's name in a query. */
  readonly id: string;
  readonly name: string;
  readonly kind: StoreKind;
}

export type LakeOptions = Pick<EngineOptions, "now">;

interface FilledStore extends EventDataStore {
  readonly pending: LakeRecord[];
}

/** Records that are collected before they are written to the database together. */
const recordsPerWrite = 4_096;

/** CloudTrail Lake on one machine: event data stores, and queries in its SQL, which can access only the lake's temporary file. */
export class Lake {
  readonly #stores = new Map<string, FilledStore>();
  readonly #exclusively = createMutex();
  #failure: unknown;

  private constructor(private readonly engine: Engine) {}

  static async open(options: LakeOptions = {}): Promise<Lake> {
    const engine = await Engine.open(options);
    await engine.connection.run(makeStaging);
    return new Lake(engine);
  }

  async createStore(store: EventDataStore): Promise<void> {
    const id = store.id.toLowerCase();
    if (!new RegExp(`^${storeId.source}$`).test(id)) {
      throw new Error(`The id of event data store '${store.name}' is not a UUID: ${store.id}`);
    }
    if (this.#stores.has(id)) throw new Error(`There is an event data store ${store.id} already.`);
    this.#stores.set(id, { ...store, pending: [] });
    await this.#exclusively(async () => {
      await this.engine.connection.run(
        `CREATE TABLE ${quoteIdentifier(id)} AS ${rowsOfRecords(store.kind, stagingTable)} LIMIT 0`,
      );
    });
  }

  /** Puts a record into a store. It is written together with others later, at the latest before the next query. */
  ingest(id: string, record: LakeRecord): void {
    const store = this.#stores.get(id.toLowerCase());
    if (store === undefined) throw this.#unknownTable(id);
    store.pending.push(record);
    if (store.pending.length >= recordsPerWrite) void this.#exclusively(() => this.#write(store));
  }

  /** Answers a query on all events ingested so far. Rejects with a {@link QueryError}. */
  query(statement: string): Promise<QueryResult> {
    return this.#exclusively(async () => {
      for (const store of this.#stores.values()) await this.#write(store);
      if (this.#failure !== undefined) throw this.#failure;
      const { sql, columns } = this.engine.translate(statement, this.#tables);
      return readResult(await this.engine.run(sql), columns);
    });
  }

  /** Waits for the current writes, so at most a few are in progress. Rejects if events could not be written, for example to a full disk. */
  async written(): Promise<void> {
    await this.#exclusively(async () => undefined);
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Cancels the running query and refuses later ones. */
  async interrupt(): Promise<void> {
    this.engine.interrupt();
    await this.#exclusively(async () => undefined);
  }

  async close(): Promise<void> {
    await this.#exclusively(async () => undefined);
    this.engine.close();
  }

  /** Writes the pending records. A failure here is a fault of the sandbox, which every later query reports. */
  async #write(store: FilledStore): Promise<void> {
    try {
      while (store.pending.length > 0 && this.#failure === undefined) {
        await this.#writeTogether(store, store.pending.splice(0, recordsPerWrite));
      }
    } catch (failure) {
      this.#failure = failure;
    }
  }

  async #writeTogether(store: EventDataStore, records: readonly LakeRecord[]): Promise<void> {
    append(await this.engine.connection.createAppender(stagingTable, "main", "temp"), records);
    const table = quoteIdentifier(store.id.toLowerCase());
    await this.engine.connection.run(`INSERT INTO ${table} ${rowsOfRecords(store.kind, stagingTable)}`);
    // A truncated table keeps its memory.
    await this.engine.connection.run(makeStaging);
  }

  readonly #tables: Tables = {
    columnsOf: (table, qualifiers) => {
      const store = qualifiers.length === 0 ? this.#stores.get(table.toLowerCase()) : undefined;
      return store && tableFields(store.kind);
    },
    unknownTable: (name) => this.#unknownTable(name),
  };

  #unknownTable(name: string): QueryError {
    const stores = [...this.#stores.values()];
    const named = stores.filter((store) => store.name.toLowerCase() === name.toLowerCase());
    if (named.length > 0) {
      const ids = named.map((store) => `FROM "${store.id}"`).join(" or ");
      return notFound(`'${name}' is the name of an event data store. A query names a store by its id: ${ids}.`);
    }
    const known = stores.map((store) => `${store.id} (${store.name})`).join(", ");
    return notFound(`There is no event data store '${name}'. There ${known === "" ? "are none" : `is: ${known}`}.`);
  }
}

const stagingTable = "staged";

const makeStaging = `CREATE OR REPLACE TEMP TABLE ${stagingTable} (${recordColumn} VARCHAR)`;

function append(appender: DuckDBAppender, records: readonly LakeRecord[]): void {
  for (const record of records) {
    appender.appendVarchar(record.eventJson);
    appender.endRow();
  }
  appender.closeSync();
}

function notFound(message: string): QueryError {
  return new QueryError("EventDataStoreNotFoundException", message);
}
