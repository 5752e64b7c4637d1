import { join } from "node:path";
import type { DuckDBConnection, DuckDBInstance, DuckDBResultReader } from "@duckdb/node-api";
import type { JsonObject } from "../../functions/mapping/values/json";
import { databaseMessage, lockStatement, openDatabase } from "../database";
import { type TemporaryFolder, temporaryFolder } from "../temporaryFolder";
import { macroPrefix, macroStatements } from "./functions";
import { timestampText } from "./results";
import { invalidStatement, QueryError, readStatement } from "./statement";
import { playTree, type Surroundings } from "./syntaxTree";

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
  private constructor(
    private readonly folder: TemporaryFolder,
    private readonly instance: DuckDBInstance,
    readonly connection: DuckDBConnection,
    private readonly now: () => number,
  ) {}

  static async open({ readable, now = Date.now }: EngineOptions): Promise<Engine> {
    const folder = temporaryFolder("lake");
    const instance = await openDatabase(join(folder.path, "lake.db"), readable);
    const connection = await instance.connect();
    const plans = readable === undefined ? [] : [plainPlans];
    await connection.run([...setUp, ...plans, macroStatements, lockStatement].join(";\n"));
    return new Engine(folder, instance, connection, now);
  }

  /** Translates a statement to the database's own SQL. Rejects with a {@link QueryError}. */
  async translate(statement: string, tables: Tables): Promise<string> {
    const tree = await this.ask("SELECT json_serialize_sql($1::VARCHAR)", readStatement(statement));
    const parsed = JSON.parse(tree) as JsonObject;
    if (parsed.error === true) throw invalidStatement(String(parsed.error_message));
    const now = timestampText(BigInt(Math.trunc(this.now())) * 1000n);
    return this.ask("SELECT json_deserialize_sql($1::JSON)", JSON.stringify(playTree(parsed, { ...tables, now })));
  }

  /** Runs a statement of the database's own SQL. Rejects with a {@link QueryError}. */
  run(text: string): Promise<DuckDBResultReader> {
    return this.connection.runAndReadAll(text).catch(refuse);
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
    this.folder.remove();
  }

  private async ask(question: string, parameter: string): Promise<string> {
    const reader = await this.connection.runAndReadAll(question, [parameter]).catch(refuse);
    return String(reader.getRows()[0]?.[0]);
  }
}

const setUp = [
  // As in Trino: whole numbers divide to whole numbers, NULL sorts last in both directions, times are in UTC.
  "SET integer_division = true",
  "SET default_null_order = 'nulls_last'",
  "SET TimeZone = 'UTC'",
];

/** A plan shows every read of a file: no count is answered from statistics instead. */
const plainPlans = "SET disabled_optimizers = 'statistics_propagation'";

/** Turns an error of DuckDB's into one that a reader of CloudTrail Lake's documents knows. */
function refuse(error: unknown): never {
  const message = databaseMessage(error);
  const [, kind = "", text = message] = /^(\w[\w ]*) Error: ([^\n]*)/.exec(message) ?? [];
  const isMistake = ["Parser", "Binder", "Catalog"].includes(kind);
  throw new QueryError(isMistake ? "InvalidQueryStatementException" : "QueryFailed", text.replaceAll(macroPrefix, ""));
}
