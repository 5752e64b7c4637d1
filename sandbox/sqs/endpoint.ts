import type { Authorize } from "../authorization";
import { createJsonHandler, type JsonAnswer, type JsonCaller, type JsonInput, type JsonService } from "../awsJson";
import type { HttpHandler } from "../http";
import type { Principal } from "../iam/accessRequest";
import { SqsError } from "./message";
import { type Operation, operations } from "./operations";
import type { Queue } from "./queue";
import { refusalByQueue } from "./queueSettings";

interface SqsEndpointOptions {
  readonly findQueue: (url: string) => Queue | undefined;
  readonly principalOf: (accessKeyId: string) => Principal | undefined;
  readonly authorize: Authorize;
  readonly signature: JsonService["signature"];
}

/** Amazon SQS in its JSON protocol (Amazon SQS Developer Guide, Amazon SQS API using AWS JSON protocol). */
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
  { findQueue, principalOf, authorize }: SqsEndpointOptions,
): JsonAnswer {
  const queue = findQueue(String(input.QueueUrl));
  if (queue === undefined) {
    return answerOf(new SqsError("QueueDoesNotExist", "The specified queue does not exist."));
  }
  const principal = principalOf(accessKeyId);
  const refusal = principal ? refusalByQueue(authorize, principal, action, queue.settings) : unknownCaller;
  if (refusal !== undefined) {
    return answerOf(new SqsError("AccessDeniedException", refusal), 403);
  }
  try {
    return { body: run(queue, input) };
  } catch (error) {
    return answerOf(error);
  }
}

const unknownCaller = "The security token included in the request is invalid.";

function answerOf(error: unknown, status = 400): JsonAnswer {
  if (!(error instanceof SqsError)) {
    throw error;
  }
  const { code, queryCode, message } = error;
  return { code, queryCode, status, message };
}
