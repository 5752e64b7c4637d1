import { type AwsError, awsError } from "../awsError";
import type { JsonInput } from "../awsJson";
import { type LogGroup, putLogEvents as limits, type WrittenLogEvent } from "./logGroup";

interface PutLogEventsOutcome {
  readonly taken: readonly WrittenLogEvent[];
  readonly rejected: Readonly<
    Partial<Record<"tooNewLogEventStartIndex" | "tooOldLogEventEndIndex" | "expiredLogEventEndIndex", number>>
  >;
}

/** Validates a PutLogEvents call. Events that are too new, too old or expired are left out (CloudWatch Logs API Reference). */
export function judgePutLogEvents(
  { logEvents }: JsonInput,
  { retentionDays }: Pick<LogGroup, "retentionDays">,
  now: number,
): PutLogEventsOutcome | AwsError {
  if (!Array.isArray(logEvents) || logEvents.length < 1 || logEvents.length > limits.events) {
    return invalid(`logEvents must hold 1 to ${limits.events} events.`);
  }
  const events: WrittenLogEvent[] = [];
  let bytes = 0;
  for (const event of logEvents as readonly Partial<WrittenLogEvent>[]) {
    const { timestamp, message } = event ?? {};
    if (typeof timestamp !== "number" || !Number.isInteger(timestamp) || timestamp < 0) {
      return invalid("Every log event needs a timestamp: milliseconds since 1970.");
    }
    if (typeof message !== "string" || message === "") {
      return invalid("Every log event needs a message of at least one character.");
    }
    const size = Buffer.byteLength(message);
    if (size > limits.messageBytes) {
      return invalid(`Log event too large: ${size} bytes exceeds limit of ${limits.messageBytes}`);
    }
    if (timestamp < (events.at(-1)?.timestamp ?? 0)) {
      return invalid("Log events in a single PutLogEvents request must be in chronological order.");
    }
    events.push({ timestamp, message });
    bytes += size + limits.overheadBytes;
  }
  if (bytes > limits.bytes) {
    return invalid(`Upload too large: ${bytes} bytes exceeds limit of ${limits.bytes}`);
  }
  return outcomeOf(events, retentionDays, now);
}

function outcomeOf(
  events: readonly WrittenLogEvent[],
  retentionDays: number | undefined,
  now: number,
): PutLogEventsOutcome | AwsError {
  const oldest = now - limits.behind;
  const expired = retentionDays === undefined ? 0 : now - retentionDays * 24 * 60 * 60 * 1000;
  const expiredEnd = endBefore(events, expired);
  const oldEnd = endBefore(events, oldest);
  const newStart = endBefore(events, now + limits.ahead + 1);
  const taken = events.slice(Math.max(expiredEnd, oldEnd), newStart);
  const [first, last] = [taken[0], taken.at(-1)];
  if (first !== undefined && last !== undefined && last.timestamp - first.timestamp > limits.span) {
    return invalid("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
  }
  return {
    taken,
    rejected: {
      ...(expiredEnd > 0 && { expiredLogEventEndIndex: expiredEnd }),
      ...(oldEnd > 0 && { tooOldLogEventEndIndex: oldEnd }),
      ...(newStart < events.length && { tooNewLogEventStartIndex: newStart }),
    },
  };
}

/** Counts the ordered events before `time`. */
function endBefore(events: readonly WrittenLogEvent[], time: number): number {
  const index = events.findIndex(({ timestamp }) => timestamp >= time);
  return index === -1 ? events.length : index;
}

function invalid(message: string): AwsError {
  return awsError("InvalidParameterException", message);
}
