import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import type { Message } from "../detector/findings/findingMessage";
import { timeouts } from "./timeouts";

/** Creates a client that calls Publish for one topic. */
export function messagesTo(TopicArn: string, region: string): (message: Message) => Promise<unknown> {
  const client = new SNSClient({ region, requestHandler: timeouts });
  return ({ subject, text }) => client.send(new PublishCommand({ TopicArn, Subject: subject, Message: text }));
}
