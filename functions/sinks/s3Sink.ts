import { deliver, type PutAuditEventsAnswer } from "../delivery/deliver";
import type { Packable } from "../delivery/pack";
import { packInOrder } from "../delivery/packInOrder";
import { lakeObjectLimits } from "../limits/limits";
import type { AuditEventEntry } from "../mapping/auditEvent";
import { type LakeObject, type LakePlace, lakeObjects, type WrittenEvents } from "./lakeObject";
import type { Sink } from "./sink";

/** Stores an object unless its key exists, in one call without retries. */
export type PutNewObject = (object: LakeObject, abortSignal: AbortSignal) => Promise<unknown>;

/**
 * Creates a sink for an S3 bucket: all audit events of a batch are stored as one Parquet object, in one call. Events are accepted when the
 * object is stored or already exists: its key is a hash of its content.
 */
export function s3Sink(put: PutNewObject, place: LakePlace): Sink {
  const write = lakeObjects(place);
  return (events, deadline, clock) => {
    const requests = packObjects(events).map((request) => request.map(({ entry }) => entry));
    const made = new Map<readonly AuditEventEntry[], WrittenEvents>();
    // A retried call sends the same object, even in another hour.
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

/** Converts the storage of an object to a response of PutAuditEvents. */
function answerOf({ written, unwritable }: WrittenEvents): PutAuditEventsAnswer {
  const failed = unwritable.map(({ entry: { id }, reason }) => ({
    id,
    errorCode: "InvalidData",
    errorMessage: reason,
  }));
  return { successful: written, failed };
}

/** Builds an object before its call, whose timeout covers only the network. An error occurs again in the call, which is then split. */
function makeAhead(make: () => unknown): void {
  try {
    make();
  } catch {
    return;
  }
}

/**
 * Stores an object; an existing one counts as stored.
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
 * Distributes events over objects: one object, unless there are more events than it may hold or ids are equal. Suspect events (see
 * isolate.ts) need not be separated: one that cannot be written does not affect the others.
 */
export function packObjects<T extends Packable>(events: readonly T[]): readonly (readonly T[])[] {
  const bytes = lakeObjectLimits.eventDataBytes;
  return packInOrder(events, { events: Number.POSITIVE_INFINITY, bytes, overheadBytes: 0, keepsApart: false });
}
