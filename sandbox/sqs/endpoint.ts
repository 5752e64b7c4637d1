import type { Authorize } from "../authorization";
import { isAwsError } from "../awsError";
import type { HttpHandler, HttpResponse } from "../http";
import type { Principal } from "../iam/accessRequest";
import { type SignatureExpectations, verifySignature } from "../signature";
import type { SqsInput } from "./input";
import { operations } from "./operations";
import type { Queue } from "./queue";
import { refusalByQueue } from "./queueAccess";
import { SqsError } from "./sqsError";

/** What the SQS endpoint serves, to whom, and who decides. */
export interface SqsEndpointOptions {
  /** The queue of a URL or of a name. */
  readonly findQueue: (urlOrName: string) => Queue | undefined;
  /** Whose credentials an access key belongs to. */
  readonly principalOf: (accessKeyId: string) => Principal | undefined;
  readonly authorize: Authorize;
  readonly signature: Omit<SignatureExpectations, "service">;
  readonly newRequestId: () => string;
}

/**
 * Amazon SQS over HTTP, in its JSON protocol: what an AWS SDK in a function talks to.
 * Source: "Amazon SQS Developer Guide, Amazon SQS API using AWS JSON protocol".
 */
export function createSqsHandler(options: SqsEndpointOptions): HttpHandler {
  return async (request) => {
    const requestId = options.newRequestId();
    const signer = verifySignature(request, { ...options.signature, service: "sqs" });
    if (isAwsError(signer)) {
      return answer(
        signer.status,
        { __type: `com.amazon.coral.service#${signer.code}`, message: signer.message },
        requestId,
      );
    }
    try {
      const name = operationName(request.headers["x-amz-target"]);
      const input = readInput(request.body);
      const operation = operations[name];
      if (operation === undefined) {
        throw new SqsError("UnknownOperationException", `The operation ${name} is not known.`);
      }
      const queue = findQueue(options, input);
      refuseUnlessAllowed(options, signer.accessKeyId, operation.action, queue);
      return answer(200, operation.run(queue, input), requestId);
    } catch (error) {
      if (error instanceof SqsError) {
        return refuse(error, requestId);
      }
      throw error;
    }
  };
}

function operationName(target: string | undefined): string {
  const match = /^AmazonSQS\.(\w+)$/.exec(target ?? "");
  if (match?.[1] === undefined) {
    throw new SqsError("UnknownOperationException", "The X-Amz-Target header must name an operation of AmazonSQS.");
  }
  return match[1];
}

function readInput(body: Buffer): SqsInput {
  try {
    const input: unknown = JSON.parse(body.toString() || "{}");
    if (typeof input === "object" && input !== null && !Array.isArray(input)) {
      return input as SqsInput;
    }
  } catch {
    // Falls through to the refusal, which is the same for what is no JSON and for what is no object.
  }
  throw new SqsError("InvalidParameterValue", "The body of the request must be a JSON object.");
}

function findQueue(options: SqsEndpointOptions, input: SqsInput): Queue {
  const name = input.QueueUrl ?? input.QueueName;
  if (typeof name !== "string" || name === "") {
    throw new SqsError("MissingParameter", "The request must contain the parameter QueueUrl.");
  }
  const queue = options.findQueue(name);
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

function refuse(error: SqsError, requestId: string): HttpResponse {
  const status = error.code === "AccessDeniedException" ? 403 : 400;
  const response = answer(status, { __type: `com.amazonaws.sqs#${error.code}`, message: error.message }, requestId);
  return { ...response, headers: { ...response.headers, "x-amzn-query-error": `${error.queryCode};Sender` } };
}

function answer(status: number, body: object, requestId: string): HttpResponse {
  return {
    status,
    headers: { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": requestId },
    body: JSON.stringify(body),
  };
}
