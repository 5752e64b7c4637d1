import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { sqsBatches } from "../../functions/delivery/sqsBatches";
import { sqsLimits } from "../../functions/limits/limits";
import type { Watch } from "../watched";

/** What to take from a dead-letter queue, and where to. */
export interface RedriveOptions {
  /** URL of the dead-letter queue. */
  readonly from: string;
  /** URL of the queue that the function reads. */
  readonly to: string;
  /** Only messages with one of these error codes; with none, all. */
  readonly reasons: readonly string[];
  /** Only messages that were parked from this moment on, in milliseconds since 1970. */
  readonly since?: number;
  /** Only messages that were parked before this moment. */
  readonly until?: number;
  /** Moves them; without it, they are only counted. */
  readonly execute: boolean;
}

/** What there was, and what was moved. */
export interface RedriveReport {
  readonly seen: number;
  readonly matched: number;
  readonly moved: number;
  /** Messages by their error code. */
  readonly byReason: ReadonlyMap<string, number>;
}

/** What SQS itself moved was received too often, and has no error code. */
export const receivedTooOften = "ReceivedTooOften";

/**
 * Moves or counts the messages of a dead-letter queue. Each is sent before it is deleted: a run that stops loses none, and one that was sent
 * but not deleted comes again under the same id.
 * Sources: Amazon SQS API Reference, ReceiveMessage, SendMessageBatch, DeleteMessageBatch, ChangeMessageVisibilityBatch.
 */
export async function redrive(
  client: SQSClient,
  options: RedriveOptions,
  { progress, stopped }: Watch,
): Promise<RedriveReport> {
  const held: Message[] = [];
  const seen = new Set<string>();
  const byReason = new Map<string, number>();
  let matched = 0;
  let moved = 0;
  let emptyAnswers = 0;
  try {
    while (emptyAnswers < emptyAnswersAtEnd && !stopped()) {
      const received = await receive(client, options.from);
      const fresh = received.filter(({ MessageId = "" }) => !seen.has(MessageId));
      emptyAnswers = fresh.length === 0 ? emptyAnswers + 1 : 0;
      for (const message of fresh) {
        seen.add(message.MessageId ?? "");
        byReason.set(reasonOf(message), (byReason.get(reasonOf(message)) ?? 0) + 1);
      }
      const wanted = fresh.filter((message) => isWanted(message, options));
      matched += wanted.length;
      const done = options.execute ? await move(client, options, wanted) : [];
      moved += done.length;
      held.push(...received.filter((message) => !done.includes(message)));
      progress(seen.size);
    }
  } finally {
    await release(client, options.from, held);
  }
  return { seen: seen.size, matched, moved, byReason };
}

/** A queue of several servers may answer once with nothing although there is something. */
const emptyAnswersAtEnd = 3;
/** Seconds that a message stays hidden from others while this looks at the rest. */
const visibilityTimeout = 900;

async function receive(client: SQSClient, QueueUrl: string): Promise<readonly Message[]> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: sqsLimits.batchMessages,
      VisibilityTimeout: visibilityTimeout,
      WaitTimeSeconds: 1,
      MessageAttributeNames: ["All"],
      MessageSystemAttributeNames: ["SentTimestamp"],
    }),
  );
  return Messages;
}

function reasonOf({ MessageAttributes }: Message): string {
  return MessageAttributes?.errorCode?.StringValue ?? receivedTooOften;
}

function isWanted(message: Message, { to, reasons, since, until }: RedriveOptions): boolean {
  const parked = Number(message.Attributes?.SentTimestamp);
  return (
    isFor(message, to) &&
    (reasons.length === 0 || reasons.includes(reasonOf(message))) &&
    (since === undefined || parked >= since) &&
    (until === undefined || parked < until)
  );
}

/**
 * What EventBridge could not deliver names its target, and goes to no other: the sinks of an integration share the queue of such events.
 * Source: Amazon EventBridge User Guide, Using dead-letter queues to process undelivered events.
 */
function isFor({ MessageAttributes }: Message, to: string): boolean {
  const target = MessageAttributes?.TARGET_ARN?.StringValue;
  return target === undefined || target.split(":").at(-1) === new URL(to).pathname.split("/").at(-1);
}

/** Sends messages and deletes what was taken; answers which those are. */
async function move(client: SQSClient, { from, to }: RedriveOptions, messages: readonly Message[]): Promise<Message[]> {
  const moved: Message[] = [];
  for (const batch of sqsBatches(messages, ({ Body = "" }) => Buffer.byteLength(Body))) {
    const sent = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: to,
        Entries: batch.map(({ Body }, index) => ({ Id: String(index), MessageBody: Body })),
      }),
    );
    const taken = (sent.Successful ?? []).flatMap(({ Id }) => batch[Number(Id)] ?? []);
    if (taken.length > 0) {
      await client.send(new DeleteMessageBatchCommand({ QueueUrl: from, Entries: entriesOf(taken) }));
    }
    moved.push(...taken);
  }
  return moved;
}

/** Lets others see at once what stays. What cannot be released is visible again when its time is over. */
export async function release(client: SQSClient, QueueUrl: string, messages: readonly Message[]): Promise<void> {
  for (let start = 0; start < messages.length; start += sqsLimits.batchMessages) {
    const Entries = entriesOf(messages.slice(start, start + sqsLimits.batchMessages)).map((entry) => ({
      ...entry,
      VisibilityTimeout: 0,
    }));
    await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries })).catch(() => undefined);
  }
}

function entriesOf(messages: readonly Message[]): { Id: string; ReceiptHandle: string | undefined }[] {
  return messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
}
