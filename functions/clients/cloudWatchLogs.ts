import { randomUUID } from "node:crypto";
import { CloudWatchLogsClient, CreateLogStreamCommand, PutLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { LogStream } from "../sinks/logSink";
import { timeouts } from "./timeouts";

/**
 * Creates a client that writes to this execution environment's own log stream. The stream's name begins with the integration's key and the
 * day.
 */
export function logStreamIn(logGroupName: string, region: string, integration: string): LogStream {
  // The delivery does its own retries: it knows the time left.
  const client = new CloudWatchLogsClient({ region, maxAttempts: 1, requestHandler: timeouts });
  const day = new Date().toISOString().slice(0, 10).replaceAll("-", "/");
  const logStreamName = `${integration}/${day}/${randomUUID()}`;
  return {
    create: (abortSignal) =>
      client
        .send(new CreateLogStreamCommand({ logGroupName, logStreamName }), { abortSignal })
        .catch((error: Error) => {
          if (error.name !== "ResourceAlreadyExistsException") {
            throw error;
          }
        }),
    put: async (logEvents, abortSignal) => {
      const command = new PutLogEventsCommand({ logGroupName, logStreamName, logEvents: [...logEvents] });
      return (await client.send(command, { abortSignal })).rejectedLogEventsInfo;
    },
  };
}
