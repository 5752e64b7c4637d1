import { changeAt } from "../../privacy/changeAt";
import type { Finder } from "../compiledMapping";
import type { Envelope } from "../envelope";
import { find, type Search } from "../fields";
import { isJsonObject, type JsonObject, type JsonValue } from "../values/json";

/** The source of one audit event: a vendor's event, or an item of a list in it. */
export interface RecordPart {
  readonly item?: JsonValue;
  /** The item's index in the list. */
  readonly position?: number;
  /** The object whose remaining fields additionalEventData keeps. */
  readonly kept: JsonObject;
  /** Drift counted before the part is mapped. */
  readonly unexpectedTypes: number;
}

/** Maximum number of audit events per record, so that a list of numbers cannot fill the memory. */
export const mostParts = 1_000;

/** Returns the whole event as its only part. */
export function whole(detail: JsonObject, unexpectedTypes = 0): RecordPart {
  return { kept: detail, unexpectedTypes };
}

/**
 * Splits an event by the list that `forEach` finds. Without items the event is one part, which counts as drift.
 *
 * Each part keeps its own item in place of the list; if an expression builds the list, it keeps the whole event.
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
