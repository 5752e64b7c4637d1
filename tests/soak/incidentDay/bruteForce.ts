import type { CompiledRule } from "../../../functions/detector/compiledRule";
import { correlate } from "../../../functions/detector/correlate";
import type { JsonObject } from "../../../functions/mapping/values/json";
import { EventStore } from "../../../sandbox/detections/eventStore";
import { type MatchedRow, matchedRows } from "../../../sandbox/detections/runRule";
import { auditEventOf } from "./vendorEvent";

/** A rule's events and, if it counts, their bursts. */
export interface Matches {
  readonly rule: CompiledRule;
  readonly bursts: readonly (readonly MatchedRow[])[];
}

/** Puts events of a vendor into one store, and runs its rules over all of it, each with its own query. */
export async function matchesOf(
  vendor: string,
  rules: readonly CompiledRule[],
  events: readonly JsonObject[],
): Promise<readonly Matches[]> {
  const store = await EventStore.open();
  try {
    for (const event of events) {
      store.add(auditEventOf(vendor, event), 0);
    }
    const found: Matches[] = [];
    for (const rule of rules) {
      const rows = await matchedRows(rule, store);
      const bursts =
        rule.correlation === undefined
          ? rows.map((row) => [row])
          : correlate(rows, rule.correlation).map((burst) => burst.rows);
      found.push({ rule, bursts });
    }
    return found;
  } finally {
    await store.close();
  }
}
