import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "../../../functions/mapping/json";

/** Events that a saved query answers from, with its answer, and events that it has no answer from. */
export interface Example {
  readonly partner?: readonly JsonObject[];
  readonly aws?: readonly JsonObject[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** Events that the query has no answer from. */
  readonly silent: { readonly partner?: readonly JsonObject[]; readonly aws?: readonly JsonObject[] };
}

/** An example per saved query, by its name. */
export const examples: Readonly<Record<string, Example>> = JSON.parse(
  readFileSync(join(__dirname, "examples.json"), "utf8"),
);
