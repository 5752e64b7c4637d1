import { CloudTrailDataClient, PutAuditEventsCommand } from "@aws-sdk/client-cloudtrail-data";
import { systemClock } from "./clock";
import type { SendToDeadLetters } from "./deadLetters";
import { deliverySettings, type PutAuditEvents } from "./deliver";
import { type Environment, readEnvironment } from "./environment";
import { createHandler, type ForwarderHandler, type ForwarderSettings } from "./handler";

export type { ForwarderHandler, ForwarderSettings } from "./handler";

/**
 * Makes the Lambda handler that forwards a vendor's events to CloudTrail Lake. It is called once, at a cold start.
 * @throws Error naming the environment variable that is missing or malformed
 */
export function createForwarder(settings: ForwarderSettings): ForwarderHandler {
  const environment = readEnvironment(process.env);
  return createHandler(settings, environment, {
    putAuditEvents: auditEventsTo(environment),
    sendToDeadLetters: deadLettersTo(environment),
    clock: systemClock,
    // The console's methods would wrap the line, and CloudWatch would not find the metrics in it.
    write: (line) => void process.stdout.write(`${line}\n`),
  });
}

/** How long a connection may take to come about, in milliseconds. */
const connectionTime = 1_000;

function auditEventsTo({ channelArn, region }: Environment): PutAuditEvents {
  const client = new CloudTrailDataClient({
    region,
    // Repetitions are the delivery's own: it knows the time left, and repeats single events too.
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: connectionTime,
      requestTimeout: deliverySettings.callTime,
      throwOnRequestTimeout: true,
    },
  });
  return (auditEvents, abortSignal) =>
    client.send(new PutAuditEventsCommand({ auditEvents: [...auditEvents], channelArn }), { abortSignal });
}

function deadLettersTo({ deadLetterQueueUrl, region }: Environment): SendToDeadLetters {
  let send: SendToDeadLetters | undefined;
  return (entries, abortSignal) => {
    send ??= connect(deadLetterQueueUrl, region);
    return send(entries, abortSignal);
  };
}

/** Loads the SQS client: only at the first reject, so that a cold start does not pay for it. */
function connect(QueueUrl: string, region: string): SendToDeadLetters {
  // A dynamic import would not find the runtime's own copy of the SDK, which lies on NODE_PATH.
  const sqs = require("@aws-sdk/client-sqs") as typeof import("@aws-sdk/client-sqs");
  const client = new sqs.SQSClient({
    region,
    requestHandler: { connectionTimeout: connectionTime, requestTimeout: deliverySettings.callTime },
  });
  return async (entries, abortSignal) => {
    const command = new sqs.SendMessageBatchCommand({ QueueUrl, Entries: [...entries] });
    const { Successful = [] } = await client.send(command, { abortSignal });
    return Successful.flatMap(({ Id }) => (Id === undefined ? [] : [Id]));
  };
}
