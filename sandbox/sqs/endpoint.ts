import type { Authorize } from "../authorization";
import { createJsonHandler, type JsonAnswer, type JsonCaller, type JsonInput, type JsonService } from "../awsJson";
import type { HttpHandler } from "../http";
import type { Principal } from "../iam/accessRequest";
import { type Operation, operations } from "./operations";
import type { Queue } from "./queue";
import { refusalByQueue } from "./queueAccess";
import { SqsError } from "./sqsError";

/** The queues that the SQS endpoint serves, and the decisions on its callers. */
export interface SqsEndpointOptions {
  /** The queue of a URL. */
  readonly findQueue: (url: string) => Queue | undefined;
  /** The owner of an access key. */
  readonly principalOf: (accessKeyId: string) => Principal | undefined;
  readonly authorize: Authorize;
  readonly signature: JsonService["signature"];
}

/**
 * Amazon SQS over HTTP, in its JSON protocol, as an AWS SDK in a function calls it.
 * Source: "Amazon SQS Developer Guide, Amazon SQS API using AWS JSON protocol".
 */
export function createSqsHandler(options: SqsEndpointOptions): HttpHandler {
  return createJsonHandler({
    signingName: "sqs",
    targetPrefix: "AmazonSQS.",
    signature: options.signature,
    operations: Object.fromEntries(
      Object.entries(operations).map(([name, operation]) => [
        name,
        (input, caller) => answerTo(operation, input, caller, options),
      ]),
    ),
  });
}

function answerTo(
  { action, run }: Operation,
  input: JsonInput,
  { accessKeyId }: JsonCaller,
  options: SqsEndpointOptions,
): JsonAnswer {
  try {
    const queue = findQueue(options, input);
    refuseUnlessAllowed(options, accessKeyId, action, queue);
    return { body: run(queue, input) };
  } catch (error) {
    if (error instanceof SqsError) {
      const { code, queryCode, message } = error;
      return { code, queryCode, status: code === "AccessDeniedException" ? 403 : 400, message };
    }
    throw error;
  }
}

function findQueue(options: SqsEndpointOptions, input: JsonInput): Queue {
  const queue = options.findQueue(String(input.QueueUrl));
  if (queue === undefined) {
    throw new SqsError("QueueDoesNotExist", "The specified queue does not exist.");
  }
  return queue;
}

function refuseUnlessAllowed(options: SqsEndpointOptions, accessKeyId: string, action: string, queue: Queue): void {
  const principal = options.principalOf(accessKeyId);
  const refusal =
    principal === undefined
      ? "The security token included in the request is invalid."
      : refusalByQueue(options.authorize, principal, action, queue.settings);
  if (refusal !== undefined) {
    throw new SqsError("AccessDeniedException", refusal);
  }
}
