import type { JsonObject } from "../../../functions/mapping/values/json";
import { readJson } from "../../support/readJson";

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
export const examples = readJson<Readonly<Record<string, Example>>>(__dirname, "examples.json");
