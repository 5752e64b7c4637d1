import type { ReceivedMessage } from "../sqs/queue";
import type { QueueSettings } from "../sqs/queueSettings";
import { lambdaLimits } from "./limits";
import { sqsRecord } from "./sqsRecord";

/** One message of a batch. */
export interface BatchEntry {
  readonly messageId: string;
  readonly receiptHandle: string;
}

/** The messages gathered for one invocation, at most `batchSize` of them and 6 MB of event. */
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

  /** How many more messages it takes, if they are small enough. */
  get room(): number {
    return this.batchSize - this.gathered.length;
  }

  /** Takes a message in, unless the event would grow too large by it. The first message always fits. */
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

  /** The event, as JSON. */
  event(): string {
    return eventStart + this.records.join(",") + eventEnd;
  }
}

const eventStart = '{"Records":[';
const eventEnd = "]}";
