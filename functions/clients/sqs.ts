import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { SendToDeadLetters } from "../delivery/deadLetters";
import { timeouts } from "./timeouts";

/** Creates a client that calls SendMessageBatch for one queue. */
export function messagesTo(QueueUrl: string, region: string): SendToDeadLetters {
  const client = new SQSClient({ region, requestHandler: timeouts });
  return async (entries, abortSignal) => {
    const command = new SendMessageBatchCommand({ QueueUrl, Entries: [...entries] });
    const { Successful = [] } = await client.send(command, { abortSignal });
    return Successful.flatMap(({ Id }) => (Id === undefined ? [] : [Id]));
  };
}
