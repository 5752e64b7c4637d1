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
  /** A further folder whose files it can read. @default none */
  readonly readable?: string;
  /** The time that `now()` and `current_timestamp` return, in milliseconds since 1970. @default `Date.now` */
  readonly now?: () => number;
}

/** The tables that a statement may reference. */
export type Tables = Pick<Surroundings, "columnsOf" | "unknownTable">;

/** A database that runs statements in Trino's SQL and can access only the files of its folder and of a readable folder. */
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

  /** Runs a statement in the database's own SQL. Rejects with a {@link QueryError}. */
  run(sql: string): Promise<DuckDBResultReader> {
    return this.isInterrupted
      ? Promise.reject(new QueryError("QueryFailed", "The database is stopped."))
      : this.connection.runAndReadAll(sql).catch(refuse);
  }

  /**
   * Cancels the running statement and refuses later ones. Wait for it before the process ends: the end of a process waits for its statements, and
   * a statement for the functions that this process runs for it.
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
  // As in Trino, NULL sorts last, both ascending and descending, and times are in UTC.
  "SET default_null_order = 'nulls_last'",
  "SET TimeZone = 'UTC'",
];

/** A plan shows every read of a file; no count is answered from statistics. */
const plainPlans = "SET disabled_optimizers = 'statistics_propagation'";

/**
 * Converts an error of DuckDB into one that fits CloudTrail Lake's documents. A translated statement is valid: a feature that the database lacks
 * is a limit of the sandbox.
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
