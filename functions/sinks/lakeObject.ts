import { hash } from "node:crypto";
import type { AuditEventEntry } from "../mapping/auditEvent";
import { isJsonObject, type JsonObject, type JsonValue } from "../mapping/values/json";
import { lakeColumns } from "./lakeColumns";
import { parquetFile } from "./parquetFile";
import { MisfitError, ParquetTable } from "./parquetTable";

/** An object of the lake, ready to be stored. */
export interface LakeObject {
  readonly key: string;
  readonly body: Uint8Array;
  /** Base64 of the SHA-256 digest of `body`. */
  readonly checksum: string;
}

/** The object for some events. */
export interface WrittenEvents {
  /** Undefined if no event can be written. */
  readonly object: LakeObject | undefined;
  /** The events that are in the object. */
  readonly written: readonly AuditEventEntry[];
  readonly unwritable: readonly Unwritable[];
}

/** An event that does not fit into a row, with the reason, which contains no part of the event. */
export interface Unwritable {
  readonly entry: AuditEventEntry;
  readonly reason: string;
}

/** The origin of the events in a lake. */
export interface LakePlace {
  readonly integration: string;
  readonly region: string;
}

/** Creates the Parquet object for events stored at `storedAt`, in milliseconds since 1970, in the partition of that day (UTC). */
export type WriteEvents = (entries: readonly AuditEventEntry[], storedAt: number) => WrittenEvents;

/**
 * Creates a function that writes events as Parquet objects. Events that cannot be written without loss are left out: those whose content is
 * not a JSON object, has a non-object in place of an object, or has no time.
 */
export function lakeObjects({ integration, region }: LakePlace): WriteEvents {
  const table = new ParquetTable(lakeColumns);
  return (entries, storedAt) => {
    const written: AuditEventEntry[] = [];
    const unwritable: Unwritable[] = [];
    const around = surroundings(region, storedAt);
    try {
      for (const entry of entries) {
        try {
          table.add(rowOf(entry, around));
          written.push(entry);
        } catch (error) {
          unwritable.push({ entry, reason: reasonOf(error) });
        }
      }
      return { object: written.length === 0 ? undefined : objectOf(written), written, unwritable };
    } finally {
      table.clear();
    }

    function objectOf(stored: readonly AuditEventEntry[]): LakeObject {
      const body = parquetFile(table, "eventid");
      return { key: keyOf(integration, storedAt, stored), body, checksum: hash("sha256", body, "base64") };
    }
  };
}

/**
 * Returns an object's key. Its name is the hour and a SHA-256 over the events' ids and contents, in any order: storing the same events
 * again within the hour finds the existing object, and ids with different content get a different name.
 */
function keyOf(integration: string, storedAt: number, entries: readonly AuditEventEntry[]): string {
  const time = new Date(storedAt).toISOString();
  // Ids contain no blanks.
  const pairs = entries.map(({ id, eventDataChecksum }) => `${id} ${eventDataChecksum}\n`).sort();
  const name = hash("sha256", pairs.join(""), "hex");
  return `events/integration=${integration}/day=${time.slice(0, 10)}/${time.slice(11, 13)}-${name}.parquet`;
}

/**
 * The columns around an event, as CloudTrail Lake fills them, except the channel, which does not exist here. Events are never delayed, so
 * there is no addendum. The version is that of the page's example.
 * Source: AWS CloudTrail User Guide, CloudTrail Lake integrations event schema.
 */
function surroundings(awsRegion: string, storedAt: number) {
  return {
    eventVersion: "1.0",
    eventCategory: "ActivityAuditLog",
    eventType: "ActivityLog",
    awsRegion,
    metadata: { ingestionTime: `${new Date(storedAt).toISOString().slice(0, 19)}Z` },
  };
}

function rowOf({ id, eventData }: AuditEventEntry, around: JsonObject): JsonObject {
  const event: JsonValue = JSON.parse(eventData);
  if (!isJsonObject(event)) {
    throw new MisfitError("eventdata must be a JSON object.");
  }
  const { eventTime = null, recipientAccountId = null } = event;
  return { ...around, eventID: id, eventTime, recipientAccountId, eventData: event };
}

function reasonOf(error: unknown): string {
  const problem = error instanceof MisfitError ? error.message : "eventdata must be JSON.";
  return `The event cannot be written: ${problem}`;
}
