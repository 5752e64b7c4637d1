import { envelopeOf } from "../../../functions/mapping/envelope";
import { type MappedEvent, mapEvents } from "../../../functions/mapping/mapping";
import { type JsonObject, type JsonValue, pathOf, textAt } from "../../../functions/mapping/values/json";
import { findVendor } from "../../../functions/vendors";
import type { Vendor } from "../../../functions/vendors/vendor";

/** Differences of a copy of a vendor's event from the original. */
export interface Change {
  /** Milliseconds by which the copy happens later. */
  readonly shift: number;
  readonly newId: (id: string) => string;
  /** Returns the new value of a leaf that is neither a time nor an id. */
  readonly rename: (leaf: JsonValue) => JsonValue;
}

/** Copies a vendor's event with other times, ids and names, at the places where the vendor's mapping reads its time and its id. */
export function changed(vendor: string, event: JsonObject, { shift, newId, rename }: Change): JsonObject {
  const { id, eventTime } = mappingOf(vendor);
  return withLeaves(event, "", (leaf, path) => {
    if (eventTime.from.includes(path)) {
      return later(leaf, shift);
    }
    return id.from.includes(path) ? newId(String(leaf)) : rename(leaf);
  });
}

/** Returns the event's own time, in milliseconds since 1970. @throws Error if it has none */
export function timeOf(vendor: string, event: JsonObject): number {
  const times = mappingOf(vendor).eventTime.from.map((path) => textAt(event, pathOf(path)));
  const text = times.find((time) => time !== undefined) ?? "";
  const time = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isNaN(time)) {
    throw new Error(`An event of ${vendor} has no time of its own: ${JSON.stringify(event)}`);
  }
  return time;
}

/**
 * Maps a vendor's event like the integration of the vendor's name. @throws Error for an event without exactly one audit
 * event
 */
export function auditEventOf(vendor: string, event: JsonObject): MappedEvent {
  const settings = { integration: vendor, vendor, recipientAccountId: "123456789012" };
  const [result, ...others] = mapEvents(envelopeOf(event), settings);
  if (result === undefined || result.status === "rejected" || others.length > 0) {
    throw new Error(`An event of ${vendor} becomes no audit event, or several: ${JSON.stringify(event)}`);
  }
  return result;
}

function mappingOf(vendor: string): Vendor["mapping"] {
  const found = findVendor(vendor);
  if (found === undefined) {
    throw new Error(`There is no vendor ${vendor}.`);
  }
  return found.mapping;
}

type ChangeLeaf = (leaf: JsonValue, path: string) => JsonValue;

function withLeaves(object: JsonObject, prefix: string, change: ChangeLeaf): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, withLeavesOf(value, `${prefix}${key}`, change)]),
  );
}

function withLeavesOf(value: JsonValue, path: string, change: ChangeLeaf): JsonValue {
  if (typeof value !== "object" || value === null) {
    return change(value, path);
  }
  return Array.isArray(value)
    ? value.map((one: JsonValue, index) => withLeavesOf(one, `${path}.${index}`, change))
    : withLeaves(value as JsonObject, `${path}.`, change);
}

/**
 * Shifts a time and keeps its form: milliseconds since 1970, `2026-11-02T09:00:00.537Z` or `2026-11-02 09:00:00 UTC`.
 */
function later(time: JsonValue, shift: number): JsonValue {
  if (typeof time === "number") {
    return time + shift;
  }
  const moved = new Date(Date.parse(String(time)) + shift).toISOString();
  return String(time).endsWith(" UTC") ? `${moved.slice(0, 19).replace("T", " ")} UTC` : moved;
}
