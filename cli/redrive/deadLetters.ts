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
import { stopping } from "../command/signals";

/** The reason of messages without an error code: SQS itself moved them after too many receives. */
export const receivedTooOften = "ReceivedTooOften";

/** The forwarder's error code, or EventBridge's (Amazon EventBridge User Guide, "Dead-letter queue message attributes"). */
export function reasonOf({ MessageAttributes: attributes = {} }: Message): string {
  return attributes.errorCode?.StringValue ?? attributes.ERROR_CODE?.StringValue ?? receivedTooOften;
}

/** The state of a queue. SQS's counts are approximate. */
interface QueueState {
  readonly waiting: number;
  /** Messages that are hidden because another receiver holds them. */
  readonly inFlight: number;
  /** The time of SQS's clock, rounded down to the second, in milliseconds since 1970. */
  readonly time: number;
}

/** Reads the number of messages in a queue and the time of the answer. */
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

/** Receives up to ten messages and hides them from other receivers for the given seconds. */
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
      // With long polling, a queue with too many messages in flight returns nothing instead of an error.
      WaitTimeSeconds: 1,
      MessageAttributeNames: ["All"],
      MessageSystemAttributeNames: ["SentTimestamp"],
    }),
    { abortSignal: stopping },
  );
  return Messages;
}

/** Sends the bodies of messages. Returns the accepted messages, and the reason why the queue rejected one. */
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

/** Deletes up to ten messages. A message that is not deleted becomes visible again after its visibility timeout. */
export async function deleteAll(client: SQSClient, QueueUrl: string, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return;
  const Entries = entriesOf(messages.map(({ ReceiptHandle }) => ReceiptHandle));
  await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
}

/**
 * Makes messages visible to other receivers at once, with ten concurrent calls. A message that fails, or is left when the time is up, becomes
 * visible again after its visibility timeout.
 * @param isOver returns true if no time is left
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
