import { deliver, type PutAuditEventsAnswer } from "../delivery/deliver";
import type { Packable } from "../delivery/pack";
import { packInOrder } from "../delivery/packInOrder";
import type { Clock } from "../forwarder/clock";
import { putLogEventsLimits } from "../limits/limits";
import type { AuditEventEntry } from "../mapping/auditEvent";
import type { Sink } from "./sink";

/** One event of a log stream. */
export interface LogEvent {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

/** The range of a call's events that CloudWatch Logs rejected: all before an end index, or all from a start index on. */
export interface RejectedLogEvents {
  readonly tooNewLogEventStartIndex?: number;
  readonly tooOldLogEventEndIndex?: number;
  readonly expiredLogEventEndIndex?: number;
}

/** A log stream of the caller's own. Neither method retries. */
export interface LogStream {
  /** Creates the stream; succeeds if it exists. */
  readonly create: (abortSignal: AbortSignal) => Promise<unknown>;
  readonly put: (logEvents: readonly LogEvent[], abortSignal: AbortSignal) => Promise<RejectedLogEvents | undefined>;
}

/**
 * Creates a sink for a log group of CloudWatch Logs: each audit event is one log event, whose message is the event's JSON. Its timestamp is
 * the delivery time, since the service refuses events older than 14 days; the message contains the event's own time.
 * Source: Amazon CloudWatch Logs API Reference, PutLogEvents.
 */
export function logSink(stream: LogStream): Sink {
  let created = false;
  return (events, deadline, clock) => {
    const put = async (entries: readonly AuditEventEntry[], abortSignal: AbortSignal) => {
      if (!created) {
        await stream.create(abortSignal);
        created = true;
      }
      try {
        return answerOf(entries, await stream.put(logEvents(entries, clock), abortSignal));
      } catch (error) {
        // The stream may have been deleted.
        created &&= !(error instanceof Error && error.name === "ResourceNotFoundException");
        throw error;
      }
    };
    const requests = packLogEvents(events).map((request) => request.map(({ entry }) => entry));
    return deliver(requests, put, deadline, clock);
  };
}

/** Distributes events over calls within the limits of PutLogEvents; suspect events (see isolate.ts) are sent apart from the others. */
export function packLogEvents<T extends Packable>(events: readonly T[]): readonly (readonly T[])[] {
  const { events: most, requestBytes: bytes, overheadBytes } = putLogEventsLimits;
  return packInOrder(events, { events: most, bytes, overheadBytes, keepsApart: true });
}

function logEvents(entries: readonly AuditEventEntry[], clock: Clock): readonly LogEvent[] {
  const timestamp = clock.now();
  return entries.map(({ eventData }) => ({ timestamp, message: eventData }));
}

/** Converts the response of PutLogEvents to one of PutAuditEvents. */
function answerOf(entries: readonly AuditEventEntry[], rejected: RejectedLogEvents = {}): PutAuditEventsAnswer {
  const {
    tooNewLogEventStartIndex = entries.length,
    tooOldLogEventEndIndex = 0,
    expiredLogEventEndIndex = 0,
  } = rejected;
  const errorCodeAt = (index: number) => {
    if (index < expiredLogEventEndIndex) {
      return "ExpiredLogEvent";
    }
    if (index < tooOldLogEventEndIndex) {
      return "TooOldLogEvent";
    }
    return index >= tooNewLogEventStartIndex ? "TooNewLogEvent" : undefined;
  };
  const failed = entries.flatMap(({ id }, index) => {
    const errorCode = errorCodeAt(index);
    const errorMessage = "CloudWatch Logs accepted the call but rejected this event because of its timestamp.";
    return errorCode === undefined ? [] : [{ id, errorCode, errorMessage }];
  });
  const refused = new Set(failed.map(({ id }) => id));
  return { successful: entries.filter(({ id }) => !refused.has(id)), failed };
}
