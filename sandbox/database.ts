import { DuckDBInstance } from "@duckdb/node-api";

/**
 * Opens a database for untrusted queries: they reach no other file, network or environment. Lock it once it is set up.
 * @param file path of its tables; `:memory:` keeps them in memory
 * @param readable a folder whose files they may read. @default none
 */
export async function openDatabase(file: string, readable?: string): Promise<DuckDBInstance> {
  const instance = await DuckDBInstance.create(file, {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    memory_limit: memoryLimit,
  });
  const connection = await instance.connect();
  const allowed = readable === undefined ? "" : `SET allowed_directories = ['${readable.replaceAll("'", "''")}'];`;
  // The file is removed with the database.
  await connection.run(`PRAGMA disable_checkpoint_on_shutdown; ${allowed} SET enable_external_access = false`);
  connection.closeSync();
  return instance;
}

/** Prevents later changes of the database's configuration. */
export const lockStatement = "SET lock_configuration = true";

/** The message of an error of native code, which may be no instance of Error here. */
export function databaseMessage(error: unknown): string {
  const isObject = typeof error === "object" && error !== null;
  return isObject && "message" in error ? String(error.message) : String(error);
}

/** Memory of the database; the rest is in its file. */
const memoryLimit = "512MB";
