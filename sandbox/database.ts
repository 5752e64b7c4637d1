import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { type TemporaryFolder, temporaryFolder } from "./temporaryFolder";

/** A database in its own temporary folder, which holds its tables and the intermediate results of large queries. */
export class Database {
  private constructor(
    private readonly folder: TemporaryFolder,
    private readonly instance: DuckDBInstance,
  ) {}

  /**
   * Opens a database for untrusted queries, which cannot access other files, the network or the environment. Lock it after its set-up.
   * @param purpose a word for the folder's name
   * @param readable a folder whose files they may read. @default none
   */
  static async open(purpose: string, readable?: string): Promise<Database> {
    const folder = temporaryFolder(purpose);
    const instance = await DuckDBInstance.create(":memory:", {
      ...settings,
      temp_directory: join(folder.path, "spilled"),
    });
    const connection = await instance.connect();
    const file = join(folder.path, "tables.db").replaceAll("'", "''");
    await connection.run(`ATTACH '${file}' AS tables (ROW_GROUP_SIZE ${rowGroupSize})`);
    const allowed = readable === undefined ? "" : `SET allowed_directories = ['${readable.replaceAll("'", "''")}'];`;
    // The file is removed with the database.
    await connection.run(`PRAGMA disable_checkpoint_on_shutdown; ${allowed} SET enable_external_access = false`);
    connection.closeSync();
    return new Database(folder, instance);
  }

  async connect(): Promise<DuckDBConnection> {
    const connection = await this.instance.connect();
    await connection.run("USE tables");
    return connection;
  }

  close(): void {
    this.instance.closeSync();
    this.folder.remove();
  }
}

/** Prevents later changes of the database's configuration. */
export const lockStatement = "SET lock_configuration = true";

/** Returns the message of an error of native code, which may not be an instance of Error here. */
export function databaseMessage(error: unknown): string {
  const isObject = typeof error === "object" && error !== null;
  return isObject && "message" in error ? String(error.message) : String(error);
}

/** Rows that are compressed together, in memory outside any limit; a multiple of 2,048. DuckDB's default is 122,880. */
const rowGroupSize = 16_384;

/** Source: DuckDB documentation, "Configuration Reference". */
const settings: Readonly<Record<string, string>> = {
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
  // The rest is in its file.
  memory_limit: "128MB",
  // Each thread needs its own memory, so a machine with many cores must not start more threads.
  threads: "2",
  // Freed memory returns to the system at once instead of staying with the process.
  allocator_flush_threshold: "8MB",
  allocator_bulk_deallocation_flush_threshold: "8MB",
};
