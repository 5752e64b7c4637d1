import { join } from "node:path";
import type { DuckDBAppender, DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { JsonObject } from "../../functions/mapping/values/json";
import { databaseMessage, lockStatement, openDatabase } from "../database";
import { type TemporaryFolder, temporaryFolder } from "../temporaryFolder";
import { createTurns } from "../turns";
import { macroPrefix, macroStatements } from "./functions";
import { columnNames, type LakeRecord, recordColumn, rowsOfRecords, type StoreKind } from "./record";
import { type QueryResult, readResult, timestampText } from "./results";
import { invalidStatement, QueryError, quoteIdentifier, readStatement, storeId } from "./statement";
import { playTree } from "./syntaxTree";

export interface EventDataStore {
  /** The UUID that ends the store's ARN. A query names the store by it. */
  readonly id: string;
  readonly name: string;
  readonly kind: StoreKind;
}

export interface LakeOptions {
  /** The time that `now()` and `current_timestamp` give, in milliseconds since 1970. @default `Date.now` */
  readonly now?: () => number;
}

interface FilledStore extends EventDataStore {
  readonly pending: LakeRecord[];
}

/** Records that are collected before they are written into the database together. */
const recordsPerWrite = 4_096;

/** CloudTrail Lake on one machine: event data stores, and queries in its SQL, which reach nothing but the lake's temporary file. */
export class Lake {
  readonly #stores = new Map<string, FilledStore>();
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #now: () => number;
  readonly #inTurn = createTurns();
  #failure: unknown;

  private constructor(
    private readonly folder: TemporaryFolder,
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    options: LakeOptions,
  ) {
    this.#instance = instance;
    this.#connection = connection;
    this.#now = options.now ?? Date.now;
  }

  static async open(options: LakeOptions = {}): Promise<Lake> {
    const folder = temporaryFolder("lake");
    const instance = await openDatabase(join(folder.path, "lake.db"));
    const connection = await instance.connect();
    await connection.run([...setUp, macroStatements, lockStatement].join(";\n"));
    return new Lake(folder, instance, connection, options);
  }

  async createStore(store: EventDataStore): Promise<void> {
    const id = store.id.toLowerCase();
    if (!new RegExp(`^${storeId.source}$`).test(id)) {
      throw new Error(`The id of event data store '${store.name}' is no UUID: ${store.id}`);
    }
    if (this.#stores.has(id)) throw new Error(`There is an event data store ${store.id} already.`);
    this.#stores.set(id, { ...store, pending: [] });
    await this.#inTurn(async () => {
      await this.#connection.run(
        `CREATE TABLE ${quoteIdentifier(id)} AS ${rowsOfRecords(store.kind, stagingTable)} LIMIT 0`,
      );
    });
  }

  /** Puts a record into a store. It is written with others later, before the next query at the latest. */
  ingest(id: string, record: LakeRecord): void {
    const store = this.#stores.get(id.toLowerCase());
    if (store === undefined) throw this.#unknownTable(id);
    store.pending.push(record);
    if (store.pending.length >= recordsPerWrite) void this.#inTurn(() => this.#write(store));
  }

  /** Answers a query on everything that has been ingested before. Rejects with a {@link QueryError}. */
  query(statement: string): Promise<QueryResult> {
    return this.#inTurn(async () => {
      for (const store of this.#stores.values()) await this.#write(store);
      if (this.#failure !== undefined) throw this.#failure;
      const text = await this.#translate(readStatement(statement));
      return readResult(await this.#connection.runAndReadAll(text).catch(refuse));
    });
  }

  async close(): Promise<void> {
    await this.#inTurn(async () => undefined);
    this.#connection.closeSync();
    this.#instance.closeSync();
    this.folder.remove();
  }

  /** Writes what is pending. A failure here is a fault of the sandbox's, which every later query reports. */
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
    append(await this.#connection.createAppender(stagingTable, "main", "temp"), records);
    const table = quoteIdentifier(store.id.toLowerCase());
    await this.#connection.run(`INSERT INTO ${table} ${rowsOfRecords(store.kind, stagingTable)}`);
    await this.#connection.run(`TRUNCATE ${stagingTable}`);
  }

  async #translate(text: string): Promise<string> {
    const tree = await this.#ask("SELECT json_serialize_sql($1::VARCHAR)", text);
    const parsed = JSON.parse(tree) as JsonObject;
    if (parsed.error === true) throw invalidStatement(String(parsed.error_message));
    const played = playTree(parsed, {
      columnsOf: (table) => {
        const store = this.#stores.get(table.toLowerCase());
        return store && columnNames(store.kind);
      },
      unknownTable: (name) => this.#unknownTable(name),
      now: timestampText(BigInt(Math.trunc(this.#now())) * 1000n),
    });
    return this.#ask("SELECT json_deserialize_sql($1::JSON)", JSON.stringify(played));
  }

  async #ask(question: string, parameter: string): Promise<string> {
    const reader = await this.#connection.runAndReadAll(question, [parameter]).catch(refuse);
    return String(reader.getRows()[0]?.[0]);
  }

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

const setUp = [
  // As in Trino: whole numbers divide to whole numbers, NULL sorts last in both directions, times are in UTC.
  "SET integer_division = true",
  "SET default_null_order = 'nulls_last'",
  "SET TimeZone = 'UTC'",
  `CREATE TEMP TABLE ${stagingTable} (${recordColumn} VARCHAR)`,
];

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

/** Turns an error of DuckDB's into one that a reader of CloudTrail Lake's documents knows. */
function refuse(error: unknown): never {
  const message = databaseMessage(error);
  const [, kind = "", text = message] = /^(\w[\w ]*) Error: ([^\n]*)/.exec(message) ?? [];
  const isMistake = ["Parser", "Binder", "Catalog"].includes(kind);
  throw new QueryError(isMistake ? "InvalidQueryStatementException" : "QueryFailed", text.replaceAll(macroPrefix, ""));
}
