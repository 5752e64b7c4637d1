import { deliver, type PutAuditEventsAnswer } from "../delivery/deliver";
import type { Packable } from "../delivery/pack";
import { lakeObjectLimits } from "../limits/limits";
import type { AuditEventEntry } from "../mapping/auditEvent";
import { type LakeObject, lakeObject } from "./lakeObject";
import { lakeRows } from "./lakeRows";
import type { Sink } from "./sink";

/** Stores an object unless there is one of its key, in one call without retries of its own. */
export type PutNewObject = (object: LakeObject, abortSignal: AbortSignal) => Promise<unknown>;

/** Where the events of a forwarder are stored. */
export interface LakeDestination {
  readonly integration: string;
  readonly region: string;
}

/**
 * A bucket of S3: all audit events of a batch are one Parquet object, in one call. Events are accepted when the object is stored, or was
 * before: its key is a hash of its content.
 */
export function s3Sink(put: PutNewObject, { integration, region }: LakeDestination): Sink {
  return (events, deadline, clock) => {
    const requests = packObjects(events).map((request) => request.map(({ entry }) => entry));
    const made = new Map<readonly AuditEventEntry[], Made>();
    const make = (entries: readonly AuditEventEntry[]): Made => {
      const known = made.get(entries);
      if (known !== undefined) {
        return known;
      }
      const storedAt = clock.now();
      const { entries: written, rows, unwritable } = lakeRows(entries, { region, storedAt });
      const failed = unwritable.map(({ entry, reason }) => ({
        id: entry.id,
        errorCode: "InvalidData",
        errorMessage: reason,
      }));
      const object = rows.length === 0 ? undefined : lakeObject(integration, storedAt, written, rows);
      const result = { object, answer: { successful: written, failed } };
      made.set(entries, result);
      return result;
    };
    for (const entries of requests) {
      makeAhead(() => make(entries));
    }
    return deliver(
      requests,
      async (entries, abortSignal) => {
        const { object, answer } = make(entries);
        if (object !== undefined) {
          await putOnce(object, put, abortSignal);
        }
        return answer;
      },
      deadline,
      clock,
    );
  };
}

/** An object, unless nothing could be written, and what its being stored means for each event. */
interface Made {
  readonly object: LakeObject | undefined;
  readonly answer: PutAuditEventsAnswer;
}

/** Makes an object before its call, whose time-out is for the network alone. A fault occurs again in the call, which is then split. */
function makeAhead(make: () => unknown): void {
  try {
    make();
  } catch {
    return;
  }
}

/**
 * Source: Amazon S3 User Guide, Add preconditions to S3 operations with conditional requests (If-None-Match: 412 where the object exists).
 */
async function putOnce(object: LakeObject, put: PutNewObject, abortSignal: AbortSignal): Promise<void> {
  try {
    await put(object, abortSignal);
  } catch (error) {
    if (!(error instanceof Error && error.name === "PreconditionFailed")) {
      throw error;
    }
  }
}

/**
 * Deals events out to objects: all to one, unless they are more than an object may hold. Equal ids go in different objects, so that an answer tells
 * them apart. Suspect events (see isolate.ts) need not go apart: one that cannot be written costs no other one.
 */
export function packObjects<T extends Packable>(events: readonly T[]): readonly (readonly T[])[] {
  const objects: { readonly events: T[]; readonly ids: Set<string>; bytes: number }[] = [];
  for (const event of events) {
    const { id } = event.entry;
    let object = objects.find(
      (open) => open.bytes + event.eventDataBytes <= lakeObjectLimits.eventDataBytes && !open.ids.has(id),
    );
    if (object === undefined) {
      object = { events: [], ids: new Set(), bytes: 0 };
      objects.push(object);
    }
    object.events.push(event);
    object.ids.add(id);
    object.bytes += event.eventDataBytes;
  }
  return objects.map((object) => object.events);
}
