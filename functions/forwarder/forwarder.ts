import { packClient, saysClientIsMissing } from "../clients/cloudTrailDataPackage";
import type { SendToDeadLetters } from "../delivery/deadLetters";
import { logSink } from "../sinks/logSink";
import { lakeSink, type Sink } from "../sinks/sink";
import { systemClock } from "./clock";
import { type Environment, readEnvironment } from "./environment";
import type { ForwarderSettings } from "./forwarderSettings";
import { createHandler, type ForwarderHandler } from "./handler";
import type { ReadSalt } from "./preparation";

export type { ForwarderSettings } from "./forwarderSettings";
export type { ForwarderHandler } from "./handler";

/**
 * Creates the Lambda handler that forwards a vendor's events to one sink. It is called once, at a cold start.
 * @throws Error naming the environment variable that is missing or malformed, or the module that is missing
 */
export function createForwarder(settings: ForwarderSettings): ForwarderHandler {
  try {
    return forwarderOf(settings);
  } catch (error) {
    // Lambda reports the error at each invocation, as Runtime.ImportModuleError; only the log says how to fix it.
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") {
      write(missingModuleLine(error.message));
    }
    throw error;
  }
}

function forwarderOf(settings: ForwarderSettings): ForwarderHandler {
  const environment = readEnvironment(process.env);
  return createHandler(settings, environment, {
    sink: sinkOf(environment, settings.integration),
    sendToDeadLetters: deadLettersTo(environment),
    readSalt: saltOf(environment),
    clock: systemClock,
    write,
  });
}

/** Writes one line to the function's log. The console's methods would add a prefix, and CloudWatch would not find the metrics. */
function write(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Returns the first line of the message, which names the module; the others list the files that required it. */
function missingModuleLine(message: string): string {
  const [problem] = message.split("\n");
  return saysClientIsMissing(message)
    ? `MODULE_NOT_FOUND at start-up: ${problem}. The Lambda runtime does not contain the client. Pack it with the function: ${packClient.join("; ")}; pulumi up`
    : `MODULE_NOT_FOUND at start-up: ${problem}. The function's archive is incomplete; deploy it again: pulumi up`;
}

/*
 * Clients and the Parquet writer are loaded on demand, so that a cold start loads only what it needs. A dynamic import would not find the
 * runtime's own copy of the SDK, which is on NODE_PATH.
 */

function sinkOf({ destination, region }: Environment, integration: string): Sink {
  switch (destination.sink) {
    case "cloudtrail-lake": {
      const { auditEventsTo } = require("../clients/cloudTrailData") as typeof import("../clients/cloudTrailData");
      return lakeSink(auditEventsTo(destination.channelArn, region));
    }
    case "cloudwatch-logs": {
      const { logStreamIn } = require("../clients/cloudWatchLogs") as typeof import("../clients/cloudWatchLogs");
      return logSink(logStreamIn(destination.logGroupName, region, integration));
    }
    case "s3": {
      const { newObjectsIn } = require("../clients/s3") as typeof import("../clients/s3");
      const { s3Sink } = require("../sinks/s3Sink") as typeof import("../sinks/s3Sink");
      const { bucketName, bucketOwner } = destination;
      return s3Sink(newObjectsIn(bucketName, bucketOwner, region), { integration, region });
    }
  }
}

function deadLettersTo({ deadLetterQueueUrl, region }: Environment): SendToDeadLetters {
  let send: SendToDeadLetters | undefined;
  return (entries, abortSignal) => {
    if (send === undefined) {
      const { messagesTo } = require("../clients/sqs") as typeof import("../clients/sqs");
      send = messagesTo(deadLetterQueueUrl, region);
    }
    return send(entries, abortSignal);
  };
}

function saltOf({ saltSecretArn, region }: Environment): ReadSalt | undefined {
  if (saltSecretArn === undefined) {
    return undefined;
  }
  const { secretText } = require("../clients/secretsManager") as typeof import("../clients/secretsManager");
  return (abortSignal) => secretText(saltSecretArn, region, abortSignal);
}
