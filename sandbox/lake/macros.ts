import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The beginning of every macro's name. No function that a query may call begins so. */
export const macroPrefix = "trino_";

/** The statements of macros.sql, which make the macros in a database. */
export const macroStatements = readFileSync(join(__dirname, "macros.sql"), "utf8");

/** The Trino functions that a macro stands for, by their own names. */
export const macroNames: ReadonlySet<string> = new Set(
  Array.from(macroStatements.matchAll(/^CREATE MACRO trino_(\w+)/gm), ([, name = ""]) => name),
);
