import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection, DuckDBResultReader } from "@duckdb/node-api";
import { Database, databaseMessage, lockStatement } from "../database";
import type { AnalyzedQuery, Surroundings } from "./analysis/scope";
import { translate } from "./analysis/translate";
import { notSupported, QueryError } from "./statement";
import { addValueFunctions, functionPrefix } from "./values/valueFunction";
import { valueFunctions } from "./values/valueFunctions";

export interface EngineOptions {
  /** A folder besides its own whose files it reads. @default none */
  readonly readable?: string;
  /** The time that `now()` and `current_timestamp` give, in milliseconds since 1970. @default `Date.now` */
  readonly now?: () => number;
}

/** The tables that a statement may name. */
export type Tables = Pick<Surroundings, "columnsOf" | "unknownTable">;

/** A database that answers statements in Trino's SQL, and reaches no file but those of its folder and of a readable one. */
export class Engine {
  private isInterrupted = false;

  private constructor(
    private readonly database: Database,
    readonly connection: DuckDBConnection,
    private readonly now: () => number,
  ) {}

  static async open({ readable, now = Date.now }: EngineOptions = {}): Promise<Engine> {
    const database = await Database.open("lake", readable);
    const connection = await database.connect();
    addValueFunctions(connection, valueFunctions);
    const plans = readable === undefined ? [] : [plainPlans];
    const macros = readFileSync(join(__dirname, "macros.sql"), "utf8");
    await connection.run([...setUp, ...plans, macros, lockStatement].join(";\n"));
    return new Engine(database, connection, now);
  }

  /** Translates a statement to the database's own SQL, with the types of its columns. @throws QueryError */
  translate(statement: string, tables: Tables): AnalyzedQuery {
    return translate(statement, { ...tables, now: this.now() });
  }

  /** Runs a statement of the database's own SQL. Rejects with a {@link QueryError}. */
  run(sql: string): Promise<DuckDBResultReader> {
    return this.isInterrupted
      ? Promise.reject(new QueryError("QueryFailed", "The database is stopped."))
      : this.connection.runAndReadAll(sql).catch(refuse);
  }

  /**
   * Ends the statement under way and refuses later ones. Let it end before the process does: the end of a process waits for its statements, and a
   * statement for the functions that this process runs for it.
   */
  interrupt(): void {
    this.isInterrupted = true;
    this.connection.interrupt();
  }

  close(): void {
    this.connection.closeSync();
    this.database.close();
  }
}

const setUp = [
  // As in Trino: NULL sorts last in both directions, times are in UTC.
  "SET default_null_order = 'nulls_last'",
  "SET TimeZone = 'UTC'",
];

/** A plan shows every read of a file: no count is answered from statistics instead. */
const plainPlans = "SET disabled_optimizers = 'statistics_propagation'";

/**
 * Turns an error of DuckDB's into one that a reader of CloudTrail Lake's documents knows. A statement that was translated is valid: what the
 * database does not know of it is a limit of the sandbox's.
 */
function refuse(error: unknown): never {
  const message = databaseMessage(error);
  const [, kind = "", text = message] = /^(\w[\w ]*) Error: ([^\n]*)/.exec(message) ?? [];
  const readable = text.replaceAll(functionPrefix, "");
  if (["Parser", "Binder", "Catalog", "Not implemented", "INTERNAL"].includes(kind)) {
    throw notSupported(`This query (${readable})`);
  }
  throw new QueryError("QueryFailed", readable);
}
