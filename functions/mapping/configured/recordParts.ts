import { changeAt } from "../../privacy/changeAt";
import type { Finder } from "../compiledMapping";
import type { Envelope } from "../envelope";
import { find, type Search } from "../fields";
import { isJsonObject, type JsonObject, type JsonValue } from "../values/json";

/** What one audit event is made of: a vendor's event, or an item of a list in it. */
export interface RecordPart {
  readonly item?: JsonValue;
  /** The item's place in the list. */
  readonly position?: number;
  /** What additionalEventData keeps the rest of. */
  readonly kept: JsonObject;
  /** Drift that was noticed before the part is mapped. */
  readonly unexpectedTypes: number;
}

/** The most audit events that a record becomes, so that a list of numbers cannot fill the memory. */
export const mostParts = 1_000;

/** The whole event as its only part. */
export function whole(detail: JsonObject, unexpectedTypes = 0): RecordPart {
  return { kept: detail, unexpectedTypes };
}

/**
 * Splits an event by the list that `forEach` finds. Without an item in it the event is one part, which is drift.
 *
 * Each part keeps its own item, in the list's place, and not its neighbours; where an expression makes the list, all of the event.
 */
export function partsOf(forEach: Finder, detail: JsonObject, envelope: Envelope): readonly RecordPart[] {
  const search: Search = { detail, envelope, unexpectedTypes: 0 };
  const list = find(search, forEach);
  if (!Array.isArray(list) || list.length === 0) {
    return [whole(detail, 1)];
  }
  return list.slice(0, mostParts + 1).map((item: JsonValue, position) => ({
    item,
    position,
    kept: typeof forEach === "function" ? detail : withOnly(item, forEach, detail),
    unexpectedTypes: 0,
  }));
}

function withOnly(item: JsonValue, path: readonly string[], detail: JsonObject): JsonObject {
  const kept = changeAt(detail, path, () => [item]);
  return isJsonObject(kept) ? kept : detail;
}
