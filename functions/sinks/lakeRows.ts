import { toUSVString } from "node:util";
import type { AuditEventEntry } from "../mapping/auditEvent";
import { isJsonObject, type JsonValue } from "../mapping/values/json";
import { type LakeColumnType, type LakeFields, lakeColumns } from "./lakeColumns";

/** A row of the lake: the value of each column, by the column's name in lower case. */
export type LakeRow = LakeValue & { readonly [column: string]: LakeValue };

/** A text, milliseconds since 1970, the entries of a map, or the fields of a row. */
export type LakeValue = string | bigint | null | readonly MapEntry[] | { readonly [field: string]: LakeValue };

interface MapEntry {
  readonly key: string;
  readonly value: string | null;
}

/** The columns of a row that are not the event's own. */
export interface LakePlace {
  readonly region: string;
  /** When the events are stored, in milliseconds since 1970. */
  readonly storedAt: number;
}

/** An event that no row can hold, with the reason, which holds nothing of the event. */
export interface Unwritable {
  readonly entry: AuditEventEntry;
  readonly reason: string;
}

export interface LakeRows {
  readonly entries: readonly AuditEventEntry[];
  /** One for each of `entries`. */
  readonly rows: readonly LakeRow[];
  readonly unwritable: readonly Unwritable[];
}

/**
 * Makes rows of audit events, with every value in the type of its column, so that one odd value never costs a whole object. A value in a
 * text's place is its JSON, a missing one is null, and half a surrogate pair is U+FFFD as UTF-8 would have it. What nothing can be made of
 * without a loss is unwritable: content that is no JSON object, or has another thing in an object's place or no time.
 */
export function lakeRows(entries: readonly AuditEventEntry[], place: LakePlace): LakeRows {
  const written: AuditEventEntry[] = [];
  const rows: LakeRow[] = [];
  const unwritable: Unwritable[] = [];
  const surroundings = surroundingsOf(place);
  for (const entry of entries) {
    try {
      rows.push(rowOf(entry, surroundings));
      written.push(entry);
    } catch (error) {
      const reason = error instanceof MisfitError ? error.message : "The event's content cannot be read as JSON.";
      unwritable.push({ entry, reason });
    }
  }
  return { entries: written, rows, unwritable };
}

/**
 * The columns around an event, as CloudTrail Lake fills them but for its channel, which there is none of. No event is delayed, so there is
 * no addendum. The page gives no version; 1.0 is its example's.
 * Source: AWS CloudTrail User Guide, CloudTrail Lake integrations event schema.
 */
function surroundingsOf({ region, storedAt }: LakePlace) {
  return {
    eventVersion: "1.0",
    eventCategory: "ActivityAuditLog",
    eventType: "ActivityLog",
    awsRegion: region,
    metadata: { ingestionTime: `${new Date(storedAt).toISOString().slice(0, 19)}Z` },
  };
}

function rowOf({ id, eventData }: AuditEventEntry, surroundings: ReturnType<typeof surroundingsOf>): LakeRow {
  const event: JsonValue = JSON.parse(eventData);
  if (!isJsonObject(event)) {
    throw new MisfitError("The event's content is not a JSON object.");
  }
  const { eventTime = null, recipientAccountId = null } = event;
  return readRow({ ...surroundings, eventID: id, eventTime, recipientAccountId, eventData: event }, "the event");
}

/** A value that does not fit its column. */
class MisfitError extends Error {}

/** Gives a column's value for a value of JSON at `path`, which the reason names. @throws MisfitError */
type Reader<Value> = (value: JsonValue | undefined, path: string) => Value;

const readRow = fieldsReader(lakeColumns) as Reader<LakeRow>;

function readerOf(type: LakeColumnType): Reader<LakeValue> {
  switch (type) {
    case "text":
      return readText;
    case "time":
      return readTime;
    case "texts":
      return readTexts;
    default: {
      const read = fieldsReader(type);
      return (value, path) => (value === undefined || value === null ? null : read(value, path));
    }
  }
}

function fieldsReader(fields: LakeFields): Reader<Record<string, LakeValue>> {
  const columns = Object.entries(fields).map(([name, type]) => [name, name.toLowerCase(), readerOf(type)] as const);
  return (value, path) => {
    if (!isJsonObject(value)) {
      throw new MisfitError(`The event's ${path} is not a JSON object.`);
    }
    const row: Record<string, LakeValue> = {};
    for (const [name, column, read] of columns) {
      row[column] = read(Object.hasOwn(value, name) ? value[name] : undefined, name);
    }
    return row;
  };
}

function readText(value: JsonValue | undefined): string | null {
  if (typeof value === "string") {
    return toUSVString(value);
  }
  return value === undefined || value === null ? null : toUSVString(JSON.stringify(value));
}

function readTime(value: JsonValue | undefined, path: string): bigint {
  const time = typeof value === "string" && timePattern.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new MisfitError(`The event's ${path} is no time of the form yyyy-MM-ddTHH:mm:ssZ.`);
  }
  return BigInt(time);
}

const timePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

function readTexts(value: JsonValue | undefined, path: string): readonly MapEntry[] | null {
  if (value === undefined || value === null) {
    return null;
  }
  if (!isJsonObject(value)) {
    throw new MisfitError(`The event's ${path} is not a JSON object.`);
  }
  const entries: MapEntry[] = [];
  let isWellFormed = true;
  for (const name in value) {
    const key = toUSVString(name);
    isWellFormed &&= key === name;
    entries.push({ key, value: readText(value[name]) });
  }
  // A map has no key twice, and several malformed keys may become one.
  return isWellFormed ? entries : [...new Map(entries.map((entry) => [entry.key, entry])).values()];
}
