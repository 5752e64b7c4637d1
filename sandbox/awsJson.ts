import { randomUUID } from "node:crypto";
import { type AwsError, awsError, isAwsError } from "./awsError";
import type { HttpHandler, HttpRequest, HttpResponse } from "./http";
import { type SignatureExpectations, verifySignature } from "./signature";

/** The input of an operation: an unchecked JSON object. */
export type JsonInput = Readonly<Record<string, unknown>>;

export interface JsonCaller {
  readonly accessKeyId: string;
  readonly region: string;
}

/** The signature and permissions that a service checks. */
export interface ServiceAccess {
  readonly signature: Omit<SignatureExpectations, "service">;
  /** Refuses `action` on the resource; `context` holds the condition keys of the request. */
  readonly refusal: (
    caller: JsonCaller,
    action: string,
    resource: string,
    context?: Readonly<Record<string, string>>,
  ) => AwsError | undefined;
}

export type JsonAnswer = { readonly body: object; readonly cutShort?: boolean } | AwsError | "reset" | "silence";

export interface JsonService {
  readonly signingName: string;
  /** The prefix of `X-Amz-Target`, with its dot. */
  readonly targetPrefix: string;
  readonly signature: Omit<SignatureExpectations, "service">;
  readonly operations: Readonly<Record<string, (input: JsonInput, caller: JsonCaller) => JsonAnswer>>;
}

/** Serves AWS JSON 1.0 (SQS, DynamoDB) or 1.1, as the request asks (Smithy documentation, AWS JSON 1.0 and 1.1 protocols). */
export function createJsonHandler(service: JsonService): HttpHandler {
  return async (request) => {
    const signer = verifySignature(request, { ...service.signature, service: service.signingName });
    const version = request.headers["content-type"] === "application/x-amz-json-1.0" ? "1.0" : "1.1";
    return respond(version, isAwsError(signer) ? signer : run(service, request, signer));
  };
}

function run(service: JsonService, request: HttpRequest, caller: JsonCaller): JsonAnswer {
  const target = request.headers["x-amz-target"] ?? "";
  const name = target.startsWith(service.targetPrefix) ? target.slice(service.targetPrefix.length) : "";
  const operation = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
  if (operation === undefined) {
    const message = `The sandbox does not emulate the operation ${target === "" ? "without a name" : target}.`;
    return awsError("UnknownOperationException", message);
  }
  const input = readInput(request.body);
  return input === undefined
    ? awsError("SerializationException", "The body of the request must be a JSON object.")
    : operation(input, caller);
}

function readInput(body: Buffer): JsonInput | undefined {
  try {
    const input: unknown = JSON.parse(body.toString() || "{}");
    return typeof input === "object" && input !== null && !Array.isArray(input) ? (input as JsonInput) : undefined;
  } catch {
    return undefined;
  }
}

function respond(version: string, answer: JsonAnswer): HttpResponse {
  const headers = { "content-type": `application/x-amz-json-${version}`, "x-amzn-requestid": randomUUID() };
  if (answer === "reset" || answer === "silence") {
    return { status: 200, headers, body: "", unanswered: answer };
  }
  if ("body" in answer) {
    const body = JSON.stringify(answer.body);
    return { status: 200, headers, body: answer.cutShort ? body.slice(0, body.length / 2) : body };
  }
  const query = answer.queryCode !== undefined && { "x-amzn-query-error": `${answer.queryCode};Sender` };
  return {
    status: answer.status,
    headers: { ...headers, ...query },
    body: JSON.stringify({ ...answer.members, __type: answer.code, message: answer.message }),
  };
}
