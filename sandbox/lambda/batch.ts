import { type MessageAttributes, md5OfBody } from "../sqs/message";
import type { ReceivedMessage } from "../sqs/queue";
import type { QueueSettings } from "../sqs/queueSettings";
import { systemAttributes } from "../sqs/storedMessage";
import type { InvocationOutcome } from "./executionEnvironment";
import { lambdaLimits } from "./settings";

interface BatchEntry {
  readonly messageId: string;
  readonly receiptHandle: string;
}

/** The messages collected for one invocation, at most `batchSize` of them and 6 MB of event. */
export class Batch {
  private readonly records: string[] = [];
  private readonly gathered: BatchEntry[] = [];
  private size = Buffer.byteLength(eventStart + eventEnd);

  constructor(
    private readonly batchSize: number,
    private readonly queue: QueueSettings,
  ) {}

  get entries(): readonly BatchEntry[] {
    return this.gathered;
  }

  /** Number of messages that still fit, if they are small enough. */
  get room(): number {
    return this.batchSize - this.gathered.length;
  }

  /** Adds a message unless the event would become too large. The first message always fits. */
  add(received: ReceivedMessage): boolean {
    const record = JSON.stringify(sqsRecord(received, this.queue));
    const size = this.size + Buffer.byteLength(record) + 1;
    if (this.records.length > 0 && size > lambdaLimits.maximumPayload) {
      return false;
    }
    this.size = size;
    this.records.push(record);
    this.gathered.push({ messageId: received.message.messageId, receiptHandle: received.receiptHandle });
    return true;
  }

  event(): string {
    return eventStart + this.records.join(",") + eventEnd;
  }
}

const eventStart = '{"Records":[';
const eventEnd = "]}";

/**
 * Returns the messages of a batch that stay in the queue: all or none without `ReportBatchItemFailures`. With it, those that the answer names:
 * none if it names none, and all if it is unreadable or names a message outside the batch.
 * Source: "AWS Lambda Developer Guide, Handling errors for an SQS event source in Lambda".
 */
export function messagesToKeep(
  outcome: InvocationOutcome,
  messageIds: readonly string[],
  reportsBatchItemFailures: boolean,
): ReadonlySet<string> {
  if (outcome.status === "succeeded") {
    const failed = reportsBatchItemFailures ? reportedFailures(JSON.parse(outcome.payload)) : [];
    if (failed?.every((messageId) => messageIds.includes(messageId))) {
      return new Set(failed);
    }
  }
  return new Set(messageIds);
}

/** Returns the identifiers in an answer; `undefined` if it is malformed. */
function reportedFailures(answer: unknown): readonly string[] | undefined {
  if (answer === null) {
    return [];
  }
  if (typeof answer !== "object" || Array.isArray(answer)) {
    return undefined;
  }
  const failures = (answer as { readonly batchItemFailures?: unknown }).batchItemFailures ?? [];
  if (!Array.isArray(failures)) {
    return undefined;
  }
  const identifiers = failures.map((failure: { readonly itemIdentifier?: unknown } | null) => failure?.itemIdentifier);
  return identifiers.every((identifier): identifier is string => typeof identifier === "string" && identifier !== "")
    ? identifiers
    : undefined;
}

/** Formats a received message as a record of the function's event (AWS Lambda Developer Guide, Using Lambda with Amazon SQS). */
export function sqsRecord({ message, receiptHandle }: ReceivedMessage, queue: QueueSettings): object {
  return {
    messageId: message.messageId,
    receiptHandle,
    body: message.body,
    attributes: systemAttributes(message),
    messageAttributes: recordAttributes(message.messageAttributes),
    md5OfBody: md5OfBody(message.body),
    eventSource: "aws:sqs",
    eventSourceARN: queue.arn,
    awsRegion: queue.arn.split(":")[3],
  };
}

function recordAttributes(attributes: MessageAttributes): object {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType: dataType, StringValue: stringValue }]) => [
      name,
      { stringValue, stringListValues: [], binaryListValues: [], dataType },
    ]),
  );
}
