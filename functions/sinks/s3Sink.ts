import { deliver, type PutAuditEventsAnswer } from "../delivery/deliver";
import type { Packable } from "../delivery/pack";
import { packInOrder } from "../delivery/packInOrder";
import { lakeObjectLimits } from "../limits/limits";
import type { AuditEventEntry } from "../mapping/auditEvent";
import { type LakeObject, type LakePlace, lakeObjects, type WrittenEvents } from "./lakeObject";
import type { Sink } from "./sink";

/** Stores an object unless there is one of its key, in one call without retries of its own. */
export type PutNewObject = (object: LakeObject, abortSignal: AbortSignal) => Promise<unknown>;

/**
 * A bucket of S3: all audit events of a batch are one Parquet object, in one call. Events are accepted when the object is stored, or was
 * before: its key is a hash of its content.
 */
export function s3Sink(put: PutNewObject, place: LakePlace): Sink {
  const write = lakeObjects(place);
  return (events, deadline, clock) => {
    const requests = packObjects(events).map((request) => request.map(({ entry }) => entry));
    const made = new Map<readonly AuditEventEntry[], WrittenEvents>();
    // A call that is repeated has the same object, also in another hour.
    const make = (entries: readonly AuditEventEntry[]): WrittenEvents => {
      const result = made.get(entries) ?? write(entries, clock.now());
      made.set(entries, result);
      return result;
    };
    for (const entries of requests) {
      makeAhead(() => make(entries));
    }
    const putEvents = async (entries: readonly AuditEventEntry[], abortSignal: AbortSignal) => {
      const events = make(entries);
      if (events.object !== undefined) {
        await putOnce(events.object, put, abortSignal);
      }
      return answerOf(events);
    };
    return deliver(requests, putEvents, deadline, clock);
  };
}

/** What an object's being stored means for each event, in the terms of PutAuditEvents. */
function answerOf({ written, unwritable }: WrittenEvents): PutAuditEventsAnswer {
  const failed = unwritable.map(({ entry: { id }, reason }) => ({
    id,
    errorCode: "InvalidData",
    errorMessage: reason,
  }));
  return { successful: written, failed };
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
 * Deals events out to objects: all to one, unless they are more than an object may hold, or their ids are equal. Suspect events (see isolate.ts) need not
 * go apart: one that cannot be written costs no other one.
 */
export function packObjects<T extends Packable>(events: readonly T[]): readonly (readonly T[])[] {
  const bytes = lakeObjectLimits.eventDataBytes;
  return packInOrder(events, { events: Number.POSITIVE_INFINITY, bytes, overheadBytes: 0, keepsApart: false });
}
