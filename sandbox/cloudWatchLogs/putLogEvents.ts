import { type AwsError, awsError } from "../protocol/awsError";
import { type LogGroup, putLogEvents as limits, type WrittenLogEvent } from "./logGroup";

interface PutLogEventsOutcome {
  readonly taken: readonly WrittenLogEvent[];
  readonly rejected: Readonly<
    Partial<Record<"tooNewLogEventStartIndex" | "tooOldLogEventEndIndex" | "expiredLogEventEndIndex", number>>
  >;
}

/** Validates the events of a call. Leaves out events that are too new, too old or expired (CloudWatch Logs API Reference, PutLogEvents). */
export function checkPutLogEvents(
  events: readonly WrittenLogEvent[],
  { retentionDays }: Pick<LogGroup, "retentionDays">,
  now: number,
): PutLogEventsOutcome | AwsError {
  let bytes = 0;
  let last = 0;
  for (const { timestamp, message } of events) {
    const size = Buffer.byteLength(message);
    if (size > limits.messageBytes) {
      return invalid(`Log event too large: ${size} bytes exceeds limit of ${limits.messageBytes}`);
    }
    if (timestamp < last) {
      return invalid("Log events in a single PutLogEvents request must be in chronological order.");
    }
    last = timestamp;
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
