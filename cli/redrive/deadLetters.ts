import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { sqsBatches } from "../../functions/delivery/sqsBatches";
import { sqsLimits } from "../../functions/limits/limits";
import { stopping } from "../signals";

/** The reason of messages without an error code: SQS itself moved them after too many receives. */
export const receivedTooOften = "ReceivedTooOften";

/** The forwarder's error code, or EventBridge's (Amazon EventBridge User Guide, "Dead-letter queue message attributes"). */
export function reasonOf({ MessageAttributes: attributes = {} }: Message): string {
  return attributes.errorCode?.StringValue ?? attributes.ERROR_CODE?.StringValue ?? receivedTooOften;
}

/** The state of a queue. SQS's counts are approximate. */
interface QueueState {
  readonly waiting: number;
  /** Messages that are hidden, since somebody received them. */
  readonly inFlight: number;
  /** The time by SQS's clock, to the second below, in milliseconds since 1970. */
  readonly time: number;
}

/** Reads how many messages are in a queue, and the time of the answer. */
export async function queueState(client: SQSClient, QueueUrl: string): Promise<QueueState> {
  const command = new GetQueueAttributesCommand({
    QueueUrl,
    AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
  });
  let time = Date.now();
  const readDate = { step: "deserialize", name: "readDate" } as const;
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      time = dateOf(result.response) ?? time;
      return result;
    },
    readDate,
  );
  const { Attributes = {} } = await client.send(command);
  const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = Attributes;
  const [waiting, inFlight] = [Number(ApproximateNumberOfMessages), Number(ApproximateNumberOfMessagesNotVisible)];
  return { waiting, inFlight, time: Math.floor(time / 1_000) * 1_000 };
}

/** The header Date of an answer, which has whole seconds (RFC 9110, section 5.6.7). */
function dateOf(response: unknown): number | undefined {
  const { headers } = response as { readonly headers?: Readonly<Record<string, string>> };
  const time = Date.parse(headers?.date ?? "");
  return Number.isNaN(time) ? undefined : time;
}

/** Receives up to ten messages and hides them from others for so many seconds. */
export async function receive(
  client: SQSClient,
  QueueUrl: string,
  VisibilityTimeout: number,
): Promise<readonly Message[]> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: sqsLimits.batchMessages,
      VisibilityTimeout,
      // With long polling, a queue of which too much is in flight answers with nothing instead of an error.
      WaitTimeSeconds: 1,
      MessageAttributeNames: ["All"],
      MessageSystemAttributeNames: ["SentTimestamp"],
    }),
    { abortSignal: stopping },
  );
  return Messages;
}

/** Sends the bodies of messages; returns the messages that the queue accepted, and why it refused another. */
export async function sendAll(
  client: SQSClient,
  QueueUrl: string,
  messages: readonly Message[],
): Promise<{ readonly accepted: readonly Message[]; readonly refusal?: string }> {
  const accepted: Message[] = [];
  let refusal: string | undefined;
  for (const batch of sqsBatches(messages, ({ Body = "" }) => Buffer.byteLength(Body))) {
    const Entries = batch.map(({ Body }, index) => ({ Id: String(index), MessageBody: Body }));
    const { Successful = [], Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    accepted.push(...Successful.flatMap(({ Id }) => batch[Number(Id)] ?? []));
    refusal ??= Failed[0] && `${Failed[0].Code}: ${Failed[0].Message ?? "no message"}`;
  }
  return { accepted, ...(refusal !== undefined && { refusal }) };
}

/** Deletes up to ten messages. One that is not deleted is visible again when its visibility timeout is over. */
export async function deleteAll(client: SQSClient, QueueUrl: string, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return;
  const Entries = entriesOf(messages.map(({ ReceiptHandle }) => ReceiptHandle));
  await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
}

/**
 * Shows messages to others at once; ten calls are under way at a time. What cannot be shown, or is left when time is up, is visible again when
 * its visibility timeout is over.
 * @param isOver true if no more time is left
 */
export async function release(
  client: SQSClient,
  QueueUrl: string,
  receiptHandles: Iterable<string | undefined>,
  isOver = () => false,
): Promise<void> {
  const left = [...receiptHandles];
  const showSome = async () => {
    while (left.length > 0 && !isOver()) {
      const Entries = entriesOf(left.splice(-sqsLimits.batchMessages)).map((entry) => ({
        ...entry,
        VisibilityTimeout: 0,
      }));
      await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries })).catch(() => undefined);
    }
  };
  await Promise.all(Array.from({ length: 10 }, showSome));
}

function entriesOf(handles: readonly (string | undefined)[]): { Id: string; ReceiptHandle: string | undefined }[] {
  return handles.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
}
