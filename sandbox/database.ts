import { DuckDBInstance } from "@duckdb/node-api";

/**
 * Opens a database for queries that somebody else has written: no query reaches another file, the network or the environment. Lock it once it
 * is set up.
 *
 * @param file where its tables lie; `:memory:` keeps them in memory
 */
export function openDatabase(file: string): Promise<DuckDBInstance> {
  return DuckDBInstance.create(file, {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    enable_external_access: "false",
    memory_limit: memoryLimit,
  });
}

/** The statement after which nobody changes the database's configuration any more. */
export const lockStatement = "SET lock_configuration = true";

/** The message of an error of native code, which is no instance of every realm's Error: it is asked for its message alone. */
export function databaseMessage(error: unknown): string {
  const isObject = typeof error === "object" && error !== null;
  return isObject && "message" in error ? String(error.message) : String(error);
}

/** What the database may hold in memory; the rest lies in its file. */
const memoryLimit = "512MB";
