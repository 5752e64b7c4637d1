import type { Authorize } from "../authorization";
import type { HttpHandler } from "../http";
import type { Principal } from "../iam/accessRequest";
import { createJsonHandler, type JsonAnswer, type JsonService } from "../protocol/awsJson";
import { SqsError } from "./message";
import { sqsOperations } from "./operations";
import type { Queue } from "./queue";
import { refusalByQueue } from "./queueSettings";

interface SqsEndpointOptions {
  readonly findQueue: (url: string) => Queue | undefined;
  readonly principalOf: (accessKeyId: string) => Principal | undefined;
  readonly authorize: Authorize;
  readonly signature: JsonService["signature"];
}

/** Amazon SQS in its JSON protocol (Amazon SQS Developer Guide, Amazon SQS API using AWS JSON protocol). */
export function createSqsHandler({ findQueue, principalOf, authorize, signature }: SqsEndpointOptions): HttpHandler {
  return createJsonHandler({
    signingName: "sqs",
    targetPrefix: "AmazonSQS.",
    signature,
    invalidCode: "InvalidParameterValue",
    operations: sqsOperations(async (action, { QueueUrl }, { accessKeyId }, run) => {
      const queue = findQueue(QueueUrl);
      if (queue === undefined) {
        return answerOf(new SqsError("QueueDoesNotExist", "The specified queue does not exist."));
      }
      const principal = principalOf(accessKeyId);
      const refusal = principal ? refusalByQueue(authorize, principal, action, queue.settings) : unknownCaller;
      if (refusal !== undefined) {
        return answerOf(new SqsError("AccessDeniedException", refusal), 403);
      }
      try {
        return { body: await run(queue) };
      } catch (error) {
        return answerOf(error);
      }
    }),
  });
}

const unknownCaller = "The security token included in the request is invalid.";

function answerOf(error: unknown, status = 400): JsonAnswer {
  if (!(error instanceof SqsError)) {
    throw error;
  }
  const { code, queryCode, message } = error;
  return { code, queryCode, status, message };
}
